// The native addon of @tensorflow/tfjs-node-gpu with our addition, compiled against our TensorFlow, in the cache; node_modules only links
// to it.
// It is plain N-API: neither node-gyp nor Node's own headers are needed, and one build serves every Node.
import { createHash } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { capture, mustRun } from "./child.mjs";
import { filesBelow, linkAtomic } from "./files.mjs";
import { ROOT } from "./paths.mjs";
import { withProgress } from "./progress.mjs";
import { isPublished, publishFolder } from "./publish.mjs";
import { findCompiler } from "./requirements.mjs";
import { SetupError } from "./setup-error.mjs";
import { tensorflowFolder } from "./tensorflow.mjs";
import { TENSORFLOW_VERSION } from "./tensorflow-pins.mjs";

const FLAGS = [
  "-std=c++17",
  "-O2",
  "-fPIC",
  "-shared",
  "-DNAPI_VERSION=8",
  "-DBUILDING_NODE_EXTENSION",
  // Node unloads an addon with the thread that loaded it; TensorFlow's exit handlers would then point into nothing (exit 139).
  "-Wl,-z,nodelete",
];
/** Includes tfjs_binding.cc. */
const OURS = join(ROOT, "worker", "compute", "addon", "binding.cc");
const ADDON = "tfjs_binding.node";

/**
 * Compiles the addon unless it is in the cache, links it into node_modules and, when something changed, loads it once.
 * @param {"cpu" | "gpu"} device
 */
export async function installAddon(device) {
  const { folder, identity } = await addonFolder(device);
  const built = await publishFolder({ destination: folder, identity, build: (into) => compile(device, into) });
  const linked = await linkAtomic(linkPath(), join(folder, ADDON));
  if (built || linked) await withProgress("TensorFlow: first load", requireLoads);
}

/** Whether node_modules links to a whole addon for this device. */
export async function addonReady(device) {
  const { folder, identity } = await addonFolder(device);
  const linked = (await readlink(linkPath()).catch(() => "")) === join(folder, ADDON);
  return linked && (await isPublished(folder, identity));
}

/** The TensorFlow version that the linked addon really loads, in a process of its own; undefined when it does not load. */
export async function loadedTensorflow() {
  const { code, stdout, output } = await capture(process.execPath, [
    "-p",
    `require(${JSON.stringify(linkPath())}).TF_Version`,
  ]);
  return code === 0 ? { version: stdout.trim().split("\n").at(-1) } : { version: undefined, output };
}

async function requireLoads() {
  const { version, output } = await loadedTensorflow();
  if (version === TENSORFLOW_VERSION) return;
  throw new SetupError(
    `The compiled addon does not load TensorFlow ${TENSORFLOW_VERSION}:\n${output ?? `found ${version}`}`,
  );
}

async function addonFolder(device) {
  const binding = join(packageFolder("@tensorflow/tfjs-node-gpu"), "binding");
  const hash = createHash("sha256")
    .update(JSON.stringify(FLAGS))
    .update(await readFile(OURS));
  for (const file of await filesBelow(binding)) hash.update(file).update(await readFile(join(binding, file)));
  const identity = hash.digest("hex");
  return { folder: `${tensorflowFolder(device)}-addon-${identity.slice(0, 12)}`, identity };
}

async function compile(device, into) {
  const compiler = await findCompiler();
  const tensorflow = tensorflowFolder(device);
  const binding = join(packageFolder("@tensorflow/tfjs-node-gpu"), "binding");
  const includes = [join(packageFolder("node-api-headers"), "include"), join(tensorflow, "include"), dirname(binding)];
  const args = [
    ...FLAGS,
    ...includes.flatMap((folder) => ["-I", folder]),
    join(binding, "tfjs_backend.cc"),
    OURS,
    ...["-L", join(tensorflow, "lib"), "-l:libtensorflow_cc.so.2", "-l:libtensorflow_framework.so.2"],
    `-Wl,-rpath,$ORIGIN/../${basename(tensorflow)}/lib`,
    ...["-o", join(into, ADDON)],
  ];
  await withProgress("TensorFlow addon: compile", () => mustRun(compiler.command, args));
}

function linkPath() {
  return join(packageFolder("@tensorflow/tfjs-node-gpu"), "lib", "napi-v8", ADDON);
}

/** Also right where npm has put our dependencies beside us instead of below us. */
function packageFolder(name) {
  return dirname(createRequire(join(ROOT, "package.json")).resolve(`${name}/package.json`));
}
