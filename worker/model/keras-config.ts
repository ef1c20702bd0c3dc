// A whole Keras model's configuration (Keras 2 or 3) as a Network. Nested models are flattened: their layers are inlined, their input
// layers give way to what they are called with. Pure; what a cut may leave out is not an error yet.
import { must, type Problem } from "../../common/errors.ts";
import type { Json, Layer, Network } from "./network.ts";
import { isArray, layerLabel, ModelProblems, objectAt, parseModelJson, stringAt } from "./keras-json.ts";
import { readLayer } from "./keras-layer.ts";
import { isModelClass, readLevel, type Entry } from "./keras-level.ts";
import { isAugmentation } from "./layer-classes.ts";

/** Where a layer of the network stands in the file: names from the top level down; the first names its group of weights. */
export type LayerPath = readonly string[];

export interface KerasConfig {
  readonly network: Network;
  /** By layer name, for every layer that came from the file. */
  readonly paths: ReadonlyMap<string, LayerPath>;
  /** What is wrong with layers that can't be computed, by their names. They are in the network; a cut may leave them out. */
  readonly unsupported: ReadonlyMap<string, Problem>;
}

export interface KerasText {
  /** The attribute `model_config`. */
  readonly text: string;
  /** The attribute `keras_version`, such as "2.15.0"; "" if there is none. */
  readonly kerasVersion: string;
  /** Named in every error. */
  readonly file: string;
}

/** What flattening one level needs to know of those around it. */
interface Scope {
  readonly path: LayerPath;
  /** Name in the network of what a nested model is called with. */
  readonly input: string | undefined;
  readonly inferenceOnly: boolean;
  readonly label: string;
}

/** @throws ConfigError that names the file, when the layers form no network. */
export function parseKerasConfig(source: KerasText): KerasConfig {
  const problems = new ModelProblems(source.file);
  const root = parseModelJson(source.text, problems);
  const className = stringAt(root, "class_name") ?? "";
  const config = root["config"] ?? null;
  if (!isModelClass(className)) {
    problems.fail({
      path: "model_config",
      message: `expected a Functional or Sequential model, found ${className === "" ? "no class_name" : `class ${className}`}`,
      hint: "subclassed models can't be imported",
    });
  }
  const flattening = new Flattening(problems, source.kerasVersion, takenNames(className, config, problems));
  const output = flattening.flatten(className, config, {
    path: [],
    input: undefined,
    inferenceOnly: false,
    label: "model_config",
  });
  problems.throwIfAny();
  const { layers, paths, unsupported } = flattening;
  return {
    network: { name: stringAt(objectAt(root, "config"), "name") ?? "model", layers, output },
    paths,
    unsupported,
  };
}

/** Outer layers keep their names; an inner one that clashes gets its model's name in front. */
function takenNames(className: string, config: Json, problems: ModelProblems): Set<string> {
  const top = readLevel(className, config, "model_config", problems);
  return new Set(top.entries.filter((entry) => !isModelClass(entry.className)).map(({ name }) => networkName(name)));
}

/** TensorFlow's rule for names, which tfjs checks for each weight. */
function networkName(name: string): string {
  const safe = name.replaceAll(/[^-A-Za-z0-9._]/g, "_");
  return /^[A-Za-z0-9]/.test(safe) ? safe : `layer${safe}`;
}

class Flattening {
  readonly layers: Layer[] = [];
  readonly paths = new Map<string, LayerPath>();
  readonly unsupported = new Map<string, Problem>();
  private readonly problems: ModelProblems;
  private readonly kerasVersion: string;
  private readonly taken: Set<string>;

  constructor(problems: ModelProblems, kerasVersion: string, taken: Set<string>) {
    this.problems = problems;
    this.kerasVersion = kerasVersion;
    this.taken = taken;
  }

  /** Adds a level's layers; returns the name of the layer that its output comes from. */
  flatten(className: string, config: Json, scope: Scope): string {
    const level = readLevel(className, config, scope.label, this.problems);
    const produced = new Map<string, string>();
    for (const entry of level.entries) {
      const inputs = entry.inputs.map((input) => must(produced.get(input), `layer ${input} before ${entry.name}`));
      produced.set(entry.name, this.add(entry, inputs, scope));
    }
    return must(produced.get(level.output), `output layer ${level.output}`);
  }

  private add(entry: Entry, inputs: readonly string[], scope: Scope): string {
    const label = layerLabel(entry.name, entry.className);
    const [first] = inputs;
    if (entry.className === "InputLayer") return scope.input ?? this.addInput(entry, label);
    if (first === undefined)
      return this.problems.fail({ path: label, message: "it takes no layer's output, and is no InputLayer" });
    if (isAugmentation(entry.className)) return first;
    if (entry.training === true) {
      this.problems.add({ path: label, message: "it is called with training=True, which is not supported" });
    }
    const inferenceOnly = scope.inferenceOnly || entry.training === false;
    if (!isModelClass(entry.className)) return this.addLayer(entry, inputs, { ...scope, inferenceOnly });
    if (inputs.length > 1) this.problems.fail({ path: label, message: `expected one input, found ${inputs.length}` });
    return this.flatten(entry.className, entry.config, {
      path: [...scope.path, entry.name],
      input: first,
      inferenceOnly,
      label,
    });
  }

  private addInput(entry: Entry, label: string): string {
    if (this.layers.length > 0) this.problems.fail({ path: label, message: "a second input is not supported" });
    const name = networkName(entry.name);
    const reading = readLayer({ ...entry, inferenceOnly: false, kerasVersion: this.kerasVersion }, name);
    if (reading.kind === "unsupported") return this.problems.fail({ path: label, message: reading.message });
    if (!isShape(reading.config["batch_input_shape"])) {
      this.problems.fail({
        path: label,
        message: `expected a shape such as [null, 224, 224, 3], found ${JSON.stringify(reading.config["batch_input_shape"])}`,
      });
    }
    return this.push(name, { className: entry.className, config: reading.config, inputs: [] }, [entry.name]);
  }

  private addLayer(entry: Entry, inputs: readonly string[], scope: Scope): string {
    const name = scope.path.length === 0 ? networkName(entry.name) : this.freeName(networkName(entry.name), scope.path);
    const reading = readLayer({ ...entry, inferenceOnly: scope.inferenceOnly, kerasVersion: this.kerasVersion }, name);
    const path = [...scope.path, entry.name];
    if (reading.kind === "unsupported") {
      const { message, hint } = reading;
      this.unsupported.set(name, { path: layerLabel(path.join("/"), entry.className), message, hint });
      return this.push(name, { className: entry.className, config: {}, inputs }, path);
    }
    this.push(name, { className: entry.className, config: reading.config, inputs }, path);
    return reading.keepsDimensions ? this.addKeptDimensions(name, entry.className) : name;
  }

  /** tfjs's global pooling has no `keepdims`: a Reshape puts the dimensions of size 1 back. */
  private addKeptDimensions(pooling: string, className: string): string {
    const name = this.freeName(`${pooling}_keepdims`, []);
    const ones = className.endsWith("1D") ? [1] : [1, 1];
    const config = { name, dtype: "float32", target_shape: [...ones, -1] };
    this.layers.push({ name, className: "Reshape", config, inputs: [pooling] });
    return name;
  }

  private push(name: string, layer: Omit<Layer, "name">, path: LayerPath): string {
    if (this.paths.has(name))
      this.problems.fail({ path: layerLabel(name, layer.className), message: "two layers have this name" });
    this.layers.push({ name, ...layer });
    this.paths.set(name, path);
    return name;
  }

  /** `name`, or with the models' names that it is in before it, or numbered, until no other layer has it. */
  private freeName(name: string, outer: LayerPath): string {
    const candidates = [name, networkName([...outer, name].join("_"))];
    for (let count = 1; candidates.every((candidate) => this.taken.has(candidate)); count++)
      candidates.push(`${name}_${count}`);
    const free = must(
      candidates.find((candidate) => !this.taken.has(candidate)),
      "a free name",
    );
    this.taken.add(free);
    return free;
  }
}

function isShape(value: Json | undefined): boolean {
  if (!isArray(value) || value.length < 2 || value.length > 5) return false;
  return value
    .slice(1)
    .every((size) => size === null || (typeof size === "number" && Number.isInteger(size) && size > 0));
}
