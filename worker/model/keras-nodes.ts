// How the layers of a Keras model call each other: Keras 2 writes `[[["x", 0, 0, {}]]]`, Keras 3 `[{ args: [tensor], kwargs }]`, a
// Sequential writes nothing. Reads one level of either into one form. Pure.
import type { Json, JsonObject } from "./network.ts";
import { isArray, isObject, stringAt } from "./keras-json.ts";

/** The one call of a layer. */
interface Call {
  /** Names, at the same level, of the layers whose outputs it takes. */
  readonly inputs: readonly string[];
  /** Of the call, not of the layer: `x = base(x, training=False)`. */
  readonly training: boolean | undefined;
}

export type CallReading =
  | { readonly kind: "call"; readonly call: Call }
  | { readonly kind: "refused"; readonly message: string };

const SHARED = "it is called more than once (shared weights), which is not supported";
const MALFORMED = "its inbound_nodes are not in a form that Keras 2 or 3 writes";

/** Reads a layer's `inbound_nodes`. An input layer's has none. */
export function readCall(inboundNodes: Json | undefined): CallReading {
  if (!isArray(inboundNodes)) return refused(MALFORMED);
  if (inboundNodes.length > 1) return refused(SHARED);
  const [node] = inboundNodes;
  if (node === undefined) return { kind: "call", call: { inputs: [], training: undefined } };
  return isObject(node) ? kerasThreeCall(node) : kerasTwoCall(node);
}

function refused(message: string): CallReading {
  return { kind: "refused", message };
}

function kerasTwoCall(node: Json): CallReading {
  if (!isArray(node)) return refused(MALFORMED);
  const references = typeof node[0] === "string" ? [node] : node;
  const calls = references.map(kerasTwoReference);
  return joined(calls);
}

type Reference = { readonly name: string; readonly tensor: number; readonly options: JsonObject } | undefined;

function kerasTwoReference(reference: Json): Reference {
  if (!isArray(reference)) return undefined;
  const [name, , tensor, options] = reference;
  if (typeof name !== "string" || typeof tensor !== "number") return undefined;
  return { name, tensor, options: isObject(options) ? options : {} };
}

function kerasThreeCall(node: JsonObject): CallReading {
  const options = isObject(node["kwargs"]) ? node["kwargs"] : {};
  const args = isArray(node["args"])
    ? node["args"].flatMap((argument) => (isArray(argument) ? argument : [argument]))
    : [];
  return joined(args.filter((argument) => argument !== null).map((argument) => kerasThreeReference(argument, options)));
}

function kerasThreeReference(argument: Json, options: JsonObject): Reference {
  if (!isObject(argument) || argument["class_name"] !== "__keras_tensor__" || !isObject(argument["config"]))
    return undefined;
  const history = argument["config"]["keras_history"];
  if (!isArray(history)) return undefined;
  const [name, , tensor] = history;
  return typeof name === "string" && typeof tensor === "number" ? { name, tensor, options } : undefined;
}

function joined(references: readonly Reference[]): CallReading {
  const found = references.filter((reference) => reference !== undefined);
  if (found.length < references.length || found.length === 0)
    return refused("it is called with something else than layers' outputs, which is not supported");
  if (found.some(({ tensor }) => tensor !== 0))
    return refused("it takes a second output of another layer, which is not supported");
  if (found.some(({ options }) => Object.values(options).some(isReference))) {
    return refused("it takes another layer's output as a keyword argument, which is not supported");
  }
  const training = found.map(({ options }) => options["training"]).find((flag) => typeof flag === "boolean");
  return { kind: "call", call: { inputs: found.map(({ name }) => name), training } };
}

/** Whether a keyword argument is a layer's output, in either dialect. */
function isReference(value: Json): boolean {
  if (isObject(value)) return value["class_name"] === "__keras_tensor__";
  return isArray(value) && value.length >= 3 && typeof value[0] === "string" && typeof value[1] === "number";
}

/**
 * Names in `input_layers` or `output_layers`: `["d", 0, 0]`, `[["d", 0, 0]]` or `{ "d": ["d", 0, 0] }`. Undefined where it is
 * none of these.
 */
export function endpointNames(endpoints: Json | undefined): readonly string[] | undefined {
  if (isObject(endpoints)) return endpointNames(Object.values(endpoints));
  if (!isArray(endpoints)) return undefined;
  if (typeof endpoints[0] === "string") return [endpoints[0]];
  const names = endpoints.map((endpoint) => endpointNames(endpoint));
  return names.every((name) => name !== undefined) ? names.flat() : undefined;
}

/** A layer's name: beside its configuration, or in it (always so in a Sequential). */
export function entryName(entry: JsonObject): string | undefined {
  const config = entry["config"];
  return stringAt(entry, "name") ?? (isObject(config) ? stringAt(config, "name") : undefined);
}
