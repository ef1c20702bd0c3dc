// Taking single files out of wheels and tarballs, by Python (which set-up needs anyway, for pip).
import { fileURLToPath } from "node:url";
import { mustRun } from "./child.mjs";

const SCRIPT = fileURLToPath(new URL("archive.py", import.meta.url));

/**
 * @param {string} archive a .whl or .tgz
 * @returns {Promise<Record<string, number>>} bytes of each file in it
 */
export async function listArchive(archive) {
  return JSON.parse((await mustRun("python3", [SCRIPT, "list", archive])).stdout);
}

/**
 * @param {string} archive
 * @param {string} folder
 * @param {Record<string, string>} mapping file in the archive -> path below the folder; each must exist.
 */
export async function extractFiles(archive, folder, mapping) {
  await mustRun("python3", [SCRIPT, "extract", archive, folder], { input: JSON.stringify(mapping) });
}
