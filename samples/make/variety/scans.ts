import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { randomFrom } from "../figures.ts";
import { pdfOfPictures } from "../picture-pdf.ts";
import { picturesOf } from "../scan.ts";
import { WEARS } from "../wear.ts";
import { wrongTextUnder } from "./under.ts";

const RESOLUTIONS = [100, 150, 150, 200, 200, 300];

/**
 * Makes scans of what `variety.ts` made, each treated in one way, with the truth beside it:
 * `--from DIR --out DIR --count 40 --seed 1`, and `--only skew` or `--dpi 150` to fix them.
 */
async function makeScans(): Promise<void> {
	const { values } = parseArgs({
		options: {
			from: { type: "string", default: "output/variety" },
			out: { type: "string", default: "output/scans" },
			count: { type: "string", default: "40" },
			seed: { type: "string", default: "1" },
			only: { type: "string" },
			dpi: { type: "string" },
		},
	});
	const names = (await readdir(values.from)).filter((name) => name.endsWith(".pdf")).sort();
	const wears = WEARS.filter(({ name }) => values.only === undefined || values.only.split(",").includes(name));
	await mkdir(values.out, { recursive: true });
	for (let i = 0; i < Math.min(names.length, Number(values.count)); i++) {
		const name = basename(names[i] ?? "", ".pdf");
		const random = randomFrom(Number(values.seed) * 1000 + i);
		const wear = wears[(i + Number(values.seed)) % wears.length];
		const drawn = RESOLUTIONS[random(RESOLUTIONS.length)] ?? 150;
		const dpi = values.dpi ? Number(values.dpi) : drawn;
		if (!wear) continue;
		const pdf = new Uint8Array(await readFile(join(values.from, `${name}.pdf`)));
		const pictures = await picturesOf(pdf, dpi, (image, number) => wear.treat(image, { random, dpi, number }));
		// Every fourth scan has a text layer that says something else.
		const under = i % 4 === 3 ? pictures.map((picture) => wrongTextUnder(picture, dpi, random)) : undefined;
		await writeFile(join(values.out, `${name}.pdf`), pdfOfPictures(pictures, dpi, { jpegQuality: wear.jpegQuality, under }));
		const truth = JSON.parse(await readFile(join(values.from, `${name}.json`), "utf8"));
		const kinds = { ...truth.kinds, damage: wear.name, dpi: String(dpi), under: under ? "wrong" : "none" };
		await writeFile(join(values.out, `${name}.json`), `${JSON.stringify({ ...truth, kinds }, null, "\t")}\n`);
	}
}

if (import.meta.main) await makeScans();
