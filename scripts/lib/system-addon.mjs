// The small native addon of what Node has no call for (worker/system/addon.ts), compiled into the cache; dist/ links to it. Without it
// sums are slower, and nothing else changes.
import { createHash } from "node:crypto";
import { mkdir, readFile, readlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { mustRun } from "./child.mjs";
import { linkAtomic } from "./files.mjs";
import { cacheDir, ROOT } from "./paths.mjs";
import { withProgress } from "./progress.mjs";
import { isPublished, publishFolder } from "./publish.mjs";
import { findCompiler } from "./requirements.mjs";

const FLAGS = ["-std=c++17", "-O2", "-fPIC", "-shared", "-Wall", "-DNAPI_VERSION=8"];
const SOURCE = join(ROOT, "worker", "system", "addon", "system.cc");
const ADDON = "system.node";
const LINK = join(ROOT, "dist", "worker", "system", ADDON);

/** Compiles it unless it is in the cache, and links to it. */
export async function installSystemAddon() {
  const { folder, identity } = await addonFolder();
  await publishFolder({ destination: folder, identity, build: compile });
  await mkdir(dirname(LINK), { recursive: true });
  await linkAtomic(LINK, join(folder, ADDON));
}

/** Whether dist/ links to a whole one. */
export async function systemAddonReady() {
  const { folder, identity } = await addonFolder();
  const linked = (await readlink(LINK).catch(() => "")) === join(folder, ADDON);
  return linked && (await isPublished(folder, identity));
}

async function addonFolder() {
  const hash = createHash("sha256")
    .update(JSON.stringify(FLAGS))
    .update(await readFile(SOURCE));
  const identity = hash.digest("hex");
  return { folder: join(cacheDir(), `system-${identity.slice(0, 12)}`), identity };
}

async function compile(into) {
  const compiler = await findCompiler();
  const headers = dirname(createRequire(join(ROOT, "package.json")).resolve("node-api-headers/package.json"));
  const args = [...FLAGS, "-I", join(headers, "include"), SOURCE, "-o", join(into, ADDON)];
  await withProgress("system addon: compile", () => mustRun(compiler.command, args));
}
