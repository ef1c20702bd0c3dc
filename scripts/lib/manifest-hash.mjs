// One hash for a whole folder: whatever was changed, added or lost in it shows.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { filesBelow } from "./files.mjs";
import { SetupError } from "./setup-error.mjs";
import { sha256Of } from "./sha256.mjs";

/**
 * @param {string} folder
 * @returns {Promise<string>} sha256 (hex) of the lines "<sha256 of the file>  <path>", sorted by path, as sha256sum prints them.
 */
async function treeHash(folder) {
  const hash = createHash("sha256");
  for (const file of await filesBelow(folder)) hash.update(`${await sha256Of(join(folder, file))}  ${file}\n`);
  return hash.digest("hex");
}

/** Whether the folder is there with exactly these files and bytes. */
export async function treeIsIntact(folder, expected) {
  return (await treeHash(folder).catch(() => undefined)) === expected;
}

/** Throws, naming expected and found, unless the folder has this hash. */
export async function requireTree(folder, expected, what) {
  const found = await treeHash(folder);
  if (found !== expected)
    throw new SetupError(
      `${what} in ${folder}:\n  expected: tree sha256 ${expected}\n  found:    tree sha256 ${found}`,
    );
}
