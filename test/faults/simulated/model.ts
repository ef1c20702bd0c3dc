// A network of two dense layers, as a session wants it prepared: real names, shapes and initial values, and nothing that computes.
import { must } from "../../../common/errors.ts";
import type { LoadRequest } from "../../../worker/compute/protocol.ts";
import type { BuiltModel } from "../../../worker/model/build.ts";
import type { Layer, Model, Weight } from "../../../worker/model/network.ts";
import { endOf, unfreeze, withPlaces } from "../../../worker/model/patterns.ts";
import type { PreparedModel, PreparedPhase } from "../../../worker/model/prepare.ts";
import { noise } from "./noise.ts";

const HEAD = "head";

/** @param parameters about so many floats in all */
export function simulatedModel(request: LoadRequest, parameters: number): PreparedModel {
  const inputs = must(request.columns, "rows of numbers").length;
  const classes = request.classes.length;
  const units = Math.max(1, Math.floor((parameters - classes) / (inputs + 1 + classes)));
  const model = chain(inputs, [
    { name: "body", units },
    { name: HEAD, units: classes },
  ]);
  const layers = model.network.layers.map((layer) => ({ layer, weights: model.weights.get(layer.name) ?? [] }));
  const stateWeights = withPlaces(
    layers.flatMap(({ layer, weights }) => weights.map(({ name, shape }) => ({ layer: layer.name, name, shape }))),
  );
  const initialState = new Float32Array(endOf(stateWeights));
  const values = layers.flatMap(({ weights }) => weights.map(({ data }) => data));
  values.forEach((data, i) => {
    initialState.set(data, must(stateWeights[i], "a place").offset);
  });
  return {
    built: { layers, model, close: () => undefined } as unknown as BuiltModel,
    phases: request.phases.map((phase, index) => preparedPhase(layers, phase, index)),
    stateWeights,
    initialState,
    totalParameters: endOf(stateWeights),
  };
}

function preparedPhase(
  layers: Parameters<typeof unfreeze>[0],
  { name, unfreeze: patterns, learningRate, batchNormalization }: LoadRequest["phases"][number],
  index: number,
): PreparedPhase {
  const path = `spec.training.phases[${index}].unfreeze`;
  const { trainable, statistics } = unfreeze(layers, { patterns, headNames: [HEAD], batchNormalization, path });
  const rate = typeof learningRate === "number" ? learningRate : learningRate.default;
  return {
    name,
    batchNormalization,
    trainable,
    statistics,
    learningRates: trainable.map(() => rate),
    cut: undefined,
  };
}

function chain(inputs: number, dense: readonly { readonly name: string; readonly units: number }[]): Model {
  const input: Layer = {
    name: "input",
    className: "InputLayer",
    config: { name: "input", batch_input_shape: [null, inputs], dtype: "float32" },
    inputs: [],
  };
  const layers: Layer[] = [input];
  const weights = new Map<string, readonly Weight[]>();
  let width = inputs;
  for (const { name, units } of dense) {
    const config = { name, units, activation: "linear", use_bias: true };
    layers.push({ name, className: "Dense", config, inputs: [must(layers.at(-1), "a layer").name] });
    weights.set(name, [
      { name: "kernel", shape: [width, units], data: noise(width * units, width).map((value) => value * 0.1) },
      { name: "bias", shape: [units], data: new Float32Array(units) },
    ]);
    width = units;
  }
  return { network: { name: "simulated", layers, output: HEAD }, weights };
}
