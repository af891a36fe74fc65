import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Test material beside the repository, never copied into it; undefined where it is absent. */
export const sharedFolder: string | undefined = (() => {
	const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "shared");
	return existsSync(join(folder, "corpus")) ? folder : undefined;
})();

if (sharedFolder === undefined) console.warn("../shared is absent: tests and timings on its documents are skipped.");

/** What is printed in a document of the corpus. */
export interface Truth {
	readonly issuer: string;
	readonly year: number;
	readonly form: string;
	readonly published_on: string | null;
	readonly cells: Readonly<Record<string, number | null>>;
	readonly sections: readonly string[];
	/** Codes of rules that the document breaks. */
	readonly must_find: readonly string[];
	readonly scan: boolean;
}

/** A document of the corpus with its truth. */
export interface TrueDocument {
	readonly name: string;
	readonly pdf: string;
	readonly truth: Truth;
}

/** Documents with truth in a folder of the shared material that have a text layer, by name. */
export function digitalDocuments(folder: "corpus" | "real"): TrueDocument[] {
	return documentsIn(folder).filter(({ truth }) => !truth.scan);
}

/** Documents with truth whose text is not to be had from the file. */
export function scannedDocuments(folder: "corpus" | "real"): TrueDocument[] {
	return documentsIn(folder).filter(({ truth }) => truth.scan);
}

function documentsIn(folder: "corpus" | "real"): TrueDocument[] {
	if (sharedFolder === undefined) return [];
	const base = join(sharedFolder, folder);
	return readdirSync(base)
		.filter((file) => file.endsWith(".truth.json"))
		.sort()
		.map((file) => {
			const name = file.slice(0, -".truth.json".length);
			return { name, pdf: join(base, `${name}.pdf`), truth: JSON.parse(readFileSync(join(base, file), "utf8")) as Truth };
		});
}
