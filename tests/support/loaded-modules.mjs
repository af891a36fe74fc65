// Loaded before a program: writes the addresses of all modules that it loaded into the file that GOUJI_LOADED names.
import { writeFileSync } from "node:fs";
import module from "node:module";

const loaded = [];
module.registerHooks({
	load: (url, context, next) => {
		loaded.push(url);
		return next(url, context);
	},
});
process.on("exit", () => writeFileSync(process.env.GOUJI_LOADED, loaded.join("\n")));
