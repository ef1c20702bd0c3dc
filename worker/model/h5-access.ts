// Reading parts of an HDF5 file through h5wasm, typed.
import { Dataset, Group } from "h5wasm/node";
import { fromHalves } from "./halves.ts";

/** The group of that name, if there is one. A Keras 2 layer may be named "conv1/bn": then it is a group in a group. */
export function childGroup(parent: Group, name: string): Group | undefined {
  const child = parent.get(name);
  return child instanceof Group ? child : undefined;
}

export function attributeText(group: Group, name: string): string | undefined {
  const value = group.attrs[name]?.value;
  return typeof value === "string" ? value : undefined;
}

/** A list of texts. Keras splits a list over 64 KB into `name0`, `name1`...; an empty list is stored as numbers. */
export function attributeTexts(group: Group, name: string): readonly string[] | undefined {
  const attributes = group.attrs;
  const whole = attributes[name];
  if (whole !== undefined) return textsOf(whole.value);
  const parts: string[] = [];
  for (let index = 0; attributes[`${name}${index}`] !== undefined; index++) {
    parts.push(...textsOf(attributes[`${name}${index}`]?.value));
  }
  return parts.length === 0 ? undefined : parts;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === "string") : [];
}

export interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The numbers of a data set as float32, or what is stored instead. */
export function readFloats(group: Group, path: string): Values | string {
  const dataset = group.get(path);
  if (!(dataset instanceof Dataset)) return "nothing";
  const { type, size, shape, total_size: length } = dataset.metadata;
  const isFloat = type === FLOAT_CLASS && (size === 2 || size === 4 || size === 8);
  if (!isFloat || shape === null) return `values of type ${JSON.stringify(dataset.dtype)}`;
  const data = size === 2 ? fromHalves(halfBits(dataset)) : asFloats(dataset.value);
  return data.length === length ? { shape: [...shape], data } : `${data.length} of ${length} values`;
}

const FLOAT_CLASS = 1;
const INTEGER_CLASS = 0;

function asFloats(value: unknown): Float32Array {
  if (value instanceof Float32Array) return value;
  if (value instanceof Float64Array) return Float32Array.from(value);
  return typeof value === "number" ? Float32Array.of(value) : new Float32Array(0);
}

/** Node 20 has no Float16Array and h5wasm refuses the type; read as integers, the same bytes come through. */
function halfBits(dataset: Dataset): Uint16Array {
  dataset.metadata.type = INTEGER_CLASS;
  const { value } = dataset;
  if (value instanceof Uint16Array) return value;
  return typeof value === "number" ? Uint16Array.of(value) : new Uint16Array(0);
}
