// The user's cache: TensorFlow, models, data, compiled graphs, shared by all clones and runs of one user.
// Plain JavaScript: the set-up scripts import it before anything is installed or compiled.
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * ELASTUNE_CACHE, else the platform's usual place.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} platform
 * @returns {string}
 */
export function cacheDir(env = process.env, platform = process.platform) {
  const chosen = env["ELASTUNE_CACHE"];
  if (chosen) return resolve(chosen);
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "elastune");
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "elastune");
}
