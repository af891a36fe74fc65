import type { User } from "../store/users.ts";

/** What every request carries on its way. */
export interface DeskEnv {
	readonly Variables: {
		/** Who asks; on loopback without login, the person at the machine. */
		user: User;
		/** Whether there is a session to end. */
		isSignedIn: boolean;
		/** Goes into every form as `csrf`. */
		csrf: string;
	};
}
