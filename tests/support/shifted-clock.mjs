// Loaded before a command: its clock is so many milliseconds ahead of the machine's, in all its threads and processes.
const aheadMs = Number(process.env.GOUJI_TEST_AHEAD_MS ?? 0);
const Real = Date;

globalThis.Date = class extends Real {
	constructor(...args) {
		if (args.length === 0) super(Real.now() + aheadMs);
		else super(...args);
	}
	static now() {
		return Real.now() + aheadMs;
	}
};
