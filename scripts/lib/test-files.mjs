// The compiled tests and how node runs them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./files.mjs";
import { ROOT } from "./paths.mjs";

/**
 * @param {readonly string[]} kinds folders of test/: "unit", "integration", "blackbox"
 * @param {readonly string[]} patterns a file counts when its path contains one of them; none: all count.
 * @returns {Promise<string[]>} paths relative to the project's folder
 */
export async function testFiles(kinds, patterns = []) {
  const folders = kinds.map((kind) => join("dist", "test", kind)).filter((folder) => existsSync(join(ROOT, folder)));
  const found = await Promise.all(
    folders.map(async (folder) => (await filesBelow(join(ROOT, folder))).map((file) => join(folder, file))),
  );
  const matches = (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern));
  return found.flat().filter((file) => file.endsWith(".test.js") && matches(file));
}

/** One of each in turn, then what is left of the longer list. */
export function interleaved(some, others) {
  const length = Math.max(some.length, others.length);
  return Array.from({ length }, (_, i) => [some[i], others[i]])
    .flat()
    .filter((file) => file !== undefined);
}

/** Arguments for node. `concurrency`: test files at once. */
export function testRunnerArgs(files, { concurrency = 2, flags = [] } = {}) {
  return ["--enable-source-maps", join("scripts", "lib", "test-runner.mjs"), String(concurrency), ...flags, ...files];
}
