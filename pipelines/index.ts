export { disclosureReport } from "./disclosure-report/index.ts";
