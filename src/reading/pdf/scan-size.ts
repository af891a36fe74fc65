import type { Box } from "../../model/geometry.ts";

/** A picture over this share of the page is a scan of it. */
const PAGE_SHARE = 0.7;

/** Whether a picture is as large as a scan of the page. */
export function isScan([x0, y0, x1, y1]: Box, [left, top, right, bottom]: Box): boolean {
	return (x1 - x0) * (y1 - y0) > PAGE_SHARE * (right - left) * (bottom - top);
}
