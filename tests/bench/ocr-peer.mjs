// Prints what `@gutenye/ocr-node` reads on pictures: its module, then the pictures, as arguments.
import { pathToFileURL } from "node:url";

const [module, ...pictures] = process.argv.slice(2);
const { default: Ocr } = await import(pathToFileURL(module).href);
const ocr = await Ocr.create({ onnxOptions: { intraOpNumThreads: 1, interOpNumThreads: 1 } });
for (const picture of pictures) for (const { text } of await ocr.detect(picture)) console.log(text);
