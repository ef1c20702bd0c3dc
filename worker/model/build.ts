// A Model as live tfjs layers, made and applied one by one in the network's order, so that whatever does not fit is named with its
// layer. Runs in the compute thread.
import type { layers, LayersModel, LayerVariable, SymbolicTensor } from "@tensorflow/tfjs-node-gpu";
import { ConfigError, messageOf, must } from "../../common/errors.ts";
import { pictureShape } from "./cut.ts";
import { initialValues } from "./initial-values.ts";
import { isArray, layerLabel } from "./keras-json.ts";
import { sizeOf, weightPath, type Layer, type Model, type Network, type Weight } from "./network.ts";
import { createTfLayer, inferenceOnly, type TrainingMode } from "./tf-layers.ts";
import type { TensorFlow } from "./tensorflow.ts";

interface BuiltWeight {
  /** Short name: kernel, bias, gamma... */
  readonly name: string;
  readonly shape: readonly number[];
  readonly variable: LayerVariable;
}

interface BuiltLayer {
  readonly layer: Layer;
  readonly tfLayer: layers.Layer;
  /** Without the batch dimension; null where the network does not fix it. */
  readonly outputShape: readonly (number | null)[];
  /** In Keras's order. */
  readonly weights: readonly BuiltWeight[];
}

export interface BuiltModel {
  readonly tfModel: LayersModel;
  /** In the network's order. */
  readonly layers: readonly BuiltLayer[];
  /** The network with all its weights, initial values included, and every shape that could be worked out. What to export. */
  readonly model: Model;
  /** Set `dropoutSeeds.current` and `batchStatistics.of` before a call in training mode. */
  readonly trainingMode: TrainingMode;
  /** Frees all variables. Calling it again does nothing. */
  readonly close: () => void;
}

export interface BuildOptions {
  /** The model file, named in errors. */
  readonly file: string;
  /** Of the initial values of layers that `model.weights` lacks. */
  readonly seed: number;
  /** Layers that get initial values: the head's; for spec.model.weights `random` all. Others must have weights. */
  readonly initialise: ReadonlySet<string>;
  /** Height and width that the network was saved for, if it takes pictures: named where another size does not fit. */
  readonly savedSize?: readonly [number, number] | undefined;
}

/**
 * Builds tfjs layers and sets their weights. tfjs may keep a reference to the arrays in `model.weights`: do not change them later.
 * @throws ConfigError naming file, layer and reason: a layer that does not fit its input, a weight of the wrong shape.
 */
export function buildTfModel(tf: TensorFlow, model: Model, options: BuildOptions): BuiltModel {
  const trainingMode = inferenceOnly();
  const outputs = new Map<string, SymbolicTensor>();
  const built: BuiltLayer[] = [];
  const weights = new Map<string, readonly Weight[]>();
  try {
    for (const layer of model.network.layers) {
      const made = buildLayer(tf, layer, { outputs, trainingMode, options });
      built.push(made);
      const values = setWeights(tf, made, model, options);
      if (values.length > 0) weights.set(layer.name, values);
    }
    const tfModel = modelOf(tf, model.network, outputs);
    return {
      tfModel,
      layers: [...built],
      model: { network: { ...model.network, layers: built.map(({ layer }) => layer) }, weights },
      trainingMode,
      close: () => {
        dispose(built.splice(0));
      },
    };
  } catch (error) {
    dispose(built);
    throw error;
  }
}

function dispose(built: readonly BuiltLayer[]): void {
  for (const { weights } of built) for (const { variable } of weights) variable.dispose();
}

function modelOf(tf: TensorFlow, network: Network, outputs: ReadonlyMap<string, SymbolicTensor>): LayersModel {
  const inputs = must(outputs.get(network.layers[0]?.name ?? ""), "the network's input");
  return tf.model({ name: network.name, inputs, outputs: must(outputs.get(network.output), "the network's output") });
}

interface Building {
  readonly outputs: Map<string, SymbolicTensor>;
  readonly trainingMode: TrainingMode;
  readonly options: BuildOptions;
}

function buildLayer(tf: TensorFlow, given: Layer, building: Building): BuiltLayer {
  const { outputs, trainingMode, options } = building;
  const inputs = given.inputs.map((name) => must(outputs.get(name), `output of ${name} before ${given.name}`));
  try {
    const layer = withKnownShape(given, inputs[0]?.shape.slice(1) ?? []);
    refuseOtherAxis(layer, inputs[0]?.shape.length ?? 0);
    const tfLayer = createTfLayer(tf, layer, trainingMode);
    const output = symbolicOutput(tfLayer, inputs);
    outputs.set(layer.name, output);
    return { layer, tfLayer, outputShape: output.shape.slice(1), weights: tfLayer.weights.map(builtWeight) };
  } catch (error) {
    const shapes = inputs.map(({ shape }) => `[${shape.slice(1).join(", ")}]`).join(" and ");
    const message = shapes === "" ? messageOf(error) : `does not fit its input of shape ${shapes}: ${messageOf(error)}`;
    throw new ConfigError(options.file, [{ path: layerLabel(given.name, given.className), message: oneLine(message) }]);
  }
}

/** A Reshape to [1, 1, -1] leaves the shape unknown in tfjs, because the batch size is; ours is not, but for the batch. */
function withKnownShape(layer: Layer, inputShape: readonly (number | null)[]): Layer {
  const target = layer.config["target_shape"];
  if (layer.className !== "Reshape" || !isArray(target) || !target.includes(-1)) return layer;
  const size = inputShape.reduce<number>((product, dimension) => product * (dimension ?? Number.NaN), 1);
  const known = target.reduce<number>(
    (product, dimension) => (dimension === -1 ? product : product * Number(dimension)),
    1,
  );
  if (!Number.isInteger(size / known)) return layer;
  return {
    ...layer,
    config: { ...layer.config, target_shape: target.map((dimension) => (dimension === -1 ? size / known : dimension)) },
  };
}

/** Normalizing over another axis than the channels is what channels_first models do. */
function refuseOtherAxis({ className, config }: Layer, rank: number): void {
  const axis = config["axis"] ?? -1;
  if (!className.endsWith("Normalization") || axis === -1 || axis === rank - 1) return;
  throw new Error(`expected axis -1 or ${rank - 1}, the channels, found ${JSON.stringify(axis)}`);
}

function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, " ").slice(0, 500);
}

function symbolicOutput(tfLayer: layers.Layer, inputs: SymbolicTensor[]): SymbolicTensor {
  const [first] = inputs;
  // An input layer is its own output: it is never applied.
  const output = first === undefined ? tfLayer.output : tfLayer.apply(inputs.length === 1 ? first : inputs);
  if (Array.isArray(output)) throw new Error("it has several outputs, which is not supported");
  return output as SymbolicTensor;
}

function builtWeight(variable: LayerVariable): BuiltWeight {
  return { name: variable.originalName.split("/").at(-1) ?? "", shape: variable.shape.map(Number), variable };
}

/** Sets a built layer's weights; returns what it set. */
function setWeights(
  tf: TensorFlow,
  { layer, tfLayer, weights }: BuiltLayer,
  model: Model,
  options: BuildOptions,
): readonly Weight[] {
  const values = weights.map((weight) => valuesFor(layer, weight, model, options));
  const tensors = values.map(({ data, shape }) => tf.tensor(data, [...shape]));
  tfLayer.setWeights(tensors);
  tf.dispose(tensors);
  return values;
}

function valuesFor(layer: Layer, { name, shape }: BuiltWeight, model: Model, options: BuildOptions): Weight {
  if (options.initialise.has(layer.name))
    return { name, shape, data: initialValues(options.seed, { layer: layer.name, weight: name, shape }) };
  const weight = model.weights.get(layer.name)?.find((candidate) => candidate.name === name);
  if (weight !== undefined && sameShape(weight.shape, shape) && weight.data.length === sizeOf(shape)) return weight;
  const found = weight === undefined ? "no such weight" : `[${weight.shape.join(", ")}]`;
  const message = `weight ${weightPath(layer.name, name)}: expected shape [${shape.join(", ")}], found ${found}`;
  throw new ConfigError(options.file, [
    { path: layerLabel(layer.name, layer.className), message, ...sizeHint(model.network, options) },
  ]);
}

/** A dense layer after a Flatten fits one input size only. */
function sizeHint(network: Network, { savedSize }: BuildOptions): { readonly hint?: string } {
  const now = pictureShape(network);
  if (savedSize === undefined || now === undefined || (now[0] === savedSize[0] && now[1] === savedSize[1])) return {};
  const size = savedSize.join(", ");
  return {
    hint: `its weights fit pictures of [${size}] only, found [${now.slice(0, 2).join(", ")}]: set spec.dataset.preprocess.resize to [${size}]`,
  };
}

function sameShape(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((size, index) => size === right[index]);
}
