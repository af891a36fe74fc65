import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { extract } from "../support/extract.ts";

const samples = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "samples");

/** One committed document, with what was typeset and what must come out. */
export interface SampleFolder {
	readonly name: string;
	readonly pdf: string;
	readonly typeset: string;
	readonly expected: string;
	/** Its pages, or some tables, are pictures. */
	readonly isScan: boolean;
}

/** Every folder of `samples` that holds `<name>/<name>.pdf`, by name. */
export function sampleFolders(): SampleFolder[] {
	return readdirSync(samples)
		.sort()
		.map((name) => ({
			name,
			pdf: join(samples, name, `${name}.pdf`),
			typeset: join(samples, name, "typeset.json"),
			expected: join(samples, name, "expected.json"),
			isScan: /-(?:scanned|pictured-table)$/.test(name),
		}))
		.filter(({ pdf }) => existsSync(pdf));
}

/** The text of the report.json that a sample gives now, as `gouji extract` writes it. */
export async function reportText({ pdf }: SampleFolder): Promise<string> {
	return `${JSON.stringify(await extract(pdf), null, "\t")}\n`;
}
