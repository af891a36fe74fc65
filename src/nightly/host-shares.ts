/** So many documents of one host may stop their readers in one run; each takes a reader for minutes from all other hosts. */
const MAX_STOPPED = 5;

/** What documents of hosts cost a run, as far as they used up all that one may cost. */
export class HostShares {
	readonly #stopped = new Map<string, number>();
	#run = 0;

	/** Whether a host has used up its share of a run; files of folders have no host, and are all read. */
	isUsedUp(run: number, url: string): boolean {
		if (run !== this.#run) this.#stopped.clear();
		this.#run = run;
		return (this.#stopped.get(hostOf(url) ?? "") ?? 0) >= MAX_STOPPED;
	}

	/** Counts a document that was stopped by its limits. */
	recordStopped(url: string): void {
		const host = hostOf(url);
		if (host !== undefined) this.#stopped.set(host, (this.#stopped.get(host) ?? 0) + 1);
	}
}

function hostOf(url: string): string | undefined {
	return /^https?:/.test(url) && URL.canParse(url) ? new URL(url).host : undefined;
}
