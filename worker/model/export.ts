// Writes a fine-tuned model in one of the formats of spec.output.formats.
import type { ExportFormat } from "./export-formats.ts";
import { exportSafetensors } from "./export-safetensors.ts";
import { exportSavedModel } from "./export-saved-model.ts";
import { type ExportOptions, exportTfjs } from "./export-tfjs.ts";
import type { Model } from "./network.ts";
import type { TensorFlow } from "./tensorflow.ts";

/**
 * Writes `model`, whose output is logits, into `options.folder`, which is replaced and is whole at every moment. What is written
 * ends in probabilities and carries classes and preprocessing. `tensorFlow` is asked for only where the format needs it.
 */
export async function exportAs(
  format: ExportFormat,
  model: Model,
  options: ExportOptions,
  tensorFlow: () => TensorFlow | Promise<TensorFlow>,
): Promise<void> {
  switch (format) {
    case "tfjs":
      return exportTfjs(model, options);
    case "keras":
      return (await import("./export-keras.ts")).exportKeras(model, options); // loading h5wasm takes 0.2 s
    case "safetensors":
      return exportSafetensors(model, options);
    case "saved-model":
      return exportSavedModel(await tensorFlow(), model, options);
  }
}
