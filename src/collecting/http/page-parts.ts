/** A text without the parts from one mark to the next other one, and these parts; read once from end to end. */
export function takeOut(text: string, open: string, close: string): { readonly kept: string; readonly taken: string } {
	const lower = text.toLowerCase();
	let [kept, taken] = ["", ""];
	for (let at = 0; at < text.length; ) {
		const from = lower.indexOf(open, at);
		if (from < 0) return { kept: kept + text.slice(at), taken };
		const to = lower.indexOf(close, from + open.length);
		const end = to < 0 ? text.length : to;
		kept += text.slice(at, from);
		taken += text.slice(from, end);
		at = to < 0 ? text.length : end + close.length;
	}
	return { kept, taken };
}
