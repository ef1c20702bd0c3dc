// A fine-tuned model as one Keras .h5 file in Keras 2's layout, which Keras 2 and 3 open by keras.models.load_model. The classes and
// the preprocessing are in the root's attribute `elastune`, which Keras passes over.
import { join } from "node:path";
import h5wasm, { File as Hdf5File, type Group } from "h5wasm/node";
import type { ExportOptions } from "./export-tfjs.ts";
import { labelsJson } from "./labels.ts";
import type { Model, Network, Weight, WeightMap } from "./network.ts";
import { KERAS_VERSION, topology, withSoftmax } from "./topology.ts";
import { replaceFolder, syncPath, writeSynced } from "./write-folder.ts";

/** Writes model.h5; the network in it ends in a softmax over the classes. */
export async function exportKeras(model: Model, { folder, ...labels }: ExportOptions): Promise<void> {
  const module = await h5wasm.ready;
  await replaceFolder(folder, async (temporary) => {
    const file = join(temporary, "model.h5");
    // Otherwise HDF5 prints its stack of errors to stderr and goes on.
    module.activate_throwing_error_handler();
    try {
      writeFile(
        file,
        { network: withSoftmax(model.network), weights: model.weights },
        JSON.stringify(labelsJson(labels)),
      );
    } finally {
      module.deactivate_throwing_error_handler();
    }
    await syncPath(file);
    await writeSynced(join(temporary, "classes.json"), [Buffer.from(`${JSON.stringify(labels.classes, null, 2)}\n`)]);
  });
}

function writeFile(path: string, { network, weights }: Model, labels: string): void {
  const file = new Hdf5File(path, "w");
  try {
    text(file, "keras_version", KERAS_VERSION);
    text(file, "backend", "tensorflow");
    text(file, "model_config", JSON.stringify(topology(network)));
    text(file, "elastune", labels);
    writeWeights(file.create_group("model_weights"), network, weights);
  } finally {
    file.close();
  }
}

function writeWeights(group: Group, { layers }: Network, weights: WeightMap): void {
  text(group, "keras_version", KERAS_VERSION);
  text(group, "backend", "tensorflow");
  texts(
    group,
    "layer_names",
    layers.map(({ name }) => name),
  );
  for (const { name } of layers) writeLayer(group.create_group(name), name, weights.get(name) ?? []);
}

/** Keras takes a layer's weights in the order of `weight_names`; the data sets are in a group of the layer's name again. */
function writeLayer(group: Group, layer: string, weights: readonly Weight[]): void {
  const inner = weights.length === 0 ? undefined : group.create_group(layer);
  for (const { name, shape, data } of weights) {
    inner?.create_dataset({ name: `${name}:0`, data, shape: [...shape], dtype: "<f4" });
  }
  texts(
    group,
    "weight_names",
    weights.map(({ name }) => `${layer}/${name}:0`),
  );
}

/** Of variable length: HDF5 holds such texts outside of the object's header, which is limited to 64 KB. */
function text(group: Group, name: string, value: string): void {
  group.create_attribute(name, value, null, "S");
}

/** Numbers stand for an empty list, as h5py writes it. */
function texts(group: Group, name: string, values: readonly string[]): void {
  if (values.length === 0) group.create_attribute(name, new Float64Array(0), [0], "<f8");
  else group.create_attribute(name, [...values], [values.length], "S");
}
