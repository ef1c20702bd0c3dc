// A fine-tuned model as one safetensors file. Tensors are named layer/weight, shaped as in Keras; the metadata holds the network
// (as Keras writes a Functional model), the classes and the preprocessing, so that the file alone is enough to use it.
import { join } from "node:path";
import { encodeSafetensorsHeader } from "../../common/safetensors.ts";
import { type ExportOptions, orderedWeights } from "./export-tfjs.ts";
import { labelsJson } from "./labels.ts";
import type { Model } from "./network.ts";
import { topology, withSoftmax } from "./topology.ts";
import { replaceFolder, writeSynced } from "./write-folder.ts";

/** Writes model.safetensors; the network in it ends in a softmax over the classes. */
export async function exportSafetensors(model: Model, { folder, ...labels }: ExportOptions): Promise<void> {
  const weights = orderedWeights(model).map(({ path, shape, data }) => ({ name: path, shape, data }));
  const header = encodeSafetensorsHeader(weights, {
    format: "elastune",
    network: JSON.stringify(topology(withSoftmax(model.network))),
    elastune: JSON.stringify(labelsJson(labels)),
  });
  const data = weights.map(({ data: values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  await replaceFolder(folder, async (temporary) => {
    await writeSynced(join(temporary, "model.safetensors"), [header, ...data]);
    await writeSynced(join(temporary, "classes.json"), [Buffer.from(`${JSON.stringify(labels.classes, null, 2)}\n`)]);
  });
}
