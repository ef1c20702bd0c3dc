// Reading JSON that nobody vouches for: typed access to its parts, and one place that collects what is wrong with a model file.
// Pure.
import { ConfigError, messageOf, type Problem } from "../../common/errors.ts";
import type { Json, JsonObject } from "./network.ts";

/** Deeper than any real model; what follows may recurse over the tree. */
const MAX_DEPTH = 200;

/** What is wrong with one model file, all of it, for one ConfigError. */
export class ModelProblems {
  readonly file: string;
  private readonly problems: Problem[] = [];

  constructor(file: string) {
    this.file = file;
  }

  add(problem: Problem): void {
    this.problems.push(problem);
  }

  /** For what makes reading on pointless. Problems found before are listed first. */
  fail(problem: Problem): never {
    this.add(problem);
    throw new ConfigError(this.file, this.problems);
  }

  throwIfAny(): void {
    if (this.problems.length > 0) throw new ConfigError(this.file, this.problems);
  }
}

/** "layer "conv1" (Conv2D)": where a problem is, as every message about a model says it. */
export function layerLabel(name: string, className: string): string {
  return `layer "${name}" (${className})`;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}

/** Array.isArray narrows readonly arrays to any[]; this one keeps their type. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function stringAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === "string" ? value : undefined;
}

/** An empty object where there is none. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

/** Parses a model's configuration; fails on text that is no JSON, no object, or nested deeper than any model. */
export function parseModelJson(text: string, problems: ModelProblems): JsonObject {
  const value = parsed(text, problems);
  if (depthExceeds(value, MAX_DEPTH)) {
    problems.fail({
      path: "model_config",
      message: `expected a model's configuration, found JSON nested deeper than ${MAX_DEPTH} levels`,
    });
  }
  if (!isObject(value)) {
    problems.fail({ path: "model_config", message: "expected a JSON object with class_name and config" });
  }
  return value;
}

function parsed(text: string, problems: ModelProblems): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    return problems.fail({
      path: "model_config",
      message: `expected JSON, found text that does not parse: ${messageOf(error)}`,
    });
  }
}

/** Level by level, not by recursion: a hostile file must not overflow the stack. */
function depthExceeds(root: Json, limit: number): boolean {
  let level: readonly Json[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

function childrenOf(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
