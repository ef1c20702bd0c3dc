#!/usr/bin/env node
// Starts the compiled command line; says what to do when it has not been built yet.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const entry = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(fileURLToPath(entry))) await import(entry.href);
else {
  process.stderr.write("elastune is not built yet. Run `npm run setup` in its folder first.\n");
  process.exitCode = 1;
}
