import { ROWS } from "./kernels.ts";

/** Numbers in memory: rows of places of channels, with room for the rows that kernels compute beyond the last. */
export interface Placed {
	/** Address in bytes. */
	readonly at: number;
	readonly height: number;
	readonly width: number;
	readonly channels: number;
}

const PAGE_BYTES = 65_536;
const ALIGNED_BYTES = 16;

/** The memory of one network: weights stay, everything else is forgotten with each picture. */
export class Arena {
	readonly memory = new WebAssembly.Memory({ initial: 1 });
	#heap = new Float32Array(this.memory.buffer);
	#end = ALIGNED_BYTES;
	#kept = ALIGNED_BYTES;
	#half = 0;
	#limit = Number.POSITIVE_INFINITY;

	/** All of the memory as numbers; to be asked for anew after every placing. */
	get heap(): Float32Array {
		return this.#heap;
	}

	/** Room for so many rows of places; what was there before is not cleared. */
	place(height: number, width: number, channels: number): Placed {
		const at = this.#end;
		const bytes = (height * width + ROWS - 1) * channels * 4;
		this.#end = Math.ceil((at + bytes) / ALIGNED_BYTES) * ALIGNED_BYTES;
		if (this.#end > this.#limit) throw new Error("A step of a network needs more memory than it was given");
		// Kernels look a few places behind what they need.
		const missing = this.#end + PAGE_BYTES - this.memory.buffer.byteLength;
		if (missing > 0) {
			this.memory.grow(Math.ceil(missing / PAGE_BYTES));
			this.#heap = new Float32Array(this.memory.buffer);
		}
		return { at, height, width, channels };
	}

	/** Numbers that stay. */
	keep(numbers: Float32Array): number {
		const { at } = this.place(1, 1, numbers.length);
		this.#heap.set(numbers, at / 4);
		this.#kept = this.#end;
		return at;
	}

	/** Makes two halves of what does not stay, each of so many bytes. */
	halve(bytes: number): void {
		this.#half = Math.ceil(bytes / ALIGNED_BYTES) * ALIGNED_BYTES;
	}

	/** Forgets what is in one half; placing goes on there. */
	begin(half: 0 | 1): void {
		this.#end = this.#kept + half * this.#half;
		this.#limit = this.#kept + (half + 1) * this.#half;
	}

	/** Forgets all but what stays. */
	reset(): void {
		this.#end = this.#kept;
	}
}
