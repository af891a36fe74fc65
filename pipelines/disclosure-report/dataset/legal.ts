interface Meaning {
	readonly zh: string;
	readonly en: string;
}

/** 《政府信息公开条例》 as revised in 2019 (State Council order 711). */
const article = (number: string, zh: string, en: string): Meaning => ({
	zh: `《政府信息公开条例》第${number}：${zh}`,
	en: `Regulations on Open Government Information (2019), art. ${ARTICLES[number] ?? number}: ${en}`,
});

/** Article numbers as they are written in English. */
const ARTICLES: Readonly<Record<string, string>> = {
	十四条: "14",
	十五条: "15",
	十六条第一款: "16(1)",
	十六条第二款: "16(2)",
	"二十条第（一）项": "20, item 1",
	"二十条第（五）项": "20, item 5",
	"二十条第（六）项": "20, item 6",
	"二十条第（八）项": "20, item 8",
	"二十条第（九）项": "20, item 9",
	二十七条: "27",
	三十条: "30",
	三十三条: "33",
	三十五条: "35",
	"三十六条第（一）、（二）项": "36, items 1 and 2",
	"三十六条第（四）、（五）项": "36, items 4 and 5",
	"三十六条第（六）项": "36, item 6",
	"三十六条第（七）项": "36, item 7",
	三十七条: "37",
	三十八条: "38",
	三十九条第一款: "39(1)",
	三十九条第二款: "39(2)",
	四十二条: "42",
	四十九条: "49",
	"五十条第（二）项": "50, item 2",
	"五十条第（三）项": "50, item 3",
};

/** Who reports, on which year, and by when. */
export const DUTY = article("四十九条", "按年度编制并公布年度报告", "an annual report is made and published");

const FORM_ONLY: Meaning = {
	zh: "报告格式（国办公开办函〔2019〕60号、〔2021〕30号）所列情形，条例未单列条款",
	en: "a case listed by the reporting form (2019, no. 60; 2021, no. 30) without an article of its own",
};

/** By path in `tables`; the longest beginning that fits is the one that counts. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
	"proactive.regulations": article("二十条第（一）项", "主动公开规章", "rules are disclosed proactively"),
	"proactive.normative_documents": article(
		"二十条第（一）项",
		"主动公开规范性文件",
		"normative documents are disclosed proactively",
	),
	"proactive.licensing": article(
		"二十条第（五）项",
		"公开行政许可的依据、程序和办理结果",
		"licensing: basis, procedure and results",
	),
	"proactive.other_services": article(
		"二十条第（五）项",
		"公开其他对外管理服务事项的办理结果",
		"other services to the public: basis, procedure and results",
	),
	"proactive.penalties": article(
		"二十条第（六）项",
		"公开行政处罚的依据、程序及有社会影响的决定",
		"penalties: basis, procedure and decisions of public interest",
	),
	"proactive.coercion": article(
		"二十条第（六）项",
		"公开行政强制的依据、条件、程序",
		"coercive measures: basis, conditions and procedure",
	),
	"proactive.fees": article(
		"二十条第（八）项",
		"公开行政事业性收费项目及其依据、标准",
		"administrative fees: items, basis and rates",
	),
	"proactive.procurement": article(
		"二十条第（九）项",
		"公开政府集中采购的目录、标准及实施情况",
		"centralised procurement: catalogue, standards and execution",
	),
	"requests.received": article(
		"二十七条",
		"公民、法人或者其他组织可以申请获取政府信息",
		"anyone may request government information",
	),
	"requests.carried_in": article(
		"三十三条",
		"二十个工作日内答复，可延长二十个工作日",
		"answered within 20 working days, extended by 20 at most",
	),
	"requests.carried_out": article(
		"三十三条",
		"二十个工作日内答复，可延长二十个工作日",
		"answered within 20 working days, extended by 20 at most",
	),
	"requests.granted": article(
		"三十六条第（一）、（二）项",
		"已公开的告知获取途径，可以公开的予以提供",
		"already public: told where; to be disclosed: provided",
	),
	"requests.granted_in_part": article("三十七条", "能够区分处理的，提供可以公开的内容", "what can be separated is disclosed"),
	"requests.refused.state_secret": article("十四条", "国家秘密不予公开", "state secrets are not disclosed"),
	"requests.refused.prohibited_by_law": article(
		"十四条",
		"法律、行政法规禁止公开的不予公开",
		"what laws and regulations forbid is not disclosed",
	),
	"requests.refused.security_and_stability": article(
		"十四条",
		"公开后可能危及国家安全、公共安全、经济安全、社会稳定的不予公开",
		"what may endanger national, public or economic security or social stability is not disclosed",
	),
	"requests.refused.third_party_rights": article(
		"十五条",
		"涉及商业秘密、个人隐私等会损害第三方合法权益的不予公开",
		"trade secrets and privacy of third parties",
	),
	"requests.refused.internal_affairs": article(
		"十六条第一款",
		"人事管理、后勤管理、内部工作流程等内部事务信息可以不予公开",
		"internal affairs may be withheld",
	),
	"requests.refused.process_information": article(
		"十六条第二款",
		"讨论记录、过程稿、磋商信函、请示报告等过程性信息可以不予公开",
		"records of deliberation may be withheld",
	),
	"requests.refused.enforcement_files": article(
		"十六条第二款",
		"行政执法案卷信息可以不予公开",
		"enforcement files may be withheld",
	),
	"requests.refused.administrative_queries": article(
		"三十六条第（七）项",
		"工商、不动产登记资料等依照专门规定办理",
		"registers with rules of their own",
	),
	"requests.unavailable.not_held": article(
		"三十六条第（四）、（五）项",
		"经检索不存在，或者不属于本机关负责公开",
		"not found, or another organ's to disclose",
	),
	"requests.unavailable.needs_creation": article(
		"三十八条",
		"需要加工、分析现有信息的，可以不予提供",
		"what would have to be processed or analysed may be withheld",
	),
	"requests.unavailable.still_unclear": article(
		"三十条",
		"申请内容不明确的一次性告知补正",
		"unclear requests are to be corrected",
	),
	"requests.not_processed.complaint": article(
		"三十九条第一款",
		"以申请形式进行信访、投诉、举报的，告知不作为申请处理",
		"complaints and petitions in the shape of a request",
	),
	"requests.not_processed.publication": article(
		"三十九条第二款",
		"要求提供公开出版物的，告知获取途径",
		"publications: told where to get them",
	),
	"requests.not_processed.repeated": article(
		"三十六条第（六）项",
		"重复申请的不予重复处理",
		"repeated requests are not handled again",
	),
	"requests.not_processed.excessive": article(
		"三十五条",
		"数量、频次明显超过合理范围且理由不合理的不予处理",
		"excessive requests without good reason",
	),
	"requests.not_processed.reissue": FORM_ONLY,
	"requests.other": FORM_ONLY,
	"requests.other.overdue_correction": article("三十条", "无正当理由逾期不补正的视为放弃申请", "not corrected in time: given up"),
	"requests.other.unpaid_fee": article(
		"四十二条",
		"超过合理范围的可以收取信息处理费（国办函〔2020〕109号）",
		"a fee may be charged beyond reasonable use",
	),
	"requests.total": article(
		"五十条第（二）项",
		"年度报告包括收到和处理申请的情况",
		"the report states requests received and handled",
	),
	remedies: article(
		"五十条第（三）项",
		"年度报告包括因政府信息公开被申请行政复议、提起行政诉讼的情况（权利见第五十一条）",
		"the report states reviews and lawsuits (the right to them: art. 51)",
	),
	statistics: {
		zh: "国办发〔2014〕32号附表（2008年施行的《政府信息公开条例》第三十二条）",
		en: "table annexed to the State Council notice 2014, no. 32 (Regulations of 2008, art. 32)",
	},
};

/** What a figure means in law, with the article. */
export function legalMeaning(path: string): Meaning {
	const parts = path.split(".");
	for (let length = parts.length; length > 0; length--) {
		const found = MEANINGS[parts.slice(0, length).join(".")];
		if (found) return found;
	}
	return FORM_ONLY;
}
