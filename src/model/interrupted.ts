/** Thrown in a task that is left because the process shall end: another worker goes on with it. */
export class Interrupted extends Error {
	constructor() {
		super("The run was asked to stop");
		this.name = "Interrupted";
	}
}
