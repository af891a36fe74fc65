/** Figures of one report by path in `tables`; null is printed blank. */
export type Figures = Record<string, number | null>;

/** A small generator of pseudo-random numbers (mulberry32): the same seed, the same report. */
export function randomFrom(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
	};
}

export const COLUMNS = ["natural_person", "business", "research", "welfare", "legal_service", "other"] as const;
const RESULTS = [
	"granted",
	"granted_in_part",
	"refused.state_secret",
	"refused.prohibited_by_law",
	"refused.security_and_stability",
	"refused.third_party_rights",
	"refused.internal_affairs",
	"refused.process_information",
	"refused.enforcement_files",
	"refused.administrative_queries",
	"unavailable.not_held",
	"unavailable.needs_creation",
	"unavailable.still_unclear",
	"not_processed.complaint",
	"not_processed.repeated",
	"not_processed.publication",
	"not_processed.excessive",
	"not_processed.reissue",
];

/** Rows of （六）其他处理 in each edition. */
export const OTHER_ROWS = {
	"2019": ["other.total"],
	"2021": ["other.overdue_correction", "other.unpaid_fee", "other.other"],
} as const;

/** Figures that agree everywhere, about as large as `scale` requests. */
export function consistentFigures(
	seed: number,
	edition: "2019" | "2021",
	scale: number,
	tableTwo: "2019" | "2021" = edition,
): Figures {
	const random = randomFrom(seed);
	const figures: Figures = {};
	const results = [...RESULTS, ...OTHER_ROWS[edition]];
	for (const [i, column] of COLUMNS.entries()) {
		let done = 0;
		for (const row of results) {
			const some = random(10) < (i === 0 ? 6 : 2) ? random(Math.max(2, Math.ceil(scale / (i === 0 ? 8 : 40)))) : 0;
			figures[`requests.${row}.${column}`] = scale === 0 ? 0 : some;
			done += scale === 0 ? 0 : some;
		}
		const carriedOut = scale === 0 ? 0 : random(i === 0 ? 6 : 2);
		const carriedIn = Math.min(done + carriedOut, scale === 0 ? 0 : random(i === 0 ? 5 : 2));
		figures[`requests.total.${column}`] = done;
		figures[`requests.carried_out.${column}`] = carriedOut;
		figures[`requests.carried_in.${column}`] = carriedIn;
		figures[`requests.received.${column}`] = done + carriedOut - carriedIn;
	}
	for (const row of ["received", "carried_in", ...results, "total", "carried_out"]) {
		figures[`requests.${row}.total`] = COLUMNS.reduce((sum, column) => sum + (figures[`requests.${row}.${column}`] ?? 0), 0);
	}
	for (const block of ["review", "litigation_direct", "litigation_after_review"]) {
		const parts = ["upheld", "corrected", "other", "pending"].map((column) => {
			const value = scale === 0 ? 0 : random(6);
			figures[`remedies.${block}.${column}`] = value;
			return value;
		});
		figures[`remedies.${block}.total`] = parts.reduce((a, b) => a + b, 0);
	}
	return { ...figures, ...proactiveFigures(random, tableTwo, scale) };
}

function proactiveFigures(random: (below: number) => number, edition: "2019" | "2021", scale: number): Figures {
	const some = (below: number) => (scale === 0 ? 0 : random(below));
	if (edition === "2021") {
		const [issued, repealed] = [some(9), some(4)];
		return {
			"proactive.regulations.issued": 0,
			"proactive.regulations.repealed": 0,
			"proactive.regulations.in_force": 0,
			"proactive.normative_documents.issued": issued,
			"proactive.normative_documents.repealed": repealed,
			"proactive.normative_documents.in_force": issued + some(60),
			"proactive.licensing.decisions": some(9000),
			"proactive.penalties.decisions": some(3000),
			"proactive.coercion.decisions": some(300),
			"proactive.fees.amount": some(2) === 0 ? some(5000) : some(500000) / 100,
		};
	}
	const made = some(20);
	const items = (row: string, decisions: boolean): Figures => ({
		[`proactive.${row}.prior_items`]: 40 + some(300),
		[`proactive.${row}.change`]: some(40) - (scale === 0 ? 0 : 20),
		...(decisions ? { [`proactive.${row}.decisions`]: some(2000) } : {}),
	});
	const projects = some(30);
	return {
		"proactive.regulations.made": 0,
		"proactive.regulations.disclosed": 0,
		"proactive.regulations.disclosed_total": 0,
		"proactive.normative_documents.made": made,
		"proactive.normative_documents.disclosed": made,
		"proactive.normative_documents.disclosed_total": made + some(90),
		...items("licensing", true),
		...items("other_services", true),
		...items("penalties", true),
		...items("coercion", true),
		...items("fees", false),
		"proactive.procurement.projects": projects,
		"proactive.procurement.amount": projects === 0 ? 0 : 1 + some(900000) / 100,
	};
}
