// The only way to the generated code: its defaults are made as it loads, so Long must be off before.
import "./no-long.ts";

export { elastune } from "./gen/elastune.js";
