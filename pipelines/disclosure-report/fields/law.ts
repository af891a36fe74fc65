import type { Names } from "./types.ts";

const CHINESE = "《政府信息公开条例》第";
const ENGLISH = "Regulations on Open Government Information (2019), art. ";

/** An article of 《政府信息公开条例》 as revised in 2019 (State Council order 711), by its number in both languages. */
const article = (number: readonly [zh: string, en: string], zh: string, en: string): Names => ({
	zh: `${CHINESE}${number[0]}：${zh}`,
	en: `${ENGLISH}${number[1]}: ${en}`,
});

const ITEM_1 = ["二十条第（一）项", "20, item 1"] as const;
const ITEM_5 = ["二十条第（五）项", "20, item 5"] as const;
const ITEM_6 = ["二十条第（六）项", "20, item 6"] as const;

/** Who reports, on which year, and by when. */
export const DUTY = article(["四十九条", "49"], "按年度编制并公布年度报告", "an annual report is made and published");

/** What the form names and no article. */
export const FORM_ONLY: Names = {
	zh: "报告格式（国办公开办函〔2019〕60号、〔2021〕30号）所列情形，条例未单列条款",
	en: "a case listed by the reporting form (2019, no. 60; 2021, no. 30) without an article of its own",
};

/** What the rows of tables 二, 三 and 四 mean in law. */
export const LAW = {
	regulations: article(ITEM_1, "主动公开规章", "rules are disclosed proactively"),
	normativeDocuments: article(ITEM_1, "主动公开规范性文件", "normative documents are disclosed proactively"),
	licensing: article(ITEM_5, "公开行政许可的依据、程序和办理结果", "licensing: basis, procedure and results"),
	otherServices: article(
		ITEM_5,
		"公开其他对外管理服务事项的办理结果",
		"other services to the public: basis, procedure and results",
	),
	penalties: article(
		ITEM_6,
		"公开行政处罚的依据、程序及有社会影响的决定",
		"penalties: basis, procedure and decisions of public interest",
	),
	coercion: article(ITEM_6, "公开行政强制的依据、条件、程序", "coercive measures: basis, conditions and procedure"),
	fees: article(
		["二十条第（八）项", "20, item 8"],
		"公开行政事业性收费项目及其依据、标准",
		"administrative fees: items, basis and rates",
	),
	procurement: article(
		["二十条第（九）项", "20, item 9"],
		"公开政府集中采购的目录、标准及实施情况",
		"centralised procurement: catalogue, standards and execution",
	),
	request: article(["二十七条", "27"], "公民、法人或者其他组织可以申请获取政府信息", "anyone may request government information"),
	term: article(
		["三十三条", "33"],
		"二十个工作日内答复，可延长二十个工作日",
		"answered within 20 working days, extended by 20 at most",
	),
	granted: article(
		["三十六条第（一）、（二）项", "36, items 1 and 2"],
		"已公开的告知获取途径，可以公开的予以提供",
		"already public: told where; to be disclosed: provided",
	),
	separable: article(["三十七条", "37"], "能够区分处理的，提供可以公开的内容", "what can be separated is disclosed"),
	stateSecret: article(["十四条", "14"], "国家秘密不予公开", "state secrets are not disclosed"),
	prohibited: article(["十四条", "14"], "法律、行政法规禁止公开的不予公开", "what laws and regulations forbid is not disclosed"),
	security: article(
		["十四条", "14"],
		"公开后可能危及国家安全、公共安全、经济安全、社会稳定的不予公开",
		"what may endanger national, public or economic security or social stability is not disclosed",
	),
	thirdParty: article(
		["十五条", "15"],
		"涉及商业秘密、个人隐私等会损害第三方合法权益的不予公开",
		"trade secrets and privacy of third parties",
	),
	internal: article(
		["十六条第一款", "16(1)"],
		"人事管理、后勤管理、内部工作流程等内部事务信息可以不予公开",
		"internal affairs may be withheld",
	),
	deliberation: article(
		["十六条第二款", "16(2)"],
		"讨论记录、过程稿、磋商信函、请示报告等过程性信息可以不予公开",
		"records of deliberation may be withheld",
	),
	enforcement: article(["十六条第二款", "16(2)"], "行政执法案卷信息可以不予公开", "enforcement files may be withheld"),
	registers: article(
		["三十六条第（七）项", "36, item 7"],
		"工商、不动产登记资料等依照专门规定办理",
		"registers with rules of their own",
	),
	notHeld: article(
		["三十六条第（四）、（五）项", "36, items 4 and 5"],
		"经检索不存在，或者不属于本机关负责公开",
		"not found, or another organ's to disclose",
	),
	creation: article(
		["三十八条", "38"],
		"需要加工、分析现有信息的，可以不予提供",
		"what would have to be processed or analysed may be withheld",
	),
	unclear: article(["三十条", "30"], "申请内容不明确的一次性告知补正", "unclear requests are to be corrected"),
	complaint: article(
		["三十九条第一款", "39(1)"],
		"以申请形式进行信访、投诉、举报的，告知不作为申请处理",
		"complaints and petitions in the shape of a request",
	),
	publication: article(["三十九条第二款", "39(2)"], "要求提供公开出版物的，告知获取途径", "publications: told where to get them"),
	repeated: article(["三十六条第（六）项", "36, item 6"], "重复申请的不予重复处理", "repeated requests are not handled again"),
	excessive: article(
		["三十五条", "35"],
		"数量、频次明显超过合理范围且理由不合理的不予处理",
		"excessive requests without good reason",
	),
	notCorrected: article(["三十条", "30"], "无正当理由逾期不补正的视为放弃申请", "not corrected in time: given up"),
	fee: article(
		["四十二条", "42"],
		"超过合理范围的可以收取信息处理费（国办函〔2020〕109号）",
		"a fee may be charged beyond reasonable use",
	),
	results: article(
		["五十条第（二）项", "50, item 2"],
		"年度报告包括收到和处理申请的情况",
		"the report states requests received and handled",
	),
	remedies: article(
		["五十条第（三）项", "50, item 3"],
		"年度报告包括因政府信息公开被申请行政复议、提起行政诉讼的情况（权利见第五十一条）",
		"the report states reviews and lawsuits (the right to them: art. 51)",
	),
	statistics: {
		zh: "国办发〔2014〕32号附表（2008年施行的《政府信息公开条例》第三十二条）",
		en: "table annexed to the State Council notice 2014, no. 32 (Regulations of 2008, art. 32)",
	},
} as const satisfies Readonly<Record<string, Names>>;
