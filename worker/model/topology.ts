// A network as Keras 2 writes a Functional model, which Keras 2 and 3 and tfjs all read. Pure.
import { must } from "../../common/errors.ts";
import { freeName } from "./head.ts";
import type { JsonObject, Layer, Network } from "./network.ts";

export const KERAS_VERSION = "2.15.0";

/** { class_name, config } */
export function topology(network: Network): JsonObject {
  const input = must(network.layers[0], "the input layer").name;
  const config = {
    name: network.name,
    trainable: true,
    layers: network.layers.map(layerJson),
    input_layers: [[input, 0, 0]],
    output_layers: [[network.output, 0, 0]],
  };
  return { class_name: "Functional", config };
}

function layerJson({ name, className, config, inputs }: Layer): JsonObject {
  // Keras 2 refuses an input layer that is trainable.
  if (inputs.length === 0) return { class_name: className, name, config, inbound_nodes: [] };
  const inboundNodes = [inputs.map((input) => [input, 0, 0, {}])];
  return { class_name: className, name, config: { ...config, trainable: true }, inbound_nodes: inboundNodes };
}

/** Training works on logits; who loads the model expects probabilities. */
export function withSoftmax(network: Network): Network {
  const name = freeName("probabilities", new Set(network.layers.map((layer) => layer.name)));
  const softmax: Layer = {
    name,
    className: "Softmax",
    config: { name, dtype: "float32", axis: -1 },
    inputs: [network.output],
  };
  return { ...network, layers: [...network.layers, softmax], output: name };
}

/** The reverse, for a network read from a file: without the softmax that it ends in, whichever way that is written. */
export function withoutSoftmax(network: Network): Network {
  const last = must(
    network.layers.find(({ name }) => name === network.output),
    "the output layer",
  );
  const [input] = last.inputs;
  if (last.className === "Softmax" || (last.className === "Activation" && last.config["activation"] === "softmax")) {
    const output = must(input, `the input of ${last.name}`);
    return { ...network, layers: network.layers.filter((layer) => layer !== last), output };
  }
  if (last.config["activation"] !== "softmax") return network;
  const linear = { ...last, config: { ...last.config, activation: "linear" } };
  return { ...network, layers: network.layers.map((layer) => (layer === last ? linear : layer)) };
}
