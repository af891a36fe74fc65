import type { Outcome, Rule } from "../../../src/index.ts";
import { findPartsClaims } from "../narrative/parts.ts";
import { findReceivedClaims } from "../narrative/received.ts";
import type { ReportFacts } from "./context.ts";
import { textCause } from "./context.ts";

const AGREE = "《政府信息公开条例》第五十条；文字与表格应当一致";

/** Rules T01 and T03: what the text claims, against itself and against the tables. */
export const textRules: readonly Rule<ReportFacts>[] = [
	{
		id: "T01-narrative-parts-sum",
		severity: "error",
		title: "正文所列各分项之和等于总数",
		formula: "“共N条，其中a类x1条…”: Σxi = N",
		basis: AGREE,
		check: partsSums,
	},
	{
		id: "T03-requests-received",
		severity: "error",
		title: "正文所述收到申请数与表三一致",
		formula: "n ∈ {new.tot, new.tot + carry_in.tot}; 新收 → new.tot",
		basis: AGREE,
		check: received,
	},
];

function partsSums(facts: ReportFacts): Outcome[] {
	const outcomes: Outcome[] = [];
	for (const [key, text] of Object.entries(facts.sections)) {
		for (const claim of text === null ? [] : findPartsClaims(text)) {
			const sum = claim.parts.reduce((total, part) => total + part.count, 0);
			const cells = [`sections.${key}`];
			if (sum === claim.total || (!claim.isWhole && sum < claim.total)) {
				outcomes.push({ verdict: "holds", cells, message: "" });
				continue;
			}
			const shown = claim.parts.map((part) => part.count).join("＋");
			const message = `正文“${claim.quote}”：分项${shown}＝${sum}，总数为${claim.total}。`;
			outcomes.push({
				verdict: "broken",
				cells,
				message,
				expected: claim.total,
				actual: sum,
				severity: claim.isLoose ? "info" : claim.isWhole ? "error" : "warn",
				cause: textCause(facts),
			});
		}
	}
	return outcomes;
}

function received(facts: ReportFacts): Outcome[] {
	const cells = ["requests.received.total", "requests.carried_in.total"];
	const [fresh, carried] = cells.map((path) => facts.figure(path)?.value);
	if (typeof fresh !== "number") return [];
	const both = fresh + (carried ?? 0);
	const claims = [facts.sections.overview, facts.sections.requests].flatMap((text) =>
		text === null ? [] : findReceivedClaims(text),
	);
	const whole = claims.filter((claim) => !claim.isPartial);
	const agrees = (claim: (typeof claims)[number]) => claim.count === fresh || (!claim.isNewOnly && claim.count === both);
	if (whole.length === 0) return [];
	const wrong = whole.filter((claim) => !agrees(claim));
	if (wrong.length === 0) return [{ verdict: "holds", cells, message: "" }];
	const [claim] = wrong;
	if (!claim) return [];
	const table = `表三本年新收${fresh}件${carried ? `、上年结转${carried}件（合计${both}件）` : ""}`;
	// Where one sentence agrees, the other counts something else more likely than not.
	const isSure = wrong.length === whole.length;
	const severity = isSure ? "error" : "warn";
	return [
		{
			verdict: isSure ? "broken" : "undetermined",
			severity,
			cells,
			message: `正文“${claim.quote}”，${table}。`,
			expected: fresh,
			actual: claim.count,
			cause: isSure && facts.textConfidence >= 0.95 ? causeOfTable(facts) : "unclear",
		},
	];
}

function causeOfTable(facts: ReportFacts): "report" | "unclear" {
	return (facts.figure("requests.received.total")?.confidence ?? 0) >= 0.95 ? "report" : "unclear";
}
