import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { GoujiError } from "../../model/errors.ts";
import type { Backbone } from "./network/backbone.ts";

/** What a network gives under one name. */
export interface NetworkOutput {
	readonly data: Float32Array;
	readonly shape: readonly number[];
}

/** A loaded network: one input of shape `[n, channels, height, width]`, one output or several. */
export interface Network {
	/** Which runtime it runs on. */
	readonly runtime: string;
	/** The first output. */
	readonly run: (input: Float32Array, shape: readonly number[]) => Promise<NetworkOutput>;
	/** Every output by its name. */
	readonly runAll: (input: Float32Array, shape: readonly number[]) => Promise<Readonly<Record<string, NetworkOutput>>>;
	readonly close: () => Promise<void>;
}

/**
 * Loads a network from a file: with the native runtime where `onnxruntime-node` is installed (three
 * times faster), with WebAssembly otherwise. Both compute on one thread; documents run side by side. `rewrite` gives the file another form first.
 * Throws GoujiError bad-config where `onnxruntime-node` is installed and does not load.
 */
export async function loadNetwork(path: string, rewrite = (file: Uint8Array): Uint8Array => file): Promise<Network> {
	return networkOf(path, rewrite(new Uint8Array(await readFile(path))));
}

/**
 * As `loadNetwork`, a network that convolves at first; where the native runtime is not installed, that part of it, which takes nearly all of
 * its time, is computed here, and only what comes after it by the runtime.
 */
export async function loadConvolvingNetwork(path: string, rewrite: (file: Uint8Array) => Uint8Array): Promise<Network> {
	if (isNative()) return loadNetwork(path, rewrite);
	const file = rewrite(new Uint8Array(await readFile(path)));
	const { backboneOf } = await import("./network/backbone.ts");
	const { headOf } = await import("./network/head.ts");
	const backbone = backboneOf(file);
	const head = await networkOf(path, headOf(file));
	const runAll: Network["runAll"] = (input, shape) => head.runAll(...featuresOf(backbone, input, shape));
	return { ...head, runAll, run: (input, shape) => head.run(...featuresOf(backbone, input, shape)) };
}

/** The features of pictures of shape `[n, channels, height, width]`, and their shape. */
function featuresOf(
	backbone: Backbone,
	input: Float32Array,
	[count = 0, , height = 0, width = 0]: readonly number[],
): [features: Float32Array, shape: number[]] {
	const size = input.length / Math.max(1, count);
	const each = Array.from({ length: count }, (_, i) => backbone.run(input.subarray(i * size, (i + 1) * size), height, width));
	const all = new Float32Array(each.reduce((sum, { features }) => sum + features.length, 0));
	each.forEach(({ features }, i) => {
		all.set(features, i * features.length);
	});
	return [all, [count, backbone.channels, 1, each[0]?.width ?? 0]];
}

async function networkOf(path: string, model: Uint8Array): Promise<Network> {
	const ort = await loadRuntime();
	const session = await ort.create(model);
	const [inputName] = session.inputNames;
	const [outputName] = session.outputNames;
	if (!inputName || !outputName) throw new Error(`${path} is no network with one input and an output`);
	const runAll = async (input: Float32Array, shape: readonly number[]) => {
		const result = await session.run({ [inputName]: ort.tensor(input, shape) });
		return Object.fromEntries(
			Object.entries(result).map(([name, { data, dims }]) => [name, { data: data as Float32Array, shape: dims }]),
		);
	};
	return {
		runtime: ort.name,
		runAll,
		run: async (input, shape) => {
			const output = (await runAll(input, shape))[outputName];
			if (!output) throw new Error("The network gave no output");
			return output;
		},
		close: () => session.release(),
	};
}

/** Loads a network of the project; throws where it is not the one that `readModel` asks for. */
export async function loadModel(name: string): Promise<Network> {
	return networkOf(name, await readModel(name));
}

/**
 * The file of a network of the project, whose digest must be the one in `assets/models/models.json`: another network would
 * read other figures, and nobody would see it. Throws where it is not.
 */
export async function readModel(name: string): Promise<Uint8Array> {
	const path = modelOf(name);
	const told = JSON.parse(await readFile(join(dirname(path), "models.json"), "utf8")) as Record<string, { sha256?: string }>;
	const model = new Uint8Array(await readFile(path));
	const sha256 = createHash("sha256").update(model).digest("hex");
	if (told[name]?.sha256 !== sha256) throw new Error(`${name} is not the network that models.json names; install gouji again`);
	return model;
}

/** Where a network of the project is: in `assets/models`, beside `src` in the repository and above `dist` in the installed package. */
function modelOf(name: string): string {
	const places = ["../../../assets/models/", "../../../../assets/models/"].map((place) =>
		fileURLToPath(new URL(place + name, import.meta.url)),
	);
	return places.find((place) => existsSync(place)) ?? places[0] ?? "";
}

interface Session {
	readonly inputNames: readonly string[];
	readonly outputNames: readonly string[];
	readonly run: (
		feeds: Record<string, unknown>,
	) => Promise<Record<string, { readonly data: unknown; readonly dims: readonly number[] }>>;
	readonly release: () => Promise<void>;
}

interface Runtime {
	readonly name: string;
	readonly create: (model: Uint8Array) => Promise<Session>;
	readonly tensor: (data: Float32Array, shape: readonly number[]) => unknown;
}

async function loadRuntime(): Promise<Runtime> {
	const options = {
		graphOptimizationLevel: "all",
		executionMode: "sequential",
		intraOpNumThreads: 1,
		interOpNumThreads: 1,
		// Planned once for each shape of input, it costs more than it saves: hardly two inputs are alike.
		enableMemPattern: false,
	} as const;
	if (isNative()) {
		const native = await loadNative(() => import("onnxruntime-node"));
		const { InferenceSession, Tensor } = native;
		return {
			name: "onnxruntime-node",
			create: async (model) => (await InferenceSession.create(model, options)) as unknown as Session,
			tensor: (data, shape) => new Tensor("float32", data, [...shape]),
		};
	}
	const module = webRuntime();
	const { env, InferenceSession, Tensor }: typeof import("onnxruntime-web/wasm") = await import(pathToFileURL(module).href);
	env.wasm.numThreads = 1;
	env.wasm.wasmPaths = `${dirname(module)}${sep}`;
	return {
		name: "onnxruntime-web",
		create: async (model) => (await InferenceSession.create(model, { graphOptimizationLevel: "all" })) as unknown as Session,
		tensor: (data, shape) => new Tensor("float32", data, [...shape]),
	};
}

/** Whether networks would run on the native runtime if it were installed. */
export function lacksNative(): boolean {
	return process.env.GOUJI_OCR_RUNTIME !== "web" && !isInstalled("onnxruntime-node");
}

/** Whether networks run on the native runtime. */
export function isNative(): boolean {
	return process.env.GOUJI_OCR_RUNTIME !== "web" && isInstalled("onnxruntime-node");
}

/** Whether a package is here; that it is, and is broken, is another thing. */
export function isInstalled(name: string): boolean {
	try {
		createRequire(import.meta.url).resolve(name);
		return true;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return false;
		throw error;
	}
}

/** Loads a native package that is installed. Throws GoujiError bad-config with what keeps it from loading. */
export async function loadNative<T>(load: () => Promise<T>): Promise<T> {
	try {
		return await load();
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new GoujiError("bad-config", `onnxruntime-node is installed and does not load: ${why}`, {
			hint: "Install it anew for this system, remove it, or set GOUJI_OCR_RUNTIME=web to read scans more slowly without it.",
			cause,
		});
	}
}

const RUNTIME_FILE = "ort.wasm.bundle.min.mjs";

/**
 * Where the WebAssembly runtime is: in its own package, which only development installs, or where
 * `bin/pack-ocr-runtime.mjs` put what is used of it, beside the built code; run from source, in `dist` too.
 */
function webRuntime(): string {
	const places = ["../../../onnxruntime-web/", "../../../dist/onnxruntime-web/"].map((place) =>
		join(fileURLToPath(new URL(place, import.meta.url)), RUNTIME_FILE),
	);
	return (
		places.find((place) => existsSync(place)) ??
		join(dirname(createRequire(import.meta.url).resolve("onnxruntime-web/wasm")), RUNTIME_FILE)
	);
}
