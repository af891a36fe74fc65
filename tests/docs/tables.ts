import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_SETTINGS } from "../../src/reading/tables/settings.ts";
import { repository } from "../support/command.ts";
import { NOTE, table } from "./markdown.ts";

/** One tolerance as settings.ts documents it. */
interface Documented {
	readonly step: string;
	readonly name: string;
	readonly value: number;
	readonly text: string;
}

const UNITS: readonly (readonly [ending: string, unit: string])[] = [
	["Pt", "pt"],
	["Em", "em"],
	["Lines", "lines"],
	["Share", "share"],
	["Ratio", "ratio"],
];

/** The page on how tables are read, with the settings as settings.ts documents them. */
export function tablesPage(): string {
	const documented = documentedSettings();
	const steps = Object.keys(DEFAULT_SETTINGS);
	const rows = steps.flatMap((step) =>
		documented
			.filter((setting) => setting.step === step)
			.map(({ name, value, text }) => [`\`${step}.${name}\``, String(value), unitOf(name), text]),
	);
	return `# How tables are read

${NOTE}

${WAY}

${GENERAL}

${seeing()}

## Settings

${documented.length} tolerances. Units: points, em (the size of the characters beside), lines (heights of the lines beside), a share or ratio of what
is named, or a count. \`npm run bench:ablation\` moves each up and down by 30 % and counts what changes.

${table([["setting", "default", "unit", "what it is"], ...rows])}
`;
}

function unitOf(name: string): string {
	return UNITS.find(([ending]) => name.endsWith(ending))?.[1] ?? "count";
}

/** The settings in the order of their file, each with its comment. */
function documentedSettings(): Documented[] {
	const source = readFileSync(join(repository, "src/reading/tables/settings.ts"), "utf8");
	let step = "";
	let text = "";
	return source.split("\n").flatMap((line) => {
		step = /^\t([a-zA-Z]+): \{$/.exec(line)?.[1] ?? step;
		text = /^\t\t\/\*\* (.*) \*\/$/.exec(line)?.[1] ?? text;
		const [, name, value] = /^\t\t([a-zA-Z]+): ([\d.]+),$/.exec(line) ?? [];
		return name === undefined ? [] : [{ step, name, value: Number(value), text }];
	});
}

const WAY = `\`buildDocument(pages, settings)\` in \`src/reading/tables\` turns pages (characters, rulings, pictures with their places) into a document:
paragraphs and tables in reading order. It knows nothing of any form. Each box is a file or two of that name.

\`\`\`
pages ──▶ seen/, pages/orientation ──▶ pages/headers-footers    a page upright, without watermarks, page numbers and headers
                                        │
   ┌────────────────────────────────────┤
   ▼ ruled/                             ▼ unruled/, of what no ruled table took
rulings          merged, grouped      lines, words             classify-lines: which have figures in columns,
   │             by what crosses         │                     which are prose; touching-figures, wrapped-figures
   ▼                                     ▼
infer-rulings    where cells hold     zones                    lines that follow one another, parted into heading and body
   │             several figures         │
   ▼                                     ▼
grid             intersections        columns                  figures above one another, and their headings
   │             to cells                │
   ▼                                     ▼
ruled-tables     characters           rows, row-labels         one for each line of figures; assign-labels gives
   │             to cells                │                     wrapped labels to rows, by the whole column
   └───────────────────┬─────────────────┘
                       ▼
   pages/paragraphs, pages/continued-tables ──▶ document      a table cut by a page's end is one again
\`\`\`

The ruled way is that of A. Nurminen's thesis (2013), as in pdfplumber and Tabula: edges → intersections → cells → tables. Rulings that a
maker left out are inferred from what stands in a cell. Without rulings, figures are the anchor: they stand in columns, labels do not.`;

const GENERAL = `## Tables of any PDF

\`gouji tables\` and \`findTables(pages, { settings, methods, pages, area })\` of the library read tables of any kind, not only those of
reports (scope \`any\` of \`buildDocument\`). Ruled tables are read as above, with bands of colour for borders and rows through a first column
without lines. All else is read by \`open/\`: lines fall into pieces; blocks of running text are set aside, beside a table too; columns are
where no text runs; lines are one row where they stand closer than rows do, with no ruling and no two figures of one column between
them; lines of words right below one another are one cell, whatever stands between them in other columns; headings span the columns
over their ruling, or in whose middle they stand. Recognised pages are read as reports are.

| option | what it does |
| --- | --- |
| \`--pages 1,3-5\` | looks at these pages only |
| \`--area 50,100,545,700\` | looks at this part of each page: left, top, right, bottom in points from the top left corner |
| \`--format text, json, csv, html, markdown, xlsx\` | the form; \`--json\` is \`--format json\`; xlsx needs \`--out\` |
| \`--out FOLDER\` | writes one file a table, \`table-1.csv\` and so on |
| \`--pictures FOLDER\` | writes what each table looks like on its first page, \`table-1.png\` and so on |
| \`--settings FILE\` | JSON with other values of the settings below: \`{ "open": { "pieceGapEm": 0.6 } }\` |

Each table has its \`method\` (\`ruled\` or \`aligned\`) and a \`confidence\` from 0 to 1: the least sure of its characters, times the share of its
cells that are of their column's kind, figure or word. Pictures are recognised only on pages without usable text. Exit code 1, and a word on
standard error, where no table was found or a page could not be read: then tables may stand where nobody saw them. In CSV a text that
a spreadsheet would take for a formula begins with an apostrophe.

\`gouji tables\` and \`readTables(bytes, options)\` of the library read a document page by page (\`tables-in-turn.ts\`) and keep of a page its tables, the lines at
its edges, whether text stands before and after its tables, and where its text begins and ends. A header is known by its pages: what is taken for
one is told by the pages so far, and those pages on which that was wrong, as on the first one, are read again at the end. Recognised
pages are kept. \`findTables(pages)\` does the same with pages that are there already.`;

function seeing(): string {
	return `## Seeing it

\`gouji look report.pdf --page 2 --stage columns --out page-2.png\` draws what a step saw:

${table([
	["stage", "drawn"],
	["`rulings`", "as read (red), merged (broad green), inferred (orange)"],
	["`lines`", "words (red), lines with figures (green), prose (grey), others (blue), zones of unruled tables (orange)"],
	[
		"`columns`",
		"columns of figures (green), their headings (blue), headings that span several (violet), where labels end (orange)",
	],
	["`rows`", "rows (grey), their labels (blue), labels of groups (violet), figures (green)"],
	["`cells`", "the cells of all tables with their texts"],
])}`;
}
