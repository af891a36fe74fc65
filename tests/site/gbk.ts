/** Bytes of a text in GBK. Node decodes GBK but does not write it, so its own table is turned round. */
export function gbkBytes(text: string): Uint8Array {
	return Uint8Array.from([...text].flatMap((character) => bytesOf(character)));
}

const table = new Map<string, readonly [number, number]>();

function bytesOf(character: string): readonly number[] {
	const code = character.codePointAt(0) ?? 0;
	if (code < 128) return [code];
	if (table.size === 0) fillTable();
	const bytes = table.get(character);
	if (!bytes) throw new Error(`${character} is not in GBK`);
	return bytes;
}

function fillTable(): void {
	const decoder = new TextDecoder("gbk");
	for (let high = 0x81; high <= 0xfe; high++) {
		for (let low = 0x40; low <= 0xfe; low++) {
			const character = decoder.decode(Uint8Array.of(high, low));
			if (character.length === 1 && character !== "\ufffd" && !table.has(character)) table.set(character, [high, low]);
		}
	}
}
