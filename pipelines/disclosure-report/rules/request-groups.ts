import { requestRows } from "../forms/editions.ts";
import type { RequestSubject } from "../narrative/requests.ts";
import type { Candidate } from "./compare.ts";
import type { ReportFacts } from "./context.ts";

/** The columns of legal persons and other organisations. */
const ORGANISATIONS = ["business", "research", "welfare", "legal_service", "other"];

/** Rows of table 三 under a heading such as `refused`, in the edition of the report's table. */
export function rowsOf(facts: ReportFacts, group: string): string[] {
	return requestRows(facts.requestsEdition ?? "2021").filter((row) => row.startsWith(`${group}.`));
}

/** What a claim on requests may be about in table 三, the likeliest first; none for what has no cells of its own. */
export function candidatesFor(facts: ReportFacts, subject: RequestSubject): Candidate[] {
	const cell = (name: string, row: string): Candidate => ({ name: `表三“${name}”总计`, paths: [`requests.${row}.total`] });
	const received = cell("本年新收", "received");
	const both = { name: "表三“本年新收”加“上年结转”", paths: [...received.paths, "requests.carried_in.total"] };
	const closed = cell("（七）总计", "total");
	switch (subject) {
		case "newly-received":
			return [received];
		case "received":
			return [received, both];
		case "closed":
		case "closed-in-time":
			return [closed];
		case "carried_in":
			return [cell("上年结转", "carried_in")];
		case "carried_out":
			return [cell("结转下年度继续办理", "carried_out")];
		case "organisations":
			return applicants("法人或其他组织", ORGANISATIONS);
		case "natural_person":
		case "business":
		case "research":
		case "welfare":
		case "legal_service":
			return applicants(APPLICANT_NAMES[subject], [subject]);
		default:
			return outcomes(facts, subject);
	}
}

const APPLICANT_NAMES = {
	natural_person: "自然人",
	business: "商业企业",
	research: "科研机构",
	welfare: "社会公益组织",
	legal_service: "法律服务机构",
} as const;

/** The text may split those received, with or without carry-over, or those answered. */
function applicants(name: string, columns: readonly string[]): Candidate[] {
	const at = (row: string) => columns.map((column) => `requests.${row}.${column}`);
	return [
		{ name: `表三新收“${name}”`, paths: at("received") },
		{ name: `表三新收加结转“${name}”`, paths: [...at("received"), ...at("carried_in")] },
		{ name: `表三办理结果“${name}”`, paths: at("total") },
	];
}

const OUTCOME_NAMES: Partial<Record<RequestSubject, string>> = {
	granted: "（一）予以公开",
	granted_in_part: "（二）部分公开",
	"granted-or-in-part": "（一）予以公开加（二）部分公开",
	refused: "（三）不予公开",
	unavailable: "（四）无法提供",
	not_processed: "（五）不予处理",
	other: "（六）其他处理",
};

function outcomes(facts: ReportFacts, subject: RequestSubject): Candidate[] {
	const rows: Partial<Record<RequestSubject, string[]>> = {
		granted: ["granted"],
		disclosed: ["granted"],
		granted_in_part: ["granted_in_part"],
		"granted-or-in-part": ["granted", "granted_in_part"],
		refused: rowsOf(facts, "refused"),
		unavailable: rowsOf(facts, "unavailable"),
		not_processed: rowsOf(facts, "not_processed"),
		other: rowsOf(facts, "other"),
	};
	const own = rows[subject] ?? [];
	const sum = (name: string, list: readonly string[], column = "total"): Candidate => ({
		name,
		paths: list.map((row) => `requests.${row}.${column}`),
	});
	const doubtful = (candidate: Candidate): Candidate => ({ ...candidate, isDoubtful: true });
	const name = `表三“${OUTCOME_NAMES[subject] ?? "（一）予以公开"}”总计`;
	return [
		sum(name, own),
		...(subject === "disclosed" ? [sum("表三“（一）予以公开”加“（二）部分公开”", ["granted", "granted_in_part"])] : []),
		doubtful(sum("表三该项“自然人”列", own, "natural_person")),
		...(own.length > 1 ? own.map((row) => doubtful(sum("表三该项中的一行", [row]))) : []),
		...(subject === "granted" ? [doubtful(sum("表三“（一）”加“（二）”", ["granted", "granted_in_part"]))] : []),
		...(subject === "refused" ? [doubtful(sum("表三“（三）”加“（四）”", [...own, ...rowsOf(facts, "unavailable")]))] : []),
		...(subject === "refused" ? [doubtful(sum("表三“（三）”加“（五）”", [...own, ...rowsOf(facts, "not_processed")]))] : []),
		...(subject === "refused" ? [doubtful(sum("表三“（三）”加“1.本机关不掌握”", [...own, "unavailable.not_held"]))] : []),
	];
}
