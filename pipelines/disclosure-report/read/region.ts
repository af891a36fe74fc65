/**
 * Words that end a place's name, longest first; 区 and 市 also end the names of organs (城区, 菜市), so that a place has
 * at least two characters before them.
 */
const PLACE =
	/^(?:中共)?(\p{Script=Han}{2,12}?(?:特别行政区|维吾尔自治区|自治区|自治州|自治县|自治旗|开发区|新区|林区|省|市|州|盟|县|区|旗))(?=\p{Script=Han})/u;

/** What organs of the state that work in a place bear before it: 国家税务总局丰野市税务局 lies in 丰野市. */
const STATE_ORGAN = /^(?:国家[\p{Script=Han}]{2,10}?(?:总局|局|署)|中国人民银行|中华人民共和国)(?=\p{Script=Han}{2})/u;

/** The place that an issuer's name begins with: 青石市 of 青石市教育局; undefined for 榕溪镇人民政府. */
export function regionOf(issuer: string): string | undefined {
	return PLACE.exec(issuer.replace(STATE_ORGAN, ""))?.[1];
}
