/** Probabilities of every class at every step of a picture, `[steps × classes]`; class 0 is the blank. */
export interface Steps {
	readonly probabilities: Float32Array;
	readonly steps: number;
	readonly classes: number;
}

/** The probability of all ways to say these classes one after another, after Graves et al. 2006 (CTC forward variables); 0 for none. */
export function pathProbability(labels: readonly number[] | undefined, { probabilities, steps, classes }: Steps): number {
	if (labels === undefined || labels.length === 0) return 0;
	const spelled = [0, ...labels.flatMap((label) => [label, 0])];
	let paths = spelled.map((label, i) => (i < 2 ? (probabilities[label] ?? 0) : 0));
	for (let step = 1; step < steps; step++) {
		const before = paths;
		paths = spelled.map((label, i) => {
			const skips = label !== 0 && label !== spelled[i - 2] ? (before[i - 2] ?? 0) : 0;
			return ((before[i] ?? 0) + (before[i - 1] ?? 0) + skips) * (probabilities[step * classes + label] ?? 0);
		});
	}
	return (paths.at(-1) ?? 0) + (paths.at(-2) ?? 0);
}

/** A class that is said, the step at which it is likeliest, and how likely it is there. */
export interface Said {
	readonly label: number;
	readonly step: number;
	readonly probability: number;
}

/** Greedy CTC decoding: the likeliest class of each step, repeats and blanks taken out. */
export function greedyPath({ probabilities, steps, classes }: Steps): Said[] {
	const said: Said[] = [];
	let previous = 0;
	for (let step = 0; step < steps; step++) {
		let [label, probability] = [0, -1];
		for (let i = 0; i < classes; i++) {
			const p = probabilities[step * classes + i] ?? 0;
			if (p > probability) [label, probability] = [i, p];
		}
		const last = said.at(-1);
		if (label !== 0 && label !== previous) said.push({ label, step, probability });
		else if (label !== 0 && last && probability > last.probability) said[said.length - 1] = { label, step, probability };
		previous = label;
	}
	return said;
}
