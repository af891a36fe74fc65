import { z } from "zod";
import { apiRoutes } from "./routes.ts";
import { Problem } from "./schemas.ts";

/** The API as OpenAPI 3.1, derived from the schemas that check it. */
export function openApi(): Record<string, unknown> {
	const paths = Object.fromEntries(apiRoutes.map((api) => [api.path, { get: operation(api) }]));
	const schemas = Object.fromEntries([
		...apiRoutes.map(({ answer }) => [answer.name, plain(answer.schema)] as const),
		["Problem", plain(Problem)] as const,
	]);
	return {
		openapi: "3.1.0",
		info: {
			title: "gouji",
			version: "1.0.0",
			summary: "Annual reports on government disclosure: figures, evidence, findings, decisions",
			description:
				"Read-only. Within version 1 fields, parameters and paths are added, never renamed, removed or given another meaning.",
			license: { name: "Apache-2.0", identifier: "Apache-2.0" },
		},
		servers: [{ url: "/" }],
		paths,
		components: { schemas },
	};
}

function operation({ name, summary, page, query, params, answer }: (typeof apiRoutes)[number]): Record<string, unknown> {
	const ofPath = Object.entries(params).map(([key, description]) => ({
		...{ name: key, in: "path", required: true, description },
		schema: { type: "string" },
	}));
	const ofQuery = Object.entries(query.shape).map(([key, schema]) => {
		const { description, ...rest } = plain(schema as z.ZodType);
		return { name: key, in: "query", required: false, ...(description === undefined ? {} : { description }), schema: rest };
	});
	const json = (ref: string, type = "application/json") => ({ [type]: { schema: { $ref: `#/components/schemas/${ref}` } } });
	const problem = (description: string) => ({ description, content: json("Problem", "application/problem+json") });
	return {
		operationId: name,
		summary,
		description: `The page for people is ${page}.`,
		parameters: [
			...ofPath,
			...ofQuery,
			{
				name: "If-None-Match",
				in: "header",
				required: false,
				schema: { type: "string" },
				description: "an ETag: 304 where nothing changed",
			},
		],
		responses: {
			200: {
				description: "The answer; Link has the next page of a list",
				headers: { ETag: { schema: { type: "string" } }, Link: { schema: { type: "string" } } },
				content: { ...json(answer.name), ...("format" in query.shape ? { "text/csv": { schema: { type: "string" } } } : {}) },
			},
			304: { description: "Nothing changed" },
			400: problem("A parameter is wrong or unknown"),
			401: problem("Sign in first"),
			404: problem("There is no such thing"),
		},
	};
}

function plain(schema: z.ZodType): { description?: string } & Record<string, unknown> {
	const { $schema: _, ...rest } = z.toJSONSchema(schema);
	return rest;
}
