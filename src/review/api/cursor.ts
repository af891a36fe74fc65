import { z } from "zod";

/** Where a list goes on, as an opaque word: clients hand it back and read nothing in it. */
export function encodeCursor(place: readonly (number | string)[]): string {
	return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place in a cursor; undefined where it is none of ours. `length` is how many numbers a list's places have. */
export function decodeCursor(text: string, length: number): readonly number[] | undefined {
	return decoded(text, z.array(z.int()).length(length));
}

/** A place in a sorted list: the value that it is sorted by, and the number of the report. */
export type SortedPlace = readonly [value: string | number, id: number];

/** As `decodeCursor`, of a sorted list. */
export function decodeSortedCursor(text: string): SortedPlace | undefined {
	return decoded(text, z.tuple([z.union([z.string(), z.int()]), z.int()]));
}

function decoded<T>(text: string, schema: z.ZodType<T>): T | undefined {
	try {
		return schema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).data;
	} catch {
		return undefined;
	}
}
