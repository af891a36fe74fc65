/** Width and height of a page in points. */
export type PageSize = readonly [number, number];

/** Degrees that a page is turned clockwise by to stand upright. */
export type Turn = 0 | 90 | 180 | 270;

type Box = readonly [number, number, number, number];

/** The size of a page when it stands upright. */
export function uprightSize([width, height]: PageSize, turn: Turn): PageSize {
	return turn === 90 || turn === 270 ? [height, width] : [width, height];
}

/** A box of the page as it lies, on the upright page. */
export function uprightBox([x0, y0, x1, y1]: Box, [width, height]: PageSize, turn: Turn): Box {
	if (turn === 90) return [height - y1, x0, height - y0, x1];
	if (turn === 180) return [width - x1, height - y1, width - x0, height - y0];
	if (turn === 270) return [y0, width - x1, y1, width - x0];
	return [x0, y0, x1, y1];
}
