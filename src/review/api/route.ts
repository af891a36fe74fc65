import type { z } from "zod";
import type { Desk } from "../desk/desk.ts";

/** A request that cannot be answered as it is asked. */
export class ApiProblem extends Error {
	readonly status: 400 | 404;
	constructor(status: 400 | 404, detail: string) {
		super(detail);
		this.status = status;
	}
}

/** One thing that can be asked: its description in OpenAPI and its answer come from the same schemas. */
export interface ApiRoute {
	/** As OpenAPI writes it, such as /api/reports/{id}. */
	readonly path: string;
	readonly name: string;
	readonly summary: string;
	/** The page that shows the same to people. */
	readonly page: string;
	/** Asked by the contract tests; `ID` and `FINGERPRINT` stand for ones that there are. */
	readonly example: string;
	readonly query: z.ZodObject;
	/** Names of the path's parameters with what they are. */
	readonly params: Readonly<Record<string, string>>;
	readonly answer: { readonly name: string; readonly schema: z.ZodType };
	/** Throws ApiProblem. */
	readonly answerTo: (
		desk: Desk,
		asked: { readonly query: unknown; readonly params: Readonly<Record<string, string>> },
	) => unknown;
}

/** A route whose query is given to `answerTo` as it was checked. */
export function route<Query extends z.ZodObject>(
	given: Omit<ApiRoute, "query" | "answerTo"> & {
		readonly query: Query;
		readonly answerTo: (desk: Desk, query: z.infer<Query>, params: Readonly<Record<string, string>>) => unknown;
	},
): ApiRoute {
	return {
		...given,
		// The query was parsed by the route's own schema.
		answerTo: (desk, { query, params }) => given.answerTo(desk, query as z.infer<Query>, params),
	};
}
