// The formats that a fine-tuned model can be written in. On its own, so that naming one loads nothing. Pure.
export const EXPORT_FORMATS = ["tfjs", "saved-model", "keras", "safetensors"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
