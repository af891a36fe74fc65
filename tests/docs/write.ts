// Rewrites the pages of `docs` that are derived from the code.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "../support/command.ts";
import { generatedPages } from "./pages.ts";

for (const [name, text] of Object.entries(generatedPages())) await writeFile(join(repository, "docs", name), text);
