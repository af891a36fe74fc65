/** An XML element; attributes that are undefined are left out, `content` is XML already. */
export function element(
	name: string,
	attributes: Readonly<Record<string, string | number | undefined>> = {},
	...content: readonly string[]
): string {
	const written = Object.entries(attributes)
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
		.join("");
	const inner = content.join("");
	return inner === "" ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** Text as content or attribute value, without the characters that XML 1.0 cannot hold. */
export function xmlText(text: string): string {
	return text
		.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
		.toWellFormed()
		.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A whole XML file of this root element. */
export function xmlFile(root: string): string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`;
}
