// A model that elastune wrote as safetensors: the network and its labels are in the file's metadata.
import { open, type FileHandle } from "node:fs/promises";
import { CorruptDataError, messageOf } from "../../common/errors.ts";
import { parseSafetensorsHeader, type SafetensorsHeader } from "../../common/safetensors.ts";
import { cutConfig, unsupportedOf } from "./cut-config.ts";
import { parseKerasConfig } from "./keras-config.ts";
import { layerLabel, ModelProblems, parseModelJson } from "./keras-json.ts";
import { parseLabels } from "./labels.ts";
import { weightNames } from "./layer-classes.ts";
import { sizeOf, weightPath, type Layer, type Weight } from "./network.ts";
import type { LabelledModel } from "./tfjs-in.ts";

const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 100_000_000;

/** @throws ConfigError naming the file, and the layer where one is to blame. */
export async function readSafetensorsModel(file: string, cutAt?: string): Promise<LabelledModel> {
  const problems = new ModelProblems(file);
  const handle = await opened(file, problems);
  try {
    const header = await headerOf(handle, file, problems);
    const { network: topology = "", elastune } = header.metadata;
    if (topology === "") {
      const hint = "only files that elastune exported say what the network is";
      problems.fail({ path: "__metadata__", message: "expected the network's description, found none", hint });
    }
    const config = cutConfig(parseKerasConfig({ text: topology, kerasVersion: "2.15.0", file }), cutAt);
    for (const problem of unsupportedOf(config)) problems.add(problem);
    problems.throwIfAny();
    const labels = elastune === undefined ? undefined : parseModelJson(elastune, problems);
    const weights = new Map<string, readonly Weight[]>();
    for (const layer of config.network.layers) {
      const own = await weightsOf(layer, handle, header, problems);
      if (own.length > 0) weights.set(layer.name, own);
    }
    problems.throwIfAny();
    const model = { network: config.network, weights };
    return { model, labels: parseLabels(labels, "__metadata__.elastune", problems) };
  } finally {
    await handle.close();
  }
}

async function opened(file: string, problems: ModelProblems): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    return problems.fail({ path: "", message: `can't be read: ${messageOf(error)}` });
  }
}

async function headerOf(handle: FileHandle, file: string, problems: ModelProblems): Promise<SafetensorsHeader> {
  try {
    const { size } = await handle.stat();
    const start = await readAt(handle, 0, Math.min(LENGTH_BYTES, size));
    const length = start.length < LENGTH_BYTES ? 0 : Number(start.readBigUInt64LE(0));
    const bytes = Math.min(LENGTH_BYTES + Math.min(length, MAX_HEADER_BYTES), size);
    const header = parseSafetensorsHeader(await readAt(handle, 0, bytes), file);
    refuseOtherSize(header, size, file);
    return header;
  } catch (error) {
    if (!(error instanceof CorruptDataError)) throw error;
    return problems.fail({ path: "", message: error.message.replace(`${file}: `, "") });
  }
}

/** Tensors lie one after the other and fill the file, as the format has it. */
function refuseOtherSize({ entries, dataStart }: SafetensorsHeader, size: number, file: string): void {
  let offset = 0;
  for (const { name, shape, begin, end } of entries.toSorted((a, b) => a.begin - b.begin)) {
    if (begin !== offset || end - begin !== 4 * sizeOf(shape)) {
      throw new CorruptDataError(
        `${file}: ${name} lies at ${begin} to ${end}, expected ${offset} on for [${shape.join(", ")}]`,
      );
    }
    offset = end;
  }
  if (dataStart + offset === size) return;
  throw new CorruptDataError(
    `${file}: expected ${dataStart + offset} bytes, found ${size}: it is cut off or has more at its end`,
  );
}

async function weightsOf(
  layer: Layer,
  handle: FileHandle,
  { entries, dataStart }: SafetensorsHeader,
  problems: ModelProblems,
): Promise<readonly Weight[]> {
  const weights: Weight[] = [];
  for (const name of weightNames(layer.className, layer.config)) {
    const entry = entries.find((candidate) => candidate.name === weightPath(layer.name, name));
    if (entry === undefined) {
      problems.add({ path: layerLabel(layer.name, layer.className), message: `weight ${name} is missing` });
      continue;
    }
    const bytes = await readAt(handle, dataStart + entry.begin, entry.end - entry.begin);
    weights.push({ name, shape: entry.shape, data: new Float32Array(bytes.buffer) });
  }
  return weights;
}

/** So many bytes in a buffer of their own. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.from(new ArrayBuffer(length));
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new CorruptDataError("it became shorter while it was read");
    filled += bytesRead;
  }
  return buffer;
}
