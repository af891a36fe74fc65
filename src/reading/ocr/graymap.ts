import type { GrayImage } from "./gray.ts";

/** A picture as a portable graymap (PGM), which imaging libraries read as it is: nothing to compress or convert. */
export function toGraymap({ width, height, data }: GrayImage): Uint8Array {
	const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
	const bytes = new Uint8Array(head.length + data.length);
	bytes.set(head);
	bytes.set(data, head.length);
	return bytes;
}
