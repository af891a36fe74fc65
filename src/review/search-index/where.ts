/** Conditions as SQL and their bound values. */
export interface Where {
	readonly text: string;
	readonly values: (string | number)[];
}
