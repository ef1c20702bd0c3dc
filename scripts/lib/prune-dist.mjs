// dist/ keeps what was compiled from a file that is gone; a deleted test would still run.
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow } from "./files.mjs";

const OUTPUT = /(\.d\.[cm]?ts|\.[cm]?js)(\.map)?$/;

/** Removes compiled files whose source no longer exists. */
export async function pruneDist(root) {
  const dist = join(root, "dist");
  if (!existsSync(dist)) return;
  const stale = (await filesBelow(dist)).filter(
    (file) => OUTPUT.test(file) && !hasSource(root, file.replace(OUTPUT, "")),
  );
  // The compiler would believe its record that these are written, should their sources come back.
  if (stale.length > 0) await rm(join(dist, ".tsbuildinfo"), { force: true });
  for (const file of stale) await rm(join(dist, file));
}

function hasSource(root, stem) {
  return ["ts", "mts", "cts", "js", "mjs", "cjs"].some((extension) => existsSync(join(root, `${stem}.${extension}`)));
}
