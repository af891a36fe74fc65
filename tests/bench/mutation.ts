import type { ReportFacts } from "../../pipelines/disclosure-report/rules/context.ts";
import { rules } from "../../pipelines/disclosure-report/rules/index.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import type { Evidence } from "../../src/rules.ts";
import { runRules } from "../../src/rules.ts";
import { cleanReport } from "../support/clean-reports.ts";

/** One way to get a single figure wrong; undefined where it does not apply to it. */
interface Mutation {
	readonly name: string;
	readonly mutate: (report: ReportFacts, figure: Evidence) => ReadonlyMap<string, number | null> | undefined;
}

const add = (more: number): Mutation => ({
	name: more > 0 ? `+${more}` : String(more),
	mutate: (_, { path, value }) => (value === null || value + more < 0 ? undefined : new Map([[path, value + more]])),
});
const MUTATIONS: readonly Mutation[] = [
	add(1),
	add(-1),
	add(10),
	add(-10),
	{
		name: "swap",
		mutate: ({ evidence }, figure) => {
			const next = evidence[evidence.indexOf(figure) + 1];
			const isNeighbour = next?.path.split(".").slice(0, -1).join() === figure.path.split(".").slice(0, -1).join();
			if (!next || !isNeighbour || next.value === figure.value) return undefined;
			return new Map([
				[figure.path, next.value],
				[next.path, figure.value],
			]);
		},
	},
	{ name: "drop", mutate: (_, { path, value }) => (value === null || value === 0 ? undefined : new Map([[path, null]])) },
];

/** The report with some figures printed otherwise. */
function changed(report: ReportFacts, values: ReadonlyMap<string, number | null>): ReportFacts {
	const evidence = report.evidence.map((figure): Evidence => {
		const value = values.get(figure.path);
		if (value === undefined) return figure;
		return { ...figure, value, raw: value === null ? "" : String(value), state: value === null ? "blank" : "number" };
	});
	const byPath = new Map(evidence.map((figure) => [figure.path, figure]));
	return { ...report, evidence, figure: (path) => byPath.get(path) };
}

/** The year before, as this year's opening stocks say it was. */
function yearBefore(report: ReportFacts): ReportFacts {
	const values = new Map<string, number | null>();
	const at = (path: string) => report.figure(path)?.value ?? 0;
	for (const { path } of report.evidence) {
		if (path.startsWith("requests.carried_out.")) values.set(path, at(path.replace("carried_out", "carried_in")));
		if (path.endsWith(".in_force"))
			values.set(path, at(path) - at(path.replace("in_force", "issued")) + at(path.replace("in_force", "repealed")));
		if (path.endsWith(".prior_items")) values.set(path, at(path) - 1);
		if (path.endsWith(".change")) values.set(path, 1);
	}
	return { ...changed(report, values), year: report.year - 1 };
}

/** Every broken finding and its message, to see which ones a change adds. */
function brokenOf(report: ReportFacts): Set<string> {
	const { findings } = runRules(rules, report, "x");
	return new Set(
		findings
			.filter(({ verdict, severity }) => verdict === "broken" && severity !== "info")
			.map(({ rule, message }) => `${rule} ${message}`),
	);
}

interface Share {
	caught: number;
	all: number;
}

/** Shares of single-figure mistakes that add a finding, by table and kind of mistake. */
export function mutationShares(reports: readonly ReportFacts[]): Map<string, Map<string, Share>> {
	const shares = new Map<string, Map<string, Share>>();
	for (const report of reports) {
		const before = brokenOf(report);
		for (const figure of report.evidence) {
			const table = figure.path.split(".")[0] ?? "";
			for (const { name, mutate } of MUTATIONS) {
				const values = mutate(report, figure);
				if (!values) continue;
				const isCaught = [...brokenOf(changed(report, values))].some((finding) => !before.has(finding));
				const row = shares.get(table) ?? new Map<string, Share>();
				const share = row.get(name) ?? { caught: 0, all: 0 };
				row.set(name, { caught: share.caught + (isCaught ? 1 : 0), all: share.all + 1 });
				shares.set(table, row);
			}
		}
	}
	return shares;
}

/** Six clean reports: both forms, three sizes, alone or with the year before. */
export function mutationReports(withPrevious: boolean): ReportFacts[] {
	return [2020, 2023].flatMap((year) =>
		[25, 120, 900].map((scale, i) => {
			const all = consistentFigures(500 + i, year === 2020 ? "2019" : "2021", scale);
			const report = cleanReport({ year, issuer: "云浦市水务局", all, style: i });
			return withPrevious ? { ...report, previous: yearBefore(report) } : report;
		}),
	);
}

function print(title: string, reports: readonly ReportFacts[]): void {
	const shares = mutationShares(reports);
	const names = MUTATIONS.map(({ name }) => name);
	console.log(`${title}\n${["table".padEnd(12), ...names.map((name) => name.padStart(8)), "all".padStart(8)].join("")}`);
	for (const [table, row] of shares) {
		const cells = names.map((name) => row.get(name) ?? { caught: 0, all: 0 });
		const whole = cells.reduce((sum, { caught, all }) => ({ caught: sum.caught + caught, all: sum.all + all }), {
			caught: 0,
			all: 0,
		});
		console.log(
			`${table.padEnd(12)}${[...cells, whole].map(({ caught, all }) => `${all === 0 ? "–" : Math.round((1000 * caught) / all) / 10}%`.padStart(8)).join("")}`,
		);
	}
}

if (import.meta.main) {
	print("One report alone", mutationReports(false));
	print("With last year's report", mutationReports(true));
}
