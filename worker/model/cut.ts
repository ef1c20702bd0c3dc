// What of a pretrained network is kept: everything that leads to one layer's output. Pure.
import { ConfigError, must } from "../../common/errors.ts";
import type { Layer, Model, Network } from "./network.ts";

/** Names near to an unknown one, best first, for "did you mean". */
export type NearNames = (name: string, candidates: readonly string[]) => readonly string[];

/**
 * Keeps what leads to the output of layer `cutAt`, that layer included; left out, the layer before the classifier.
 * @throws ConfigError naming `file` when there is no such layer, or no classifier that can be told from the rest.
 */
export function cutModel(model: Model, cutAt: string | undefined, file: string, near: NearNames): Model {
  const output = cutAt ?? layerBeforeClassifier(model.network, file);
  refuseUnknown(model.network, output, file, near);
  const network = cutNetwork(model.network, output);
  const kept = new Set(network.layers.map(({ name }) => name));
  return { network, weights: new Map([...model.weights].filter(([name]) => kept.has(name))) };
}

function refuseUnknown(network: Network, output: string, file: string, near: NearNames): void {
  const names = network.layers.map(({ name }) => name);
  if (names.includes(output) && output !== names[0]) return;
  const message =
    output === names[0] ? `"${output}" is the input, nothing would be left` : `the model has no layer "${output}"`;
  const found = near(output, names.slice(1));
  const hint =
    found.length === 0 ? `its last layers are ${names.slice(-5).join(", ")}` : `did you mean ${found.join(" or ")}?`;
  throw new ConfigError(file, [{ path: "spec.model.cutAt", message, hint }]);
}

/** The layers that `output` depends on, in the network's order. The layer must be there. */
export function cutNetwork(network: Network, output: string): Network {
  const needed = new Set([output]);
  // Backwards: a layer's consumers all stand after it, so its turn comes when it is known whether it is needed.
  for (const layer of network.layers.toReversed()) {
    if (needed.has(layer.name)) for (const input of layer.inputs) needed.add(input);
  }
  return { ...network, layers: network.layers.filter(({ name }) => needed.has(name)), output };
}

const ACTIVATIONS = ["Activation", "Softmax"];

/**
 * Name of the last layer before the classifier: the last Dense, the dropouts right before it, the activations and dropouts after it.
 * A network that ends otherwise, in a pooling or a convolution, has no classifier and is kept whole.
 */
export function layerBeforeClassifier(network: Network, file: string): string {
  const byName = new Map(network.layers.map((layer) => [layer.name, layer]));
  const last = must(byName.get(network.output), "the output layer");
  const dense = skipBack(last, [...ACTIVATIONS, "Dropout"], byName);
  if (dense.className === "Dense") return skipBack(inputOf(dense, byName), ["Dropout"], byName).name;
  if (last === dense || !isSoftmax(last)) return last.name;
  const message = `can't tell where the classifier begins: the softmax "${last.name}" does not follow a Dense layer but "${dense.name}" (${dense.className})`;
  throw new ConfigError(file, [{ path: "spec.model.cutAt", message, hint: "name the last layer to keep" }]);
}

function isSoftmax(layer: Layer): boolean {
  return layer.className === "Softmax" || layer.config["activation"] === "softmax";
}

function skipBack(from: Layer, classes: readonly string[], byName: ReadonlyMap<string, Layer>): Layer {
  let layer = from;
  while (classes.includes(layer.className)) layer = inputOf(layer, byName);
  return layer;
}

function inputOf(layer: Layer, byName: ReadonlyMap<string, Layer>): Layer {
  return must(byName.get(layer.inputs[0] ?? ""), `the input of layer ${layer.name}`);
}

/** Height, width and channels of the pictures a network takes, null where any will do. Undefined: it does not take pictures. */
export function pictureShape(network: Network): readonly (number | null)[] | undefined {
  const shape = network.layers[0]?.config["batch_input_shape"];
  if (!Array.isArray(shape) || shape.length !== 4) return undefined;
  return shape.slice(1).map((size: unknown) => (typeof size === "number" ? size : null));
}

/** Height and width of the pictures a network takes, if it takes pictures of one size only. */
export function pictureSize(network: Network): readonly [number, number] | undefined {
  const [height, width] = pictureShape(network) ?? [];
  return typeof height === "number" && typeof width === "number" ? [height, width] : undefined;
}

/**
 * The same network for pictures of another size. Whether its layers allow it is found when they are built.
 * @throws ConfigError naming `file` when the network does not take RGB pictures.
 */
export function resizeInput(network: Network, [height, width]: readonly [number, number], file: string): Network {
  const [input, ...rest] = network.layers;
  const channels = pictureShape(network)?.[2];
  if (input === undefined || channels === undefined || (channels !== null && channels !== 3)) {
    const numbers = vectorSize(network);
    const hint =
      numbers === undefined
        ? {}
        : { hint: `it takes ${numbers} numbers a sample: name as many columns by spec.dataset.columns.features` };
    const message = `expected a network that takes RGB pictures, [null, height, width, 3], found input shape ${inputShape(network)}`;
    throw new ConfigError(file, [{ path: inputLabel(network), message, ...hint }]);
  }
  const config = { ...input.config, batch_input_shape: [null, height, width, 3] };
  return { ...network, layers: [{ ...input, config }, ...rest] };
}

/** How many numbers a sample has, where a network takes vectors. */
function vectorSize(network: Network): number | undefined {
  const shape = network.layers[0]?.config["batch_input_shape"];
  const size = Array.isArray(shape) && shape.length === 2 ? (shape[1] as unknown) : undefined;
  return typeof size === "number" ? size : undefined;
}

/** @throws ConfigError naming `file` when the network does not take vectors of so many numbers. */
export function refuseOtherVectors(network: Network, columns: number, file: string): void {
  const size = vectorSize(network);
  if (size === columns) return;
  const named = `${columns} ${columns === 1 ? "column" : "columns"}`;
  const message =
    size === undefined
      ? `expected a network that takes vectors of ${columns} numbers, [null, ${columns}], found input shape ${inputShape(network)}`
      : `it takes vectors of ${size} numbers, and spec.dataset.columns.features names ${named}`;
  const hint =
    size === undefined ? "for pictures set spec.dataset.columns to { image: COLUMN, label: COLUMN }" : `name ${size}`;
  throw new ConfigError(file, [{ path: inputLabel(network), message, hint }]);
}

function inputShape({ layers: [input] }: Network): string {
  return JSON.stringify(input?.config["batch_input_shape"] ?? null).replaceAll(",", ", ");
}

function inputLabel({ layers: [input] }: Network): string {
  return `layer "${input?.name ?? ""}" (InputLayer)`;
}
