/** One file of a published set. */
export interface PublishedFile {
	/** Path in the set, with `/`. */
	readonly name: string;
	readonly bytes: number;
	readonly sha256: string;
}
