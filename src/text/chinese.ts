/** Characters that make up much of any Chinese official text. */
const COMMON = new Set(
	"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严申请镇街依章费案密诉讼答件条例未纠维审".split(
		"",
	),
);

/**
 * Share of the ideographs in a text that are common ones: above 0.5 for any Chinese document, below
 * 0.2 where a font's map back to characters is wrong. undefined for fewer than 20 ideographs.
 */
export function commonShare(text: string): number | undefined {
	let ideographs = 0;
	let common = 0;
	for (const c of text) {
		if (!/[\u3400-\u9fff\uf900-\ufaff]/.test(c)) continue;
		ideographs++;
		if (COMMON.has(c)) common++;
	}
	return ideographs < 20 ? undefined : common / ideographs;
}

/** ASCII punctuation between ideographs as Chinese text has it; recognition returns either. */
export function chinesePunctuation(text: string): string {
	const wide: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）" };
	// The enumeration comma and the stroke of the same shape, which is no word; numbers in brackets that look like signs.
	return text
		.replaceAll("丶", "、")
		.replace(/^[（(][=＝][)）]/, "（二）")
		.replace(/^[（(][-—–－][)）](?=[\u3400-\u9fff])/, "（一）")
		.replaceAll(
			/(?<=[\u3400-\u9fff\d）”])[,;:?!(](?=[\u3400-\u9fff\d（“]|$)|(?<=[\u3400-\u9fff])\)|\((?=[\u3400-\u9fff])/g,
			(c, at: number) => {
				const isNumber = /\d/.test(text[at - 1] ?? "") && /\d/.test(text[at + 1] ?? "");
				return isNumber ? c : (wide[c] ?? c);
			},
		);
}
