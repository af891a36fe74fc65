import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { READER_LIMITS, ReaderPool } from "../../src/mapping/isolated/reader-pool.ts";
import type { Choice, ShownDocument } from "./shown/draw.ts";
import { drawPlans, KINDS, makeDocument } from "./shown/draw.ts";
import type { ProducerName } from "./shown/model.ts";
import { PRODUCERS } from "./shown/model.ts";
import { isThere, presentRewriters } from "./shown/producers.ts";
import type { ShownScore } from "./shown/score.ts";
import { scoreOf, scoreTable } from "./shown/score.ts";

/**
 * Makes documents whose pages show something else than their text says, reads them and prints what came of it by kind:
 * `npm run shown -- --seed 1 --count 60 --out DIR`; `--kinds lie,hidden/white`, `--producers writer,html`, `--form 2019`, `--rewriters none`,
 * `--by producer`, `--list` for every document that is not right, `--only-make`.
 */
async function showAll(): Promise<void> {
	const { values } = parseArgs({
		options: {
			seed: { type: "string", default: "1" },
			count: { type: "string" },
			out: { type: "string", default: "output/shown" },
			kinds: { type: "string", default: "" },
			producers: { type: "string", default: PRODUCERS.join() },
			rewriters: { type: "string", default: "qpdf,mutool,ghostscript" },
			form: { type: "string" },
			by: { type: "string", default: "kind" },
			list: { type: "boolean", default: false },
			"only-make": { type: "boolean", default: false },
			processes: { type: "string", default: String(READER_LIMITS.processes) },
		},
	});
	const wanted = values.kinds.split(",");
	const choice: Choice = {
		kinds: KINDS.filter(({ name }) => wanted.some((one) => one === name || one === name.split("/")[0] || one === "")),
		producers: values.producers
			.split(",")
			.filter((name): name is ProducerName => PRODUCERS.includes(name as ProducerName) && isThere(name as ProducerName)),
		rewriters:
			values.rewriters === "none" ? [] : presentRewriters().filter(({ name }) => values.rewriters.split(",").includes(name)),
		form: values.form as Choice["form"],
	};
	const plans = drawPlans(Number(values.seed), Number(values.count ?? choice.kinds.length), choice);
	await mkdir(values.out, { recursive: true });
	const pool = new ReaderPool(fileURLToPath(new URL("../../bin/gouji.mjs", import.meta.url)), {
		...READER_LIMITS,
		processes: Number(values.processes),
	});
	const scores: (readonly [document: ShownDocument, score: ShownScore])[] = [];
	const reading = new Set<Promise<void>>();
	for (const plan of plans) {
		const document = await makeDocument(plan, choice).catch((error: unknown) => {
			console.error(`${plan.kind.name} by ${plan.producer}, seed ${plan.seed}, was not made: ${String(error).slice(0, 300)}`);
		});
		if (!document) continue;
		const path = join(values.out, `${document.name}.${document.extension}`);
		await writeFile(path, document.bytes);
		await writeFile(join(values.out, `${document.name}.truth.json`), `${JSON.stringify(document.truth, null, "\t")}\n`);
		if (values["only-make"]) continue;
		const read: Promise<void> = readOne(pool, path, document).then((score) => {
			scores.push([document, score]);
			reading.delete(read);
		});
		reading.add(read);
		// Not many more are made than are read.
		while (reading.size > 3) await Promise.race(reading);
	}
	await Promise.all(reading);
	pool.close();
	if (values.list) for (const line of listOf(scores)) console.log(line);
	const groupOf = ({ kind, producer, rewriter, truth }: ShownDocument) =>
		({ producer, rewriter, form: truth.form, group: kind.split("/")[0] ?? "", both: `${kind} ${producer}` })[values.by] ?? kind;
	for (const line of scoreTable(scores.map(([document, score]) => [groupOf(document), score]))) console.log(line);
}

async function readOne(pool: ReaderPool, path: string, { name, extension, truth }: ShownDocument): Promise<ShownScore> {
	const json = await pool.read(path, "report", extension === "pdf" ? {} : { media: extension }).catch((error: unknown) => {
		console.error(`${name}: ${String(error).slice(0, 120)}`);
		return undefined;
	});
	if (json !== undefined) await writeFile(path.replace(/\.\w+$/, ".json"), json);
	return scoreOf(truth, json);
}

function listOf(scores: readonly (readonly [ShownDocument, ShownScore])[]): string[] {
	return scores
		.filter(([, { outcome, accused, isMistaken }]) => outcome !== "right" || accused.length > 0 || isMistaken)
		.map(([{ name, rewriter }, { outcome, wrong, lost, accused, isMistaken }]) =>
			[
				`${name}${rewriter === "none" ? "" : ` (${rewriter})`}: ${outcome}`,
				wrong.length > 0 ? `${wrong.length} wrong, such as ${wrong[0]}` : "",
				lost.length > 0 ? `${lost.length} lost, such as ${lost[0]}` : "",
				accused.length > 0 ? `ACCUSED ${accused.join("/")}` : "",
				isMistaken ? "issuer or year mistaken" : "",
			]
				.filter((part) => part !== "")
				.join(" | "),
		)
		.sort();
}

if (import.meta.main) await showAll();
