// model.json of a tfjs layers-model: what it says of the network and of the weights' files. Pure.
import { sizeOf, type Json, type JsonObject } from "./network.ts";
import { isArray, isObject, objectAt, parseModelJson, stringAt, type ModelProblems } from "./keras-json.ts";

export type StoredType = "float32" | "float16" | "uint8" | "uint16" | "int32" | "bool";

/** One weight as it lies in the files. */
export interface StoredWeight {
  readonly name: string;
  readonly shape: readonly number[];
  /** Of the stored elements. */
  readonly stored: StoredType;
  /** value = stored * scale + min, for weights quantised to whole numbers. */
  readonly linear: { readonly scale: number; readonly min: number } | undefined;
  /** Of the values; only float32 is of use to us. */
  readonly dtype: StoredType;
  readonly bytes: number;
}

/** Weights one after the other in the concatenation of `paths`. */
export interface WeightGroup {
  /** Relative to model.json's folder. */
  readonly paths: readonly string[];
  readonly weights: readonly StoredWeight[];
}

export interface TfjsDescription {
  /** {class_name, config} as JSON. */
  readonly topology: string;
  readonly kerasVersion: string;
  readonly groups: readonly WeightGroup[];
  /** userDefinedMetadata. */
  readonly metadata: JsonObject;
}

const ELEMENT_BYTES: Readonly<Record<StoredType, number>> = {
  float32: 4,
  int32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
  bool: 1,
};

/** Fails unless it is the model.json of a layers-model with its weights. */
export function parseTfjsDescription(text: string, problems: ModelProblems): TfjsDescription {
  const root = parseModelJson(text, problems);
  refuseOtherFormats(root, problems);
  const topology = objectAt(root, "modelTopology");
  const config = isObject(topology["model_config"]) ? topology["model_config"] : topology;
  const groups = root["weightsManifest"];
  if (!isArray(groups) || groups.length === 0) {
    problems.fail({ path: "weightsManifest", message: "expected a list of groups of weights, found none" });
  }
  return {
    topology: JSON.stringify(config),
    kerasVersion: stringAt(topology, "keras_version") ?? "",
    groups: groups.map((group, index) => groupOf(group, `weightsManifest[${index}]`, problems)),
    metadata: objectAt(root, "userDefinedMetadata"),
  };
}

function refuseOtherFormats(root: JsonObject, problems: ModelProblems): void {
  const format = stringAt(root, "format");
  if (format === "graph-model") {
    problems.fail({
      path: "format",
      message: "expected a layers-model, found a graph-model, which cannot be trained",
      hint: "convert the original with tensorflowjs_converter --output_format=tfjs_layers_model",
    });
  }
  if (!isObject(root["modelTopology"]) || (format !== undefined && format !== "layers-model")) {
    problems.fail({
      path: "",
      message: 'expected the model.json of a tfjs layers-model, found JSON without "modelTopology"',
    });
  }
}

function groupOf(group: Json, place: string, problems: ModelProblems): WeightGroup {
  const paths = isObject(group) ? group["paths"] : undefined;
  const weights = isObject(group) ? group["weights"] : undefined;
  if (!isArray(paths) || !isArray(weights)) {
    return problems.fail({ path: place, message: "expected { paths: [FILES], weights: [...] }" });
  }
  return {
    paths: paths.map((path) => safePath(path, place, problems)),
    weights: weights.map((weight, index) => weightOf(weight, `${place}.weights[${index}]`, problems)),
  };
}

/** A model from elsewhere must not make us read files that are none of its own. */
function safePath(path: Json, place: string, problems: ModelProblems): string {
  const isOwn = typeof path === "string" && path !== "" && !/^[/\\]|^[A-Za-z]:|\0/.test(path);
  if (isOwn && !path.split(/[/\\]/).includes("..")) return path;
  return problems.fail({
    path: `${place}.paths`,
    message: `expected names of files beside model.json, found ${JSON.stringify(path)}`,
  });
}

function weightOf(weight: Json, place: string, problems: ModelProblems): StoredWeight {
  const entry = isObject(weight) ? weight : {};
  const name = stringAt(entry, "name");
  const shape = shapeOf(entry["shape"]);
  const dtype = stringAt(entry, "dtype");
  if (name === undefined || shape === undefined || !isStoredType(dtype)) {
    const found = JSON.stringify(weight).slice(0, 120);
    return problems.fail({
      path: place,
      message: `expected { name, shape, dtype } of a numeric weight, found ${found}`,
    });
  }
  const { stored, linear } = quantisationOf(entry["quantization"], dtype, place, problems);
  return { name, shape, dtype, stored, linear, bytes: sizeOf(shape) * ELEMENT_BYTES[stored] };
}

function isStoredType(dtype: string | undefined): dtype is StoredType {
  return dtype !== undefined && Object.hasOwn(ELEMENT_BYTES, dtype);
}

function shapeOf(value: Json | undefined): readonly number[] | undefined {
  if (!isArray(value)) return undefined;
  const sizes = value.filter((size) => typeof size === "number" && Number.isSafeInteger(size) && size >= 0);
  return sizes.length === value.length && Number.isSafeInteger(4 * sizeOf(sizes as number[]))
    ? (sizes as number[])
    : undefined;
}

function quantisationOf(
  value: Json | undefined,
  dtype: StoredType,
  place: string,
  problems: ModelProblems,
): Pick<StoredWeight, "stored" | "linear"> {
  if (value === undefined || value === null) return { stored: dtype, linear: undefined };
  const entry = isObject(value) ? value : {};
  const { dtype: stored, scale, min } = entry;
  if (stored === "float16") return { stored, linear: undefined };
  if ((stored === "uint8" || stored === "uint16") && typeof scale === "number" && typeof min === "number") {
    return { stored, linear: { scale, min } };
  }
  const found = JSON.stringify(value).slice(0, 120);
  return problems.fail({
    path: `${place}.quantization`,
    message: `expected uint8, uint16 (with scale and min) or float16, found ${found}`,
  });
}
