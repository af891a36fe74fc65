// Puts what the OCR needs of onnxruntime-web beside the built code, as npm's `prepack` step and in deploy/Dockerfile:
// the package has four variants of its WebAssembly, 139 MB in all, of which gouji uses one of 14 MB, and npm cannot
// leave files of a dependency out. Needs development dependencies installed.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FILES = ["ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"];
const from = dirname(createRequire(import.meta.url).resolve("onnxruntime-web/wasm"));
const to = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "onnxruntime-web");
mkdirSync(to, { recursive: true });
for (const file of FILES) copyFileSync(join(from, file), join(to, file));
const { version } = createRequire(import.meta.url)(join(from, "..", "package.json"));
writeFileSync(
	join(to, "LICENSE"),
	`ONNX Runtime Web ${version}, unchanged, from the npm package onnxruntime-web
https://github.com/microsoft/onnxruntime (notices of the parts in it: ThirdPartyNotices.txt there)

MIT License

Copyright (c) Microsoft Corporation

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`,
);
