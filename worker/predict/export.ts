// Exports a fine-tuned model from a short-lived process: TensorFlow is loaded only if the format needs it.
import { loadTensorFlow } from "../compute/tensorflow.ts";
import { exportAs } from "../model/export.ts";
import type { ExportFormat } from "../model/export-formats.ts";
import type { FineTuned } from "./predictor.ts";

export async function exportFineTuned(
  { model, labels }: FineTuned,
  format: ExportFormat,
  folder: string,
  device: "auto" | "cpu" | "gpu",
): Promise<void> {
  await exportAs(format, model, { folder, ...labels }, async () => (await loadTensorFlow(device)).tf);
}
