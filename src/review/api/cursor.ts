import { z } from "zod";

/** Where a list goes on, as an opaque word: clients hand it back and read nothing in it. */
export function encodeCursor(place: readonly number[]): string {
	return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place in a cursor; undefined where it is none of ours. `length` is how many numbers a list's places have. */
export function decodeCursor(text: string, length: number): readonly number[] | undefined {
	try {
		const place: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
		const parsed = z.array(z.int()).length(length).safeParse(place);
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}
