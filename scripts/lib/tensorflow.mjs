// TensorFlow's C library and headers, taken from the Python wheel into the cache.
import { mkdir, rename, rm, stat, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { extractFiles, listArchive } from "./archive.mjs";
import { bytesBelow } from "./files.mjs";
import { cacheDir } from "./paths.mjs";
import { downloadWheel, LINUX_X64, pip } from "./pip.mjs";
import { withProgress } from "./progress.mjs";
import { isPublished, publishFolder } from "./publish.mjs";
import { SetupError } from "./setup-error.mjs";
import { TENSORFLOW_BUILDS, TENSORFLOW_VERSION } from "./tensorflow-pins.mjs";

const CUDA_REQUIREMENTS = fileURLToPath(new URL("cuda-requirements.txt", import.meta.url));

/** The folder of one build: lib/, include/ and, for the GPU, nvidia/. */
export function tensorflowFolder(device) {
  return join(cacheDir(), "tensorflow", `${TENSORFLOW_VERSION}-${device}-linux-x64`);
}

/** Whether the build is in the cache, whole. */
export function tensorflowReady(device) {
  return isPublished(tensorflowFolder(device), TENSORFLOW_BUILDS[device].sha256);
}

/**
 * Downloads and unpacks a build unless it is in the cache.
 * @param {"cpu" | "gpu"} device
 * @returns {Promise<boolean>} whether it had to.
 */
export function installTensorflow(device) {
  const build = TENSORFLOW_BUILDS[device];
  return publishFolder({
    destination: tensorflowFolder(device),
    identity: build.sha256,
    build: async (folder) => {
      await requireSpace(folder, build.neededBytes);
      await unpackTensorflow(build, folder);
      if (device === "gpu") await addCuda(folder);
    },
  });
}

/**
 * What is taken from the wheel: two libraries and the headers of the C API.
 * @param {readonly string[]} members
 * @returns {Record<string, string>} member -> path below the build's folder
 */
function wantedFromWheel(members, libraries) {
  const headers = "tensorflow/include/";
  const wanted = members.flatMap((member) => {
    if (dirname(member) === "tensorflow" && libraries.includes(basename(member)))
      return [[member, `lib/${basename(member)}`]];
    if (member.startsWith(headers) && isCApiHeader(member.slice(headers.length)))
      return [[member, member.replace("tensorflow/", "")]];
    return [];
  });
  return Object.fromEntries(wanted);
}

function isCApiHeader(path) {
  return path.startsWith("tensorflow/c/") || path.startsWith("xla/tsl/c/") || path.includes("tstring");
}

async function unpackTensorflow(build, folder) {
  const requirement = `${build.package}==${TENSORFLOW_VERSION}`;
  const download = join(folder, "download");
  const wheel = await downloadWheel({
    requirement,
    sha256: build.sha256,
    bytes: build.wheelBytes,
    folder: download,
    platform: LINUX_X64,
  });
  const sizes = await listArchive(wheel);
  const mapping = wantedFromWheel(Object.keys(sizes), Object.keys(build.libraries));
  const total = Object.keys(mapping).reduce((sum, member) => sum + sizes[member], 0);
  const measure = async () => (await bytesBelow(join(folder, "lib"))) + (await bytesBelow(join(folder, "include")));
  await withProgress(`${requirement}: unpack`, () => extractFiles(wheel, folder, mapping), { measure, total });
  await rm(download, { recursive: true });
  await requireLibraries(join(folder, "lib"), build.libraries);
}

async function requireLibraries(folder, libraries) {
  for (const [name, expected] of Object.entries(libraries)) {
    const found = await stat(join(folder, name)).then(
      ({ size }) => `${size} bytes`,
      () => "no file",
    );
    if (found !== `${expected} bytes`)
      throw new SetupError(`${name} in ${folder}: expected ${expected} bytes, found ${found}`);
  }
}

/** TensorFlow's libraries look for CUDA in ../nvidia/NAME/lib: the layout of the wheels when they lie in one folder. */
async function addCuda(folder) {
  const target = join(folder, "cuda");
  const args = [
    "install",
    "--target",
    target,
    "--no-deps",
    "--require-hashes",
    "--only-binary=:all:",
    ...LINUX_X64,
    ...CUDA_PLATFORMS,
  ];
  await mkdir(target);
  await withProgress("CUDA libraries", () => pip([...args, "-r", CUDA_REQUIREMENTS], target), {
    measure: () => bytesBelow(target),
  });
  await rename(join(target, "nvidia"), join(folder, "nvidia"));
  await rm(target, { recursive: true });
}

const CUDA_PLATFORMS = ["--abi=none", "--platform=manylinux2014_x86_64", "--platform=manylinux_2_17_x86_64"];

async function requireSpace(folder, needed) {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= needed) return;
  const [want, have] = [needed, bavail * bsize].map((bytes) => (bytes / 1e9).toFixed(1));
  throw new SetupError(
    `TensorFlow needs ${want} GB free in ${dirname(folder)}, found ${have} GB. Free some, or set ELASTUNE_CACHE to a larger disk.`,
  );
}
