import { z } from "zod";
import type { OwedPlace } from "../search-index/owed.ts";

/**
 * Where a list goes on, as an opaque word: clients hand it back and read nothing in it. `generation` is the index's that numbered
 * it; empty for what survives the index.
 */
export function encodeCursor(place: readonly (number | string)[], generation = ""): string {
	return Buffer.from(JSON.stringify(generation === "" ? place : [...place, generation])).toString("base64url");
}

/** The place in a cursor; undefined where it is none of ours. `length` is how many numbers a list's places have. */
export function decodeCursor(text: string, length: number, generation = ""): readonly number[] | undefined {
	const place = placeIn(text, generation);
	return z.array(z.int()).length(length).safeParse(place).data;
}

/** A place in a sorted list: the value that it is sorted by, and the number of the report. */
export type SortedPlace = readonly [value: string | number, id: number];

/** As `decodeCursor`, of a sorted list. */
export function decodeSortedCursor(text: string, generation: string): SortedPlace | undefined {
	return z.tuple([z.union([z.string(), z.int()]), z.int()]).safeParse(placeIn(text, generation)).data;
}

/** As `decodeCursor`, of what is owed. */
export function decodeOwedCursor(text: string): OwedPlace | undefined {
	const found = z.tuple([z.string(), z.string(), z.int()]).safeParse(placeIn(text, "")).data;
	return found && { deadline: found[0], issuer: found[1], year: found[2] };
}

function placeIn(text: string, generation: string): unknown {
	let place: unknown;
	try {
		place = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
	} catch {
		return undefined;
	}
	if (generation === "" || !Array.isArray(place)) return place;
	return place.at(-1) === generation ? place.slice(0, -1) : undefined;
}
