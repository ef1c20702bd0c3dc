// Builders of model configurations as Keras 2 and Keras 3 write them, and of networks.
import type { Json, JsonObject, Layer, Network } from "../../../worker/model/network.ts";

interface Entry {
  readonly className: string;
  readonly config?: JsonObject;
  /** Names of the layers it is called with. */
  readonly inputs?: readonly string[];
  readonly kwargs?: JsonObject;
}

type Entries = Readonly<Record<string, Entry>>;

/** `[[["x", 0, 0, {}]]]` */
export function kerasTwoLayers(entries: Entries): readonly JsonObject[] {
  return Object.entries(entries).map(([name, { className, config, inputs, kwargs }]) => ({
    class_name: className,
    name,
    config: { name, trainable: true, dtype: "float32", ...config },
    inbound_nodes: inputs === undefined ? [] : [inputs.map((input) => [input, 0, 0, kwargs ?? {}])],
  }));
}

const POLICY: JsonObject = {
  module: "keras",
  class_name: "DTypePolicy",
  config: { name: "float32" },
  registered_name: null,
};

/** `[{ args: [tensor], kwargs: {} }]` */
export function kerasThreeLayers(entries: Entries): readonly JsonObject[] {
  return Object.entries(entries).map(([name, { className, config, inputs, kwargs }]) => ({
    module: "keras.layers",
    registered_name: null,
    build_config: { input_shape: [null, 4] },
    class_name: className,
    name,
    config: { name, trainable: true, dtype: POLICY, ...config },
    inbound_nodes: inputs === undefined ? [] : [{ args: tensors(inputs), kwargs: kwargs ?? {} }],
  }));
}

function tensors(inputs: readonly string[]): Json {
  const found = inputs.map((input) => tensor(input));
  return found.length === 1 ? found : [found];
}

export function tensor(layer: string, index = 0): JsonObject {
  return {
    class_name: "__keras_tensor__",
    config: { shape: [null, 4], dtype: "float32", keras_history: [layer, 0, index] },
  };
}

export function functional(layers: readonly JsonObject[], input: Json, output: Json): JsonObject {
  return { class_name: "Functional", config: { name: "net", layers, input_layers: input, output_layers: output } };
}

/** A network from "name: Class < input input", the first line the InputLayer. */
export function networkOf(...lines: readonly string[]): Network {
  const layers = lines.map((line): Layer => {
    const [head = "", tail = ""] = line.split(" < ");
    const [name = "", className = ""] = head.split(": ");
    const config = className === "InputLayer" ? { name, batch_input_shape: [null, 8, 8, 3] } : { name };
    return { name, className, config, inputs: tail === "" ? [] : tail.split(" ") };
  });
  return { name: "net", layers, output: layers.at(-1)?.name ?? "" };
}
