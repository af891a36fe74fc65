import { mountApi } from "../api/mount.ts";
import { mountAssets } from "./assets.ts";
import { mountBeside } from "./beside-page.ts";
import { mountBulk } from "./bulk.ts";
import { mountDecide } from "./decide.ts";
import { mountFindings } from "./findings-page.ts";
import { mountLetters } from "./letters-pages.ts";
import { mountLists } from "./lists-pages.ts";
import { mountLog } from "./log-page.ts";
import { mountLogin } from "./login-page.ts";
import { mountOutputs } from "./outputs.ts";
import { mountOverruled } from "./overruled.ts";
import { mountOverview } from "./overview-page.ts";
import { mountOwed } from "./owed-pages.ts";
import { mountPeople } from "./people-page.ts";
import { presenceOf } from "./presence.ts";
import { mountReport } from "./report-page.ts";
import { mountSavedViews } from "./saved-views.ts";
import { mountSecondLook } from "./second-look.ts";
import type { Mount } from "./server.ts";
import { mountSignOff } from "./sign-off.ts";
import { mountUsers } from "./users-page.ts";
import type { ViewTools } from "./view-tools.ts";

/** Every group of routes. */
export function mountsOf(given: Omit<ViewTools, "presence">): readonly Mount[] {
	const { access, pictures, now } = given;
	const presence = presenceOf(now);
	const tools: ViewTools = { ...given, presence };
	return [
		mountAssets,
		(app, desk) => mountLogin(app, desk, { access, now }),
		(app, desk) => mountUsers(app, desk, { access, now }),
		(app, desk) => mountOverview(app, desk),
		(app, desk) => mountFindings(app, desk, presence),
		(app, desk) => mountLists(app, desk, pictures),
		(app, desk) => mountOwed(app, desk, pictures),
		(app, desk) => mountReport(app, desk, tools),
		(app, desk) => mountBeside(app, desk, tools),
		(app, desk) => mountDecide(app, desk, { now, presence }),
		(app, desk) => mountBulk(app, desk, { now, presence }),
		(app, desk) => mountLetters(app, desk, tools),
		(app, desk) => mountSignOff(app, desk, now),
		(app, desk) => mountPeople(app, desk, { presence, now }),
		(app, desk) => mountSecondLook(app, desk, now),
		mountSavedViews,
		mountOverruled,
		(app, desk) => mountLog(app, desk, now),
		(app, desk) => mountOutputs(app, desk, { now, ...tools.outputs }),
		(app, desk) => mountApi(app, desk, tools.tell),
	];
}
