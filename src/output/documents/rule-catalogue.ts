/** The parts of a rule that the catalogue prints. */
export interface CatalogueRule {
	readonly id: string;
	readonly severity: string;
	readonly title: string;
	readonly formula: string;
	readonly basis: string;
	readonly category: string;
	readonly forms: readonly string[];
	readonly limits: Readonly<Record<string, number>>;
	readonly needs: string;
	readonly isLocal: boolean;
}

const SEVERITY: Readonly<Record<string, string>> = { error: "错误", warn: "提示", info: "参考", meta: "读取" };

/** The catalogue as Markdown, one table a category, in the rules' order. */
export function renderRules(rules: readonly CatalogueRule[]): string {
	const categories = [...new Set(rules.map(({ category }) => category))];
	const sections = categories.map((category) => {
		const own = rules.filter((rule) => rule.category === category);
		return `## ${category}（${own.length}条）\n\n| 规则 | 格式 | 级别 | 内容 | 公式 | 依据 | 说明 |\n| --- | --- | --- | --- | --- | --- | --- |\n${own.map(row).join("\n")}\n`;
	});
	return `${HEAD}共${rules.length}条。\n\n${sections.join("\n")}`;
}

const HEAD = `# 规则目录 Rules

由程序生成（\`npm run rules\`），请勿手工修改。每条规则的结论为成立、不成立、无法判定三者之一；报告没有写到、或缺少所需材料的，不作评价。
只有所依据的数字和文字都确切读出时才认定“不成立”。级别、阈值和启用与否可按部署设置（\`gouji check --settings\`）。

`;

function row(rule: CatalogueRule): string {
	const limits = Object.entries(rule.limits).map(([name, value]) => `${name} = ${value}`);
	const notes = [
		...(rule.needs === "" ? [] : [`需要${rule.needs}`]),
		...(rule.isLocal ? ["默认不启用"] : []),
		...(limits.length === 0 ? [] : [`阈值 ${limits.join("，")}`]),
	];
	const cells = [
		`\`${rule.id}\``,
		rule.forms.length === 0 ? "全部" : rule.forms.join("、"),
		SEVERITY[rule.severity] ?? rule.severity,
		rule.title,
		rule.formula,
		rule.basis,
		notes.join("；"),
	];
	return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
