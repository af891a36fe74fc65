import type { Outcome } from "../../../src/rules.ts";
import type { FamilyRule } from "./applies.ts";
import type { ReportFacts } from "./context.ts";
import { broken, holds } from "./outcomes.ts";

/** Rule S17: contact details that can be right. */
export const contactRules: readonly FamilyRule[] = [
	{
		id: "S17-contact-block",
		severity: "info",
		title: "联系方式完整、可用",
		formula: "postcode has 6 digits; phone and e-mail have their form; no l/1, O/0 confused",
		basis: "《政府信息公开条例》第十二条（公开指南载明联系方式）；报告惯例",
		check: contact,
	},
];

const PHONE = /^(?:\(?0\d{2,3}\)?[-—–]{0,2})?\d{7,8}(?:[-—–转]\d{1,6})?$|^1\d{10}$|^1\d{4}$/;

function contact(facts: ReportFacts): Outcome[] {
	const { contact: stated } = facts;
	if (!stated) return [];
	const faults: [string, string, string][] = [];
	if (stated.postcode !== undefined && !/^\d{6}$/.test(stated.postcode))
		faults.push(["postcode", stated.postcode, "邮编应为六位数字"]);
	for (const phone of stated.phone?.split(/[、,，]/) ?? [])
		if (!PHONE.test(phone)) faults.push(["phone", phone, "电话号码位数不符"]);
	if (stated.email !== undefined && hasConfusable(stated.email))
		faults.push(["email", stated.email, "邮箱中数字1、0与字母l、o可能混淆"]);
	if (stated.website !== undefined && /^https?\/\//.test(stated.website)) faults.push(["website", stated.website, "网址缺冒号"]);
	const known = Object.entries(stated).filter(([, value]) => value !== undefined);
	if (known.length === 0) return [];
	if (faults.length === 0) return holds(known.map(([field]) => `contact.${field}`));
	return faults.flatMap(([field, value, why]) =>
		broken([`contact.${field}`], `联系方式“${value}”：${why}。`, {
			quotes: [{ place: `contact.${field}`, text: value }],
			// One character more or less may be ours.
			cause: field === "email" ? "unclear" : facts.textConfidence >= 0.95 ? "report" : "unclear",
			key: field,
		}),
	);
}

/** A digit 1 or 0 between letters of a name that is letters otherwise: y1zdzb for ylzdzb (rule Q04). */
function hasConfusable(email: string): boolean {
	const [name = ""] = email.split("@");
	return /^[a-z]+[10][a-z]{3,}\d*$/i.test(name) && !/[aeiou].*[10].*[aeiou]/i.test(name);
}
