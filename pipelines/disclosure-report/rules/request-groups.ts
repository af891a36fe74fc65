import { zhOf } from "../fields/figure-fields.ts";
import { requestRowsOf } from "../fields/paths.ts";
import type { RequestSubject } from "../narrative/requests.ts";
import type { Candidate } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { requestsForm } from "./report-forms.ts";

/** Rows of table 三 under a heading such as `refused`, in the edition of the report's table. */
export function rowsOf(facts: ReportFacts, group: string): string[] {
	const keys = requestRowsOf(requestsForm(facts)).map(({ key }) => key);
	return keys.filter((key) => key.startsWith(`${group}.`));
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
			return organisations(facts);
		default:
			return applicant(facts, subject) ?? outcomes(facts, subject);
	}
}

/** The columns of legal persons and other organisations. */
function organisations(facts: ReportFacts): Candidate[] {
	const columns = requestsForm(facts).requests.columns.filter(({ under }) => under !== undefined);
	return applicants(
		columns[0]?.under ?? "",
		columns.map(({ key }) => key),
	);
}

/** A subject that is a kind of applicant; `other` is a result too, and the text then speaks of results. */
function applicant(facts: ReportFacts, subject: RequestSubject): Candidate[] | undefined {
	const kinds = requestsForm(facts).requests.columns.slice(0, -1);
	const column = subject === "other" ? undefined : kinds.find(({ key }) => key === subject);
	return column && applicants(zhOf(column), [column.key]);
}

/** The text may split those received, with or without carry-over, or those answered. */
function applicants(name: string, columns: readonly string[]): Candidate[] {
	const at = (row: string) => columns.map((column) => `requests.${row}.${column}`);
	return [
		{ name: `表三新收“${name}”`, paths: at("received") },
		{ name: `表三新收加结转“${name}”`, paths: [...at("received"), ...at("carried_in")] },
		{ name: `表三办理结果“${name}”`, paths: at("total") },
	];
}

/** What the form calls a result or a group of results; what is disclosed is granted. */
function outcomeName(facts: ReportFacts, subject: RequestSubject): string {
	const { rows } = requestsForm(facts).requests;
	const nameOf = (key: string) => rows.flatMap((row) => (row.key === key ? [(row.number ?? "") + row.label] : []))[0];
	if (subject === "granted-or-in-part") return `${nameOf("granted")}加${nameOf("granted_in_part")}`;
	return nameOf(subject) ?? nameOf(`${subject}.total`) ?? nameOf("granted") ?? "";
}

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
	const name = `表三“${outcomeName(facts, subject)}”总计`;
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
