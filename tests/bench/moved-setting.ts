// Run before each file of the unit tests that `ablation.ts` runs: moves the tolerance that the file GOUJI_MOVED names, such as
// {"zones.minRows": 3}, and puts all others back.
import { readFileSync } from "node:fs";
import { DEFAULT_SETTINGS } from "../../src/reading/tables/settings.ts";

const settings = DEFAULT_SETTINGS as unknown as Record<string, Record<string, number>>;
const known = globalThis as { goujiDefaults?: typeof settings };
known.goujiDefaults ??= structuredClone(settings);
const moved = JSON.parse(readFileSync(process.env.GOUJI_MOVED ?? "", "utf8")) as Record<string, number>;
for (const [step, defaults] of Object.entries(known.goujiDefaults)) Object.assign(settings[step] ?? {}, defaults);
for (const [name, value] of Object.entries(moved)) {
	const [step = "", key = ""] = name.split(".");
	if (settings[step]?.[key] === undefined) throw new Error(`There is no setting ${name}`);
	settings[step][key] = value;
}
