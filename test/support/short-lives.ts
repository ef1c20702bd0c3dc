// Worker processes that die as soon as they begin: a module that Node loads before the program, by NODE_OPTIONS.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import type { Workshop } from "./workshop.ts";

export interface ShortLives {
  readonly env: Readonly<Record<string, string>>;
  /** Worker processes that have begun. */
  readonly count: () => Promise<number>;
}

/** The first `deaths` worker processes end with `code`, after saying so. */
export async function shortLives(workshop: Workshop, name: string, deaths: number, code: number): Promise<ShortLives> {
  const [module, lives] = [workshop.path(`${name}.mjs`), workshop.path(`${name}-lives`)];
  await mkdir(lives);
  await writeFile(
    module,
    `import { closeSync, openSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
/** Each process takes a number that no other has. */
function numberFrom(first) {
  try {
    closeSync(openSync(${JSON.stringify(lives)} + "/" + first, "wx"));
    return first;
  } catch {
    return numberFrom(first + 1);
  }
}
if (isMainThread && process.argv[2] === "worker" && numberFrom(1) <= ${deaths}) {
  process.stderr.write("a short life\\n");
  process.exit(${code});
}
`,
  );
  const env = { NODE_OPTIONS: `--import ${module}`, ELASTUNE_CACHE: workshop.path("cache") };
  return { env, count: async () => (await readdir(lives)).length };
}
