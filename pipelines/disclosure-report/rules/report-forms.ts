import { issuedForms, newestOf } from "../fields/forms.ts";
import type { Edition, Forms } from "../fields/types.ts";
import type { ReportFacts } from "./context.ts";

/** The forms that a report was read with. */
export function formsOf({ forms = issuedForms }: ReportFacts): Forms {
	return forms;
}

/** The edition of table 三; the newest where the table was not found. */
export function requestsForm(facts: ReportFacts): Edition {
	return facts.requestsEdition ?? newestOf(formsOf(facts));
}
