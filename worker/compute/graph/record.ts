// Layers without a lowering: run once by tfjs on zeros, and the ops that this takes become part of the graph. Forward only: there is
// no telling how recorded ops spell their attributes, so no gradient passes through them (gradients/reverse.ts refuses).
import type { layers, Tensor as TfTensor } from "@tensorflow/tfjs-node-gpu";
import { messageOf, must } from "../../../common/errors.ts";
import type { TensorFlow } from "../../model/tensorflow.ts";
import { createTfLayer, inferenceOnly } from "../../model/tf-layers.ts";
import { backendOf } from "./binding.ts";
import { NoGradientError } from "./gradients/reverse.ts";
import type { Tensor } from "./ir.ts";
import type { LayerContext, Lowering } from "./lower/lowering.ts";
import { constantData } from "./ops/basic.ts";
import { type ShapedLayer, UnsupportedLayerError } from "./shaped-layer.ts";
import { type Tracer, withTracer } from "./tracing.ts";

export interface Recorder {
  readonly lower: Lowering;
  /** Names of the layers recorded so far. */
  layers(): readonly string[];
}

/** They draw random numbers in training, which a recording would freeze. */
const RANDOM_CLASSES = ["AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D"];

export function recorderFor(tf: TensorFlow): Recorder {
  const recorded = new Set<string>();
  return {
    lower: (context) => {
      const output = recordLayer(tf, context);
      recorded.add(context.layer.name);
      return output;
    },
    layers: () => [...recorded],
  };
}

function recordLayer(tf: TensorFlow, context: LayerContext): Tensor {
  const { g, layer } = context;
  refuseTraining(context);
  try {
    return withTracer(g, backendOf(tf), (tracer) => {
      tf.engine().startScope();
      try {
        return runLayer(tf, context, tracer);
      } finally {
        tf.engine().endScope();
      }
    });
  } catch (cause) {
    throw new UnsupportedLayerError(
      layer,
      `there is no lowering for this class, and recording it failed: ${messageOf(cause)}`,
    );
  }
}

function refuseTraining({ layer, weight }: LayerContext): void {
  if (RANDOM_CLASSES.includes(layer.className))
    throw new UnsupportedLayerError(layer, "it draws random numbers of its own");
  const trained = layer.weights.some(({ name }) => constantData(must(weight(name), name)) === undefined);
  if (trained) throw new NoGradientError([{ op: layer.className, layer: layer.name, recorded: true }]);
}

function runLayer(tf: TensorFlow, { inputs, layer }: LayerContext, tracer: Tracer): Tensor {
  const backend = backendOf(tf);
  const idOf = (tensor: TfTensor): number => must(backend.getInputTensorIds([tensor])[0], "tensor id");
  const zeros = inputs.map(({ shape }) => tf.zeros([...shape]));
  const tfLayer = builtLayer(tf, layer, zeros);
  zeros.forEach((tensor, i) => {
    tracer.declare(idOf(tensor), must(inputs[i], "input"));
  });
  const output = tfLayer.call(zeros.length === 1 ? must(zeros[0], "input") : zeros, { training: false });
  const tensor = tracer.tensorOf(idOf(Array.isArray(output) ? must(output[0], "output") : output));
  for (const weight of tfLayer.weights) weight.dispose();
  return tensor;
}

function builtLayer(tf: TensorFlow, layer: ShapedLayer, inputs: readonly TfTensor[]): layers.Layer {
  const tfLayer = createTfLayer(tf, layer, inferenceOnly());
  const shapes = inputs.map(({ shape }) => shape);
  tfLayer.build(shapes.length === 1 ? must(shapes[0], "shape") : shapes);
  tfLayer.setWeights(layer.weights.map(({ data, shape }) => tf.tensor(data, [...shape])));
  return tfLayer;
}
