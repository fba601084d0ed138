// The transformer of marked modules, without its command, for the page.

export { lift } from "../../lib/lift/lift.ts";
