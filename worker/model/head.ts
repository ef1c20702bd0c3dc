// The new layers on top of the trunk, as the job lists them. Pure.
import { ConfigError, type Problem } from "../../common/errors.ts";
import { isActivation } from "./keras-layer.ts";
import type { JsonObject, Layer, Network } from "./network.ts";

/** One entry of spec.model.head. */
export type HeadLayer =
  | { readonly dense: { readonly units: "classes" | number; readonly activation?: string | undefined } }
  | { readonly dropout: number }
  | { readonly activation: string }
  | { readonly flatten: Readonly<Record<string, never>> }
  | { readonly globalAveragePooling: Readonly<Record<string, never>> }
  | { readonly globalMaxPooling: Readonly<Record<string, never>> };

export interface HeadedNetwork {
  /** Trunk and head; its output is logits, one for each class. */
  readonly network: Network;
  /** In order; what "head" means in a phase's `unfreeze`. */
  readonly headLayerNames: readonly string[];
}

/**
 * Puts the head on a trunk. A softmax at its end is left out, because the loss is the cross-entropy of logits; the exported model
 * ends in one.
 * @throws ConfigError naming `source`, the job's file, unless the head ends in a dense layer of `classes` units.
 */
export function attachHead(trunk: Network, head: readonly HeadLayer[], classes: number, source: string): HeadedNetwork {
  const logits = withoutSoftmax(head);
  const problems = [...head.flatMap(activationProblem), ...endProblem(logits, classes)];
  if (problems.length > 0) throw new ConfigError(source, problems);
  const taken = new Set(trunk.layers.map(({ name }) => name));
  const layers: Layer[] = [];
  for (const entry of logits) {
    const { kind, className, config } = described(entry, classes);
    const name = freeName(`head_${kind}`, taken);
    const input = layers.at(-1)?.name ?? trunk.output;
    layers.push({ name, className, config: { name, dtype: "float32", ...config }, inputs: [input] });
  }
  const headLayerNames = layers.map(({ name }) => name);
  const network = { ...trunk, layers: [...trunk.layers, ...layers], output: headLayerNames.at(-1) ?? trunk.output };
  return { network, headLayerNames };
}

function withoutSoftmax(head: readonly HeadLayer[]): readonly HeadLayer[] {
  const last = head.at(-1);
  if (last === undefined) return head;
  if ("activation" in last && last.activation === "softmax") return head.slice(0, -1);
  if (!("dense" in last) || last.dense.activation !== "softmax") return head;
  return [...head.slice(0, -1), { dense: { units: last.dense.units } }];
}

function endProblem(head: readonly HeadLayer[], classes: number): readonly Problem[] {
  const last = head.at(-1);
  const path = `spec.model.head[${Math.max(0, head.length - 1)}]`;
  const hint = "end the head with { dense: { units: classes } }";
  if (last === undefined || !("dense" in last)) {
    return [
      {
        path,
        message: `expected the head to end in a dense layer, found ${last === undefined ? "no layers" : Object.keys(last).join()}`,
        hint,
      },
    ];
  }
  const { units, activation } = last.dense;
  if (units !== "classes" && units !== classes)
    return [{ path, message: `expected ${classes} units, one for each class, found ${units}`, hint }];
  if (activation !== undefined && activation !== "linear") {
    return [{ path, message: `expected no activation but softmax on the last layer, found ${activation}`, hint }];
  }
  return [];
}

function activationProblem(entry: HeadLayer, index: number): readonly Problem[] {
  const activation = "activation" in entry ? entry.activation : "dense" in entry ? entry.dense.activation : undefined;
  if (activation === undefined || isActivation(activation)) return [];
  return [
    {
      path: `spec.model.head[${index}]`,
      message: `there is no activation "${activation}"`,
      hint: "for example relu, gelu, swish, tanh",
    },
  ];
}

interface Description {
  readonly kind: string;
  readonly className: string;
  readonly config: JsonObject;
}

function described(entry: HeadLayer, classes: number): Description {
  if ("dense" in entry) {
    const { units, activation } = entry.dense;
    const config = { units: units === "classes" ? classes : units, use_bias: true, activation: activation ?? "linear" };
    return { kind: "dense", className: "Dense", config };
  }
  if ("dropout" in entry) return { kind: "dropout", className: "Dropout", config: { rate: entry.dropout } };
  if ("activation" in entry)
    return { kind: "activation", className: "Activation", config: { activation: entry.activation } };
  if ("flatten" in entry) return { kind: "flatten", className: "Flatten", config: {} };
  if ("globalAveragePooling" in entry)
    return { kind: "average_pooling", className: "GlobalAveragePooling2D", config: {} };
  return { kind: "max_pooling", className: "GlobalMaxPooling2D", config: {} };
}

/** `name`, `name_1`, `name_2`...: the first that no layer has; takes it. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 1; taken.has(free); count++) free = `${name}_${count}`;
  taken.add(free);
  return free;
}
