import type { ListForm } from "../../../src/family.ts";

/** One indicator: key, labels as printed (the first is the official one), and its English name. */
type Row = readonly [key: string, labels: readonly string[], en: string];

const ROWS: readonly Row[] = [
	["disclosed", ["主动公开政府信息数", "主动公开政府信息数（不同渠道和方式公开相同信息计1条）"], "items disclosed proactively"],
	["documents_disclosed", ["其中：主动公开规范性文件数", "主动公开规范性文件数"], "normative documents disclosed"],
	["documents_made", ["制发规范性文件总数"], "normative documents made"],
	["by_gazette", ["政府公报公开政府信息数"], "disclosed in the gazette"],
	["by_website", ["政府网站公开政府信息数"], "disclosed on the website"],
	["by_weibo", ["政务微博公开政府信息数"], "disclosed by microblog"],
	["by_wechat", ["政务微信公开政府信息数"], "disclosed by WeChat"],
	["by_other_means", ["其他方式公开政府信息数"], "disclosed by other means"],
	[
		"hot_topics",
		["回应公众关注热点或重大舆情数", "回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）"],
		"public concerns answered",
	],
	["press_conferences", ["参加或举办新闻发布会总次数", "举办新闻发布会总次数"], "press conferences"],
	[
		"press_conferences_led",
		["其中：主要负责同志参加新闻发布会次数", "主要负责同志参加新闻发布会次数"],
		"press conferences with the head",
	],
	["interviews", ["政府网站在线访谈次数"], "online interviews"],
	[
		"interviews_led",
		["其中：主要负责同志参加政府网站在线访谈次数", "主要负责同志参加政府网站在线访谈次数"],
		"online interviews with the head",
	],
	["policy_articles", ["政策解读稿件发布数"], "articles explaining policy"],
	["answers_by_weibo_wechat", ["微博微信回应事件数"], "concerns answered by microblog or WeChat"],
	["answers_otherwise", ["其他方式回应事件数"], "concerns answered otherwise"],
	["received", ["收到申请数"], "requests received"],
	["received_in_person", ["当面申请数"], "received in person"],
	["received_by_fax", ["传真申请数"], "received by fax"],
	["received_online", ["网络申请数"], "received online"],
	["received_by_letter", ["信函申请数"], "received by letter"],
	["received_otherwise", ["其他形式申请数", "其他方式申请数"], "received otherwise (local)"],
	["closed", ["申请办结数"], "requests closed"],
	["closed_in_time", ["按时办结数"], "closed in time"],
	["closed_extended", ["延期办结数"], "closed after extension"],
	["answered", ["申请答复数"], "requests answered"],
	["already_public", ["属于已主动公开范围数"], "already public"],
	["granted", ["同意公开答复数"], "granted"],
	["granted_in_part", ["同意部分公开答复数"], "granted in part"],
	["refused", ["不同意公开答复数"], "refused"],
	["refused_state_secret", ["其中：涉及国家秘密", "涉及国家秘密"], "refused: state secret"],
	["refused_trade_secret", ["涉及商业秘密"], "refused: trade secret"],
	["refused_privacy", ["涉及个人隐私"], "refused: privacy"],
	["refused_security", ["危及国家安全、公共安全、经济安全和社会稳定"], "refused: security and stability"],
	[
		"refused_not_information",
		["不是《条例》所指政府信息", "不是《政府信息公开条例》所指政府信息"],
		"refused: no government information",
	],
	["refused_other_law", ["法律法规规定的其他情形"], "refused: other grounds of law"],
	["not_own", ["不属于本行政机关公开数"], "not this organ's"],
	["not_existing", ["申请信息不存在数"], "information does not exist"],
	["correction_asked", ["告知作出更改补充数"], "asked to correct"],
	["other_ways", ["告知通过其他途径办理数"], "referred elsewhere"],
	["reviews", ["行政复议数量"], "reviews"],
	["reviews_upheld", ["维持具体行政行为数"], "reviews: upheld"],
	["reviews_corrected", ["被依法纠错数"], "reviews: corrected"],
	["reviews_other", ["其他情形数"], "reviews: other"],
	["lawsuits", ["行政诉讼数量"], "lawsuits"],
	["lawsuits_upheld", ["维持具体行政行为或者驳回原告诉讼请求数", "维持或驳回数"], "lawsuits: upheld"],
	["lawsuits_corrected", ["被依法纠错数"], "lawsuits: corrected"],
	["lawsuits_other", ["其他情形数"], "lawsuits: other"],
	["complaints", ["举报投诉数量"], "complaints"],
	["fees", ["依申请公开信息收取的费用"], "fees, 10,000 yuan"],
	["institutions", ["政府信息公开工作专门机构数"], "institutions"],
	["reading_places", ["设置政府信息公开查阅点数"], "places to read"],
	["staff", ["从事政府信息公开工作人员数"], "staff"],
	["staff_full_time", ["专职人员数", "专职人员数（不包括政府公报及政府网站工作人员数）"], "full-time staff"],
	["staff_part_time", ["兼职人员数"], "part-time staff"],
	[
		"budget",
		["政府信息公开专项经费", "政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）"],
		"budget, 10,000 yuan",
	],
	["meetings", ["召开政府信息公开工作会议或专题会议数"], "meetings"],
	["trainings", ["举办各类培训班数"], "trainings"],
	["trained", ["接受培训人员数"], "persons trained"],
];

/** The statistical table of 国办发〔2014〕32号, used in the reports for 2014 to 2018. */
export const statisticsForm: ListForm = { table: "statistics", rows: ROWS.map(([key, labels]) => ({ key, labels })) };

/** Keys with their Chinese and English names, in printed order. */
export const statisticsFields: readonly { readonly key: string; readonly zh: string; readonly en: string }[] = ROWS.map(
	([key, [zh = key], en]) => ({
		key,
		zh: `${key.startsWith("reviews_") ? "行政复议·" : key.startsWith("lawsuits_") ? "行政诉讼·" : ""}${zh}`,
		en,
	}),
);
