// One level of a Keras model as a chain of entries in topological order: a Functional graph or a Sequential list, both dialects.
// Nested models are entries like others here; keras-config.ts flattens them. Pure.
import type { Json, JsonObject } from "./network.ts";
import { isArray, isObject, layerLabel, objectAt, stringAt, type ModelProblems } from "./keras-json.ts";
import { endpointNames, entryName, readCall } from "./keras-nodes.ts";

export interface Entry {
  readonly name: string;
  readonly className: string;
  readonly config: JsonObject;
  /** Names at this level; empty for an input layer. */
  readonly inputs: readonly string[];
  readonly training: boolean | undefined;
}

export interface Level {
  /** Each after its inputs. */
  readonly entries: readonly Entry[];
  readonly output: string;
}

export function isModelClass(className: string): boolean {
  return className === "Functional" || className === "Model" || className === "Sequential";
}

/** Reads the layers of a model. Fails when there are none, or when they do not form one chain from one input to one output. */
export function readLevel(className: string, config: Json, label: string, problems: ModelProblems): Level {
  const list = isArray(config) ? config : isObject(config) ? config["layers"] : undefined;
  if (!isArray(list) || list.length === 0)
    problems.fail({ path: label, message: "expected a list of layers, found none" });
  const settings = isObject(config) ? config : {};
  return className === "Sequential"
    ? sequential(list, settings, label, problems)
    : functional(list, settings, label, problems);
}

function bareEntry(value: Json, label: string, problems: ModelProblems): Entry & { readonly source: JsonObject } {
  const entry = isObject(value) ? value : {};
  const name = entryName(entry);
  const className = stringAt(entry, "class_name");
  if (name === undefined || name === "" || className === undefined) {
    problems.fail({ path: label, message: "expected each layer to have a name and a class_name, found one without" });
  }
  return { name, className, config: objectAt(entry, "config"), inputs: [], training: undefined, source: entry };
}

function sequential(list: readonly Json[], settings: JsonObject, label: string, problems: ModelProblems): Level {
  const bare = list.map((value) => bareEntry(value, label, problems));
  const [first] = bare;
  const input =
    first === undefined || first.className === "InputLayer" ? [] : [implicitInput(first, settings, label, problems)];
  const chain: readonly Entry[] = [...input, ...bare];
  const entries = chain.map((entry, index) => ({
    ...entry,
    inputs: chain.slice(Math.max(0, index - 1), index).map(({ name }) => name),
  }));
  refuseTwins(entries, label, problems);
  return { entries, output: entries.at(-1)?.name ?? "" };
}

/** A Sequential may begin without an input layer and keep the input's shape elsewhere. */
function implicitInput(first: Entry, settings: JsonObject, label: string, problems: ModelProblems): Entry {
  const shape = shapeIn(first.config) ?? settings["build_input_shape"] ?? nestedShape(first, problems);
  if (!isArray(shape))
    problems.fail({
      path: label,
      message: "the file does not say the shape of its input",
      hint: "build the model before saving it",
    });
  return {
    name: `${first.name}_input`,
    className: "InputLayer",
    config: { batch_input_shape: shape },
    inputs: [],
    training: undefined,
  };
}

function shapeIn(config: JsonObject): Json | undefined {
  return config["batch_input_shape"] ?? config["batch_shape"];
}

function nestedShape(first: Entry, problems: ModelProblems): Json | undefined {
  if (!isModelClass(first.className)) return undefined;
  const inner = readLevel(first.className, first.config, layerLabel(first.name, first.className), problems);
  return inner.entries.map(({ config }) => shapeIn(config)).find((shape) => shape !== undefined);
}

function functional(list: readonly Json[], settings: JsonObject, label: string, problems: ModelProblems): Level {
  const entries = list.map((value) => calledEntry(value, label, problems));
  problems.throwIfAny();
  refuseTwins(entries, label, problems);
  soleEndpoint(settings["input_layers"], "input", label, problems);
  const output = soleEndpoint(settings["output_layers"], "output", label, problems);
  const missing = [output, ...entries.flatMap(({ inputs }) => inputs)].find((name) =>
    entries.every((entry) => entry.name !== name),
  );
  if (missing !== undefined)
    problems.fail({ path: label, message: `layer "${missing}" is used but not among its layers` });
  return { entries: inOrder(entries, label, problems), output };
}

function calledEntry(value: Json, label: string, problems: ModelProblems): Entry {
  const { source, ...entry } = bareEntry(value, label, problems);
  const reading = readCall(source["inbound_nodes"]);
  if (reading.kind === "call") return { ...entry, ...reading.call };
  problems.add({
    path: layerLabel(entry.name, entry.className),
    message: reading.message,
    hint: "save the model without it",
  });
  return entry;
}

function refuseTwins(entries: readonly Entry[], label: string, problems: ModelProblems): void {
  const names = entries.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) problems.fail({ path: label, message: `two of its layers are named "${twin}"` });
}

function soleEndpoint(
  endpoints: Json | undefined,
  which: "input" | "output",
  label: string,
  problems: ModelProblems,
): string {
  const names = endpointNames(endpoints);
  const [name] = names ?? [];
  if (names?.length !== 1 || name === undefined) {
    problems.fail({
      path: label,
      message: `expected one ${which}, found ${String(names?.length ?? "none")}`,
      hint: `only models with one ${which} can be fine-tuned`,
    });
  }
  return name;
}

/** Repeated passes in the file's order: a file that is in order already, as nearly all are, keeps it and takes one pass. */
function inOrder(entries: readonly Entry[], label: string, problems: ModelProblems): readonly Entry[] {
  const ordered = new Map<string, Entry>();
  while (ordered.size < entries.length) {
    const before = ordered.size;
    for (const entry of entries) {
      if (entry.inputs.every((input) => ordered.has(input))) ordered.set(entry.name, entry);
    }
    if (ordered.size === before) {
      const circle = entries.filter(({ name }) => !ordered.has(name)).map(({ name }) => name);
      problems.fail({
        path: label,
        message: `its layers call each other in a circle: ${circle.slice(0, 5).join(", ")}`,
      });
    }
  }
  return [...ordered.values()];
}
