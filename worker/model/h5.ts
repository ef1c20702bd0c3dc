// Whole-model Keras `.h5` files (Keras 2, and Keras 3's legacy form): configuration and weights into a Model. HDF5 is read by h5wasm,
// straight from the file, one weight at a time.
import { open, stat, type FileHandle } from "node:fs/promises";
import h5wasm, { type File as Hdf5File, type Group } from "h5wasm/node";
import { messageOf } from "../../common/errors.ts";
import { cutConfig, unsupportedOf } from "./cut-config.ts";
import { attributeText, attributeTexts, childGroup } from "./h5-access.ts";
import { readLayerWeights } from "./h5-weights.ts";
import { parseKerasConfig, type KerasConfig } from "./keras-config.ts";
import { ModelProblems, parseModelJson } from "./keras-json.ts";
import { parseLabels, type ModelLabels } from "./labels.ts";
import type { Model, Weight } from "./network.ts";

const WHOLE_MODEL = 'expected a whole-model Keras .h5 file, as model.save("name.h5") writes it';

/**
 * Reads a model. With `cutAt`, layers that do not lead to it are left out unread, so they may be of any class; a name that no layer
 * has changes nothing.
 * @throws ConfigError naming the file, and the layer where one is to blame.
 */
export async function readH5Model(file: string, cutAt?: string): Promise<Model> {
  const problems = new ModelProblems(file);
  await refuseOtherFiles(file, problems);
  const module = await h5wasm.ready;
  // Otherwise HDF5 prints its stack of errors to stderr and goes on.
  module.activate_throwing_error_handler();
  try {
    return readOpened(openFile(file, problems), file, cutAt, problems);
  } finally {
    module.deactivate_throwing_error_handler();
  }
}

/** The classes and the preprocessing in a file that elastune wrote. The file has been read as a model before. */
export async function readH5Labels(file: string): Promise<ModelLabels | undefined> {
  const problems = new ModelProblems(file);
  await h5wasm.ready;
  const hdf5 = openFile(file, problems);
  try {
    const text = attributeText(hdf5, "elastune");
    return text === undefined ? undefined : parseLabels(parseModelJson(text, problems), "attribute elastune", problems);
  } finally {
    hdf5.close();
  }
}

async function refuseOtherFiles(file: string, problems: ModelProblems): Promise<void> {
  let size = 0;
  try {
    const found = await stat(file);
    if (!found.isFile())
      problems.fail({
        path: "",
        message: `${WHOLE_MODEL}, found ${found.isDirectory() ? "a folder" : "no regular file"}`,
      });
    size = found.size;
    const handle = await open(file);
    await signatureOrFail(handle, size, problems).finally(() => handle.close());
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    problems.fail({
      path: "",
      message: error.code === "ENOENT" ? "there is no such file" : `can't be read: ${error.message}`,
    });
  }
}

const SIGNATURE = "\x89HDF\r\n\x1a\n";
const ZIP_SIGNATURE = "PK";

/** HDF5 begins with its signature; h5py never writes a user block before it. */
async function signatureOrFail(handle: FileHandle, size: number, problems: ModelProblems): Promise<void> {
  if (size === 0) problems.fail({ path: "", message: `${WHOLE_MODEL}, found an empty file` });
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SIGNATURE.length), 0, SIGNATURE.length, 0);
  const start = buffer.subarray(0, bytesRead).toString("latin1");
  if (start === SIGNATURE) return;
  const found = start.startsWith(ZIP_SIGNATURE)
    ? "a zip archive, as Keras 3's .keras files are"
    : "a file that is not HDF5";
  problems.fail({ path: "", message: `${WHOLE_MODEL}, found ${found}`, hint: "load it in Keras and save it as .h5" });
}

function openFile(file: string, problems: ModelProblems): Hdf5File {
  try {
    return new h5wasm.File(file, "r");
  } catch (error) {
    return problems.fail({ path: "", message: `the file is damaged or cut off: ${hdf5Reason(error)}` });
  }
}

/** The innermost line of HDF5's stack of errors says what is wrong. */
function hdf5Reason(error: unknown): string {
  const lines = messageOf(error)
    .split("\n")
    .filter((line) => /^\s*#\d+:/.test(line));
  return (lines.at(-1) ?? messageOf(error)).replace(/^.*\(\): /, "");
}

function readOpened(hdf5: Hdf5File, file: string, cutAt: string | undefined, problems: ModelProblems): Model {
  try {
    const config = readConfig(hdf5, file, problems);
    const kept = cutConfig(config, cutAt);
    for (const problem of unsupportedOf(kept)) problems.add(problem);
    problems.throwIfAny();
    const group = childGroup(hdf5, "model_weights");
    if (group === undefined)
      problems.fail({ path: "model_weights", message: `${WHOLE_MODEL}, found a configuration without weights` });
    return { network: kept.network, weights: readWeights(group, kept, problems) };
  } catch (error) {
    // The binding throws plain errors of its own for damaged metadata; ours have said what is wrong already.
    if (error instanceof Error && error.name === "ConfigError") throw error;
    return problems.fail({ path: "", message: `the file is damaged: ${hdf5Reason(error)}` });
  } finally {
    hdf5.close();
  }
}

function readConfig(hdf5: Hdf5File, file: string, problems: ModelProblems): KerasConfig {
  const text = attributeText(hdf5, "model_config");
  if (text === undefined) {
    const weightsOnly = attributeTexts(hdf5, "layer_names") !== undefined;
    problems.fail({
      path: "",
      message: `${WHOLE_MODEL}, found ${weightsOnly ? "weights only, as model.save_weights writes them" : "HDF5 without the attribute model_config"}`,
    });
  }
  return parseKerasConfig({ text, kerasVersion: attributeText(hdf5, "keras_version") ?? "", file });
}

function readWeights(
  group: Group,
  { network, paths }: KerasConfig,
  problems: ModelProblems,
): Map<string, readonly Weight[]> {
  const weights = new Map<string, readonly Weight[]>();
  for (const layer of network.layers) {
    const found = readLayerWeights(group, layer, paths.get(layer.name) ?? [], problems);
    if (found.length > 0) weights.set(layer.name, found);
  }
  problems.throwIfAny();
  return weights;
}
