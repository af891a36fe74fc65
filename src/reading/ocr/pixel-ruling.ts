/** A ruling in pixels: along one axis, at a place across it. */
export interface PixelRuling {
	readonly axis: "horizontal" | "vertical";
	/** Middle of the line, across it. */
	readonly at: number;
	readonly from: number;
	readonly to: number;
	readonly thickness: number;
}
