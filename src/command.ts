// The door of the command: what bin/ starts, and nobody else imports.
export { main } from "./cli/main.ts";
export { serveReader } from "./run/serve-reader.ts";
