// pip as a downloader: exactly one wheel, for a platform that may differ from the running Python's.
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { mustRun } from "./child.mjs";
import { bytesBelow } from "./files.mjs";
import { withProgress } from "./progress.mjs";
import { requireSha256 } from "./sha256.mjs";

/** The one platform that the pinned wheels are made for, whatever Python runs pip. */
export const LINUX_X64 = [
  "--python-version=3.11",
  "--implementation=cp",
  "--abi=cp311",
  "--platform=manylinux_2_27_x86_64",
];

/**
 * Downloads one wheel into a folder of its own and checks its hash.
 * @param {{ requirement: string, sha256: string, bytes: number, folder: string, platform?: readonly string[] }} wheel
 *   requirement: "name==version"; platform: pip's options where the wheel is not for any platform.
 * @returns {Promise<string>} the wheel's path
 */
export async function downloadWheel({ requirement, sha256, bytes, folder, platform = [] }) {
  await mkdir(folder, { recursive: true });
  const args = ["download", "--no-deps", "--only-binary=:all:", ...platform, "--dest", folder, requirement];
  await withProgress(`${requirement}: download`, () => pip(args, folder), {
    measure: () => bytesBelow(folder),
    total: bytes,
  });
  const name = (await readdir(folder)).find((file) => file.endsWith(".whl")) ?? "no wheel";
  await withProgress(`${requirement}: check`, () => requireSha256(join(folder, name), sha256, name));
  return join(folder, name);
}

/** Runs pip without its cache (it would keep a second copy of large wheels) and with its temporary files in our folder, to be counted. */
export function pip(args, temporary) {
  const env = {
    ...process.env,
    TMPDIR: temporary,
    PIP_REQUIRE_VIRTUALENV: "0",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_NO_INPUT: "1",
  };
  return mustRun("python3", ["-m", "pip", ...args, "--no-cache-dir", "--progress-bar=off"], { env });
}
