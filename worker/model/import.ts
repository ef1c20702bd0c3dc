// A pretrained model from a file, whatever its format: told by what is in it, not by its name.
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import { ModelProblems } from "./keras-json.ts";
import type { Model } from "./network.ts";
import { readSafetensorsModel } from "./safetensors-in.ts";
import { type LabelledModel, readTfjsModel, tfjsFiles } from "./tfjs-in.ts";

const EXPECTED =
  "expected a Keras .h5 file, a tfjs model.json or its folder, or a .safetensors file that elastune wrote";

type Source =
  | { readonly kind: "h5" | "safetensors"; readonly file: string }
  /** `file` is the model.json. */
  | { readonly kind: "tfjs"; readonly file: string };

/**
 * Reads a model. With `cutAt`, layers that do not lead to it are left out, so they may be of any class.
 * @throws ConfigError naming the file, and the layer where one is to blame.
 */
export async function readModel(file: string, cutAt?: string): Promise<Model> {
  return (await readLabelledModel(file, cutAt)).model;
}

/** Reads a model with its classes and preprocessing, where elastune wrote them; throws as `readModel` does. */
export async function readLabelledModel(file: string, cutAt?: string): Promise<LabelledModel> {
  const source = await sourceOf(file);
  switch (source.kind) {
    case "h5": {
      const { readH5Labels, readH5Model } = await import("./h5.ts"); // loading h5wasm takes 0.2 s
      return { model: await readH5Model(source.file, cutAt), labels: await readH5Labels(source.file) };
    }
    case "tfjs":
      return readTfjsModel(source.file, cutAt);
    case "safetensors":
      return readSafetensorsModel(source.file, cutAt);
  }
}

/** Every file that the model consists of: together they decide what it computes. */
export async function modelFiles(file: string): Promise<readonly string[]> {
  const source = await sourceOf(file);
  return source.kind === "tfjs" ? tfjsFiles(source.file) : [source.file];
}

async function sourceOf(file: string): Promise<Source> {
  const problems = new ModelProblems(file);
  try {
    const found = await stat(file);
    if (found.isDirectory()) return await sourceInFolder(file, problems);
    if (!found.isFile()) problems.fail({ path: "", message: `${EXPECTED}, found no regular file` });
    if (found.size === 0) problems.fail({ path: "", message: `${EXPECTED}, found an empty file` });
    return sourceByStart(await startOf(file), file, problems);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const message = isMissing(error) ? "there is no such file" : `can't be read: ${messageOf(error)}`;
    return problems.fail({ path: "", message });
  }
}

async function sourceInFolder(folder: string, problems: ModelProblems): Promise<Source> {
  const names = await readdir(folder);
  if (names.includes("model.json")) return { kind: "tfjs", file: join(folder, "model.json") };
  if (names.includes("saved_model.pb")) {
    const hint = "give the Keras model it was made from, saved as .h5";
    problems.fail({ path: "", message: `${EXPECTED}, found a SavedModel, which cannot be trained`, hint });
  }
  return problems.fail({ path: "", message: `${EXPECTED}, found a folder without model.json` });
}

const START_BYTES = 64;

async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const HDF5 = "\x89HDF\r\n\x1a\n";
/** A safetensors file begins with the length of its JSON in 8 bytes. */
const JSON_AFTER_LENGTH = 8;
/** Of that length the upper half, below 4 GiB. */
const NO_LENGTH = "\0\0\0\0";

function sourceByStart(bytes: Buffer, file: string, problems: ModelProblems): Source {
  const start = bytes.toString("latin1");
  if (start.startsWith(HDF5)) return { kind: "h5", file };
  if (start[JSON_AFTER_LENGTH] === "{" && start.slice(4, 8) === NO_LENGTH) return { kind: "safetensors", file };
  if (/^(\u00ef\u00bb\u00bf)?\s*\{/.test(start)) return { kind: "tfjs", file };
  return problems.fail({ path: "", message: `${EXPECTED}, found ${foreign(start)}`, ...hintFor(start) });
}

function foreign(start: string): string {
  if (start.startsWith("PK")) return "a zip archive, as .keras and .pt files are";
  if (/^\x08.?[\s\S]{0,12}(onnx|pytorch|tf2onnx)/i.test(start)) return "an ONNX file";
  if (start.startsWith("\x80")) return "a Python pickle, as older PyTorch files are";
  if (start.slice(4, 8) === "TFL3") return "a TensorFlow Lite file";
  return "a file of another kind";
}

function hintFor(start: string): { readonly hint?: string } {
  return start.startsWith("PK") ? { hint: 'a .keras file: load it in Keras and save it by model.save("name.h5")' } : {};
}
