// Downloads are pinned: what is not byte for byte what we tried is refused.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { SetupError } from "./setup-error.mjs";

/**
 * @param {string} file
 * @returns {Promise<string>} lower-case hex
 */
export async function sha256Of(file) {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(bytes);
  return hash.digest("hex");
}

/**
 * Throws, naming file, expected and found, unless the file has this hash.
 * @param {string} file
 * @param {string} expected lower-case hex
 * @param {string} what the file's name for people
 */
export async function requireSha256(file, expected, what) {
  const found = await sha256Of(file);
  if (found === expected) return;
  throw new SetupError(
    [
      `${what} is not the file that was asked for.`,
      `  where:    ${file}`,
      `  expected: sha256 ${expected}`,
      `  found:    sha256 ${found}`,
      "Nothing of it was used. Check which package index pip and npm are configured to use, then run this again.",
    ].join("\n"),
  );
}
