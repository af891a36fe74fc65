import type { GrayImage } from "./gray.ts";

/** A picture as an 8-bit BMP file, which every imaging library reads and nothing needs to compress. */
export function toBitmap({ width, height, data }: GrayImage): Uint8Array {
	const stride = (width + 3) & ~3;
	const offset = 14 + 40 + 256 * 4;
	const bytes = new Uint8Array(offset + stride * height);
	const view = new DataView(bytes.buffer);
	bytes.set([0x42, 0x4d]);
	view.setUint32(2, bytes.length, true);
	view.setUint32(10, offset, true);
	view.setUint32(14, 40, true);
	view.setInt32(18, width, true);
	view.setInt32(22, height, true);
	view.setUint16(26, 1, true);
	view.setUint16(28, 8, true);
	view.setUint32(46, 256, true);
	for (let i = 0; i < 256; i++) bytes.set([i, i, i, 0], 54 + i * 4);
	for (let y = 0; y < height; y++) bytes.set(data.subarray(y * width, (y + 1) * width), offset + (height - 1 - y) * stride);
	return bytes;
}
