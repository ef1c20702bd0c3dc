// What we export, opened by others: TensorFlow, Keras 3, Keras 2 and safetensors in Python. Needs a Python that has them, named by
// ELASTUNE_PEER_PYTHON; pip install tensorflow-cpu tf_keras safetensors makes one.
process.env["TF_NUM_INTRAOP_THREADS"] = "1";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import { type BuiltModel, buildTfModel } from "../../../worker/model/build.ts";
import { exportAs } from "../../../worker/model/export.ts";
import { readModel } from "../../../worker/model/import.ts";
import type { TensorFlow } from "../../../worker/model/tensorflow.ts";
import { builtModel, expectedProbabilities, LABELS, somePictures } from "../../support/fine-tuned.ts";
import { fixture, temporaryFolder } from "../model/model-files.ts";

const PYTHON = process.env["ELASTUNE_PEER_PYTHON"];
const SCRIPT = fileURLToPath(new URL("../../../../test/fixtures/export/compare.py", import.meta.url));
const PICTURES = 64;
const TOLERANCE = 1e-5;

const skip =
  PYTHON === undefined &&
  "ELASTUNE_PEER_PYTHON is not set: no export was opened by TensorFlow, Keras or safetensors in Python";
if (skip !== false) process.stderr.write(`SKIPPED: ${skip}\n`);

/** Models that Keras wrote, of one side each; with ours, every class of layer that has a fixture. */
const FIXTURES = { "keras3-branches": 12, "keras3-windows": 12, "keras3-merges": 10, "keras2-nested": 16 };

test("TensorFlow, Keras 3, Keras 2 and safetensors predict the same from our exports within 1e-5", {
  skip,
}, async (t) => {
  const { tf } = await loadTensorFlow("cpu");
  const root = temporaryFolder(t);
  await writeCase(tf, builtModel(tf), path.join(root, "small"), 12);
  for (const [name, side] of Object.entries(FIXTURES)) {
    const file = fixture(`${name}.h5`);
    const built = buildTfModel(tf, await readModel(file), { file, seed: 1, initialise: new Set() });
    await writeCase(tf, built, path.join(root, name), side);
  }
  const { stdout } = await promisify(execFile)(PYTHON ?? "", [SCRIPT, root]);
  const differences = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Readonly<Record<string, number | string>>;
  assert.equal(Object.keys(differences).length, 25, stdout);
  const missing = Object.entries(differences).filter(([, why]) => String(why).startsWith("not there"));
  for (const [name, why] of missing) process.stderr.write(`SKIPPED: ${name}: ${why}\n`);
  const wrong = Object.entries(differences).filter(
    (entry) => !missing.includes(entry) && !(Number(entry[1]) < TOLERANCE),
  );
  assert.deepEqual(wrong, []);
});

async function writeCase(tf: TensorFlow, built: BuiltModel, folder: string, side: number): Promise<void> {
  const { classes } = LABELS;
  const count = built.layers.at(-1)?.outputShape[0] ?? 0;
  const labels = { classes: classes.slice(0, count), preprocess: { resize: [side, side], scale: [-1, 1] } } as const;
  for (const format of ["saved-model", "keras", "safetensors"] as const) {
    await exportAs(format, built.model, { folder: path.join(folder, format), ...labels }, () => tf);
  }
  const pixels = somePictures(PICTURES, side);
  await writeFile(path.join(folder, "pixels.bin"), pixels);
  await writeFile(
    path.join(folder, "expected.bin"),
    new Uint8Array(expectedProbabilities(tf, built, pixels, side).buffer),
  );
  await writeFile(path.join(folder, "shape.json"), JSON.stringify([PICTURES, side, side, 3]));
  built.close();
}
