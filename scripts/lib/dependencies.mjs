// npm packages: `npm ci` when they are missing or package-lock.json has changed since.
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mustRun } from "./child.mjs";
import { ROOT } from "./paths.mjs";
import { withProgress } from "./progress.mjs";
import { sha256Of } from "./sha256.mjs";

const LOCK = join(ROOT, "package-lock.json");
// npm ci deletes node_modules first, and this file with it: a killed one is run again.
const MARKER = join(ROOT, "node_modules", ".elastune-lock-hash");

/** Installs the packages of package-lock.json unless that was done. Returns whether it had to. */
export async function installDependencies() {
  if (await dependenciesReady()) return false;
  await rm(MARKER, { force: true });
  const { packages } = JSON.parse(await readFile(LOCK, "utf8"));
  const folders = Object.keys(packages).filter((path) => path !== "" && isForThisMachine(packages[path]));
  const measure = async () => folders.filter((folder) => existsSync(join(ROOT, folder, "package.json"))).length;
  await withProgress("npm packages", () => npm(["ci", "--include=dev", "--no-audit", "--no-fund"], ROOT), {
    measure,
    total: folders.length,
    unit: "packages",
  });
  await writeFile(MARKER, await sha256Of(LOCK));
  return true;
}

/** Tools with native parts list one optional package per platform; npm installs only ours. */
function isForThisMachine({ os = [process.platform], cpu = [process.arch], libc = ["glibc"] }) {
  return os.includes(process.platform) && cpu.includes(process.arch) && libc.includes("glibc");
}

/** An elastune that was itself installed from npm has no lock file, and its packages are there. */
export async function dependenciesReady() {
  if (!existsSync(LOCK)) return true;
  const installed = await readFile(MARKER, "utf8").catch(() => "");
  return installed === (await sha256Of(LOCK));
}

/** Runs npm: the one that runs us, where there is one. */
export function npm(args, cwd) {
  const path = process.env.npm_execpath;
  const isNpm = path !== undefined && /npm-cli\.c?js$/.test(path);
  return isNpm ? mustRun(process.execPath, [path, ...args], { cwd }) : mustRun("npm", args, { cwd });
}
