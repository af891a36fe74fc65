import type { Box } from "../model/geometry.ts";
import { drawPage } from "./pdf/draw.ts";

/** How much of the surroundings a cut-out shows, in points. */
const MARGIN_PT = 24;

/** A page drawn with one cell framed and the rest dimmed, so that a reader sees where it stands. */
export async function cropPage(bytes: Uint8Array, page: number, [x0, y0, x1, y1]: Box): Promise<Uint8Array> {
	const { png } = await drawPage(bytes, page, {
		dpi: 144,
		overlay: (context) => {
			context.fillStyle = "rgba(255, 255, 255, 0.72)";
			const m = MARGIN_PT;
			context.fillRect(0, 0, 10_000, y0 - m);
			context.fillRect(0, y1 + m, 10_000, 10_000);
			context.strokeStyle = "rgb(200, 30, 30)";
			context.lineWidth = 1.2;
			context.strokeRect(x0, y0, x1 - x0, y1 - y0);
		},
	});
	return png;
}
