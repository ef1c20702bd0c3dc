// Chooses how a phase is computed. There is no silent change from one way to the other: what cannot be compiled is an error that
// names the layer and the way out.
import { ConfigError, messageOf, must } from "../../common/errors.ts";
import { FEATURE_BLOCK } from "../../common/program/program.ts";
import type { BuiltModel } from "../model/build.ts";
import { afterCut, upToCut } from "../model/feature-cut.ts";
import type { Model, Network } from "../model/network.ts";
import type { PreparedPhase } from "../model/prepare.ts";
import type { TensorFlow } from "../model/tensorflow.ts";
import type { HostLoss } from "../plugins/loss.ts";
import { createEagerPhase } from "./eager.ts";
import { compilePhase, refuseUncompilable } from "./graph/compiled.ts";
import { NoGradientError } from "./graph/gradients/reverse.ts";
import { type ShapedLayer, UnsupportedLayerError } from "./graph/shaped-layer.ts";
import { compileTrunk } from "./graph/trunk.ts";
import type { PhaseCompute, PhaseSpec, TrunkCompute } from "./phase.ts";
import type { LoadRequest } from "./protocol.ts";
import { sampleInput } from "./sample-input.ts";

export interface PhaseParts {
  /** The network with the weights of now: those that the phase does not train become constants. */
  readonly model: Model;
  readonly prepared: PreparedPhase;
  readonly microBatchSize: number;
  /** Trains on the features of the frozen trunk instead of on pictures. */
  readonly onFeatures: boolean;
  /** A plugin's loss. */
  readonly hostLoss: HostLoss | undefined;
}

export function createPhase(tf: TensorFlow, built: BuiltModel, parts: PhaseParts, request: LoadRequest): PhaseCompute {
  const spec = phaseSpecOf(parts, request);
  const { model, prepared, onFeatures } = parts;
  if (request.compute === "eager") return createEagerPhase(tf, built, model, spec);
  const cut = onFeatures ? must(prepared.cut, "a cut") : undefined;
  const network = cut === undefined ? model.network : afterCut(model.network, cut.layer, cut.shape);
  return compiling(request, () =>
    compilePhase(tf, shapedLayers(built, model, network), network.output, spec, { cacheDir: request.cacheDir }),
  );
}

/** What a later phase cannot compile is told before the first one trains. */
export function refusePhase(tf: TensorFlow, built: BuiltModel, parts: PhaseParts, request: LoadRequest): void {
  if (request.compute === "eager") return;
  const { network } = parts.model;
  const layers = shapedLayers(built, parts.model, network);
  compiling(request, () => {
    refuseUncompilable(tf, layers, network.output, phaseSpecOf(parts, request));
  });
}

/** The network up to the layer `cut`, in inference mode. */
export function createTrunk(
  tf: TensorFlow,
  built: BuiltModel,
  model: Model,
  cut: string,
  request: LoadRequest,
): TrunkCompute {
  const layers = shapedLayers(built, model, upToCut(model.network, cut));
  const spec = {
    input: sampleInput(request),
    scale: request.scale,
    microBatchSize: FEATURE_BLOCK,
    towers: request.towers,
  };
  return compiling(request, () => compileTrunk(tf, layers, cut, spec, { cacheDir: request.cacheDir }));
}

function compiling<T>(request: LoadRequest, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof UnsupportedLayerError) && !(error instanceof NoGradientError)) throw error;
    const problem = {
      path: "",
      message: messageOf(error),
      hint:
        error instanceof NoGradientError
          ? "freeze that layer and those below it, or run with --eager"
          : "run with --eager",
    };
    throw new ConfigError(`${request.modelFile}: the step cannot be compiled`, [problem], { cause: error });
  }
}

function phaseSpecOf(parts: PhaseParts, request: LoadRequest): PhaseSpec {
  const { prepared, microBatchSize, onFeatures, hostLoss } = parts;
  return {
    name: prepared.name,
    trainable: prepared.trainable,
    statistics: prepared.statistics,
    microBatchSize,
    input: onFeatures ? { kind: "features", shape: must(prepared.cut, "a cut").shape } : sampleInput(request),
    scale: request.scale,
    classes: request.classes.length,
    towers: request.towers,
    loss: request.loss,
    hostLoss,
  };
}

function shapedLayers(built: BuiltModel, model: Model, network: Network): ShapedLayer[] {
  const shapes = new Map(built.layers.map(({ layer, outputShape }) => [layer.name, outputShape]));
  return network.layers.map((layer) => ({
    ...layer,
    outputShape: must(shapes.get(layer.name), `the shape of ${layer.name}`).map((size) =>
      must(size, `a fixed size of ${layer.name}`),
    ),
    weights: model.weights.get(layer.name) ?? [],
  }));
}
