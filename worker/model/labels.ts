// What a model needs beside its weights to be of use: the classes of its outputs, and what is done to a picture before it sees it.
// Every format that we write carries it as this JSON. Pure.
import { isArray, isObject, type ModelProblems } from "./keras-json.ts";
import type { Json, JsonObject } from "./network.ts";

export interface Preprocessing {
  /** Height and width that pictures are resized to. */
  readonly resize: readonly [number, number];
  /** Pixels 0..255 are mapped linearly to this range. */
  readonly scale: readonly [number, number];
}

interface Classes {
  /** Class names in the order of the model's outputs. */
  readonly classes: readonly string[];
}

/** Of a model that takes pictures. */
export interface PictureLabels extends Classes {
  readonly preprocess: Preprocessing;
}

/** Of a model that takes vectors. */
export interface VectorLabels extends Classes {
  /** Names of a vector's numbers, in order. */
  readonly features: readonly string[];
}

export type ModelLabels = PictureLabels | VectorLabels;

export function labelsJson(labels: ModelLabels): JsonObject {
  const { classes } = labels;
  if ("features" in labels) return { classes, features: labels.features };
  const { resize, scale } = labels.preprocess;
  return { classes, preprocess: { resize, scale } };
}

const EXPECTED =
  'expected {"classes": [NAMES], "preprocess": {"resize": [HEIGHT, WIDTH], "scale": [LOW, HIGH]}} or "features": [NAMES] in place of the last, as elastune writes it';
const LARGEST_SIDE = 8192;

/** Reads what `labelsJson` made; undefined where there is nothing. Fails for anything else, naming `place`. */
export function parseLabels(value: Json | undefined, place: string, problems: ModelProblems): ModelLabels | undefined {
  if (value === undefined) return undefined;
  const preprocess = isObject(value) ? value["preprocess"] : undefined;
  const features = isObject(value) ? namesOf(value["features"]) : undefined;
  const classes = isObject(value) ? namesOf(value["classes"]) : undefined;
  const resize = isObject(preprocess) ? pairOf(preprocess["resize"], isSide) : undefined;
  const scale = isObject(preprocess) ? pairOf(preprocess["scale"], Number.isFinite) : undefined;
  if (classes !== undefined && features !== undefined && preprocess === undefined) return { classes, features };
  if (classes === undefined || resize === undefined || scale === undefined) {
    return problems.fail({ path: place, message: `${EXPECTED}, found ${JSON.stringify(value).slice(0, 120)}` });
  }
  return { classes, preprocess: { resize, scale } };
}

function isSide(size: number): boolean {
  return Number.isInteger(size) && size > 0 && size <= LARGEST_SIDE;
}

function namesOf(value: Json | undefined): readonly string[] | undefined {
  if (!isArray(value) || value.length === 0) return undefined;
  const names = value.filter((name) => typeof name === "string");
  return names.length === value.length && new Set(names).size === names.length ? names : undefined;
}

function pairOf(value: Json | undefined, fits: (part: number) => boolean): readonly [number, number] | undefined {
  if (!isArray(value) || value.length !== 2) return undefined;
  const [first, second] = value;
  if (typeof first !== "number" || typeof second !== "number") return undefined;
  return fits(first) && fits(second) ? [first, second] : undefined;
}
