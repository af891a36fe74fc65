import { text } from "node:stream/consumers";
import { GoujiError } from "../model/errors.ts";
import type { Role, Users } from "../review/store/users.ts";
import { ROLES } from "../review/store/users.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";

/** NIST SP 800-63B asks for eight; a name that everybody can try deserves more. */
const MIN_LENGTH = 10;

/** Adds somebody who may sign in, with the password on standard input (one line). Returns the exit code. */
export async function addUser(users: Users, name: string, role: string, { out }: Pick<Environment, "out">): Promise<number> {
	if (!/^[\p{L}\p{N}._-]{1,40}$/u.test(name))
		throw wrong("The name is none", "Use up to 40 letters, digits, dots, hyphens and underscores.");
	const known = ROLES.find((candidate): candidate is Role => candidate === role);
	if (known === undefined) throw wrong(`There is no role ${role}`, `Use one of ${ROLES.join(", ")}.`);
	if (process.stdin.isTTY) out(`Password for ${name} (shown while typed; end with Enter and Ctrl-D): `);
	const [password = ""] = (await text(process.stdin)).split(/\r?\n/);
	if ([...password].length < MIN_LENGTH) throw wrong("The password is too short", `Give at least ${MIN_LENGTH} characters.`);
	await users.put({ name, role: known }, password, new Date().toISOString());
	out(`${name} may sign in as ${known}.\n`);
	return EXIT.ok;
}

function wrong(message: string, hint: string): GoujiError {
	return new GoujiError("bad-arguments", message, { hint });
}
