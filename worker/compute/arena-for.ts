// How large the arena of a job's model must be.
import { FEATURE_BLOCK } from "../../common/program/program.ts";
import { maxPendingBlocks } from "../../common/tree.ts";
import { maxBlocksOf } from "../collective/block-bound.ts";
import { MOST_RANGES } from "../../common/first-shares.ts";
import { collectiveBytes } from "../collective/region.ts";
import { endOf } from "../model/patterns.ts";
import type { PreparedModel } from "../model/prepare.ts";
import { type Arena, createArena } from "./arena.ts";
import { slotNames } from "./optimizer.ts";
import type { LoadRequest } from "./protocol.ts";
import { sampleBytes } from "./sample-input.ts";
import { BEST } from "./state-vectors.ts";

/** @throws JobFailedError `out-of-memory` for more than kernels can address */
export function arenaFor(request: LoadRequest, prepared: PreparedModel): Arena {
  const vectors = slotNames(request.optimizer);
  const cuts = prepared.phases.flatMap(({ cut }) => cut ?? []);
  const microBatchSize = Math.max(request.largestMicroBatch, cuts.length > 0 ? FEATURE_BLOCK : 0);
  const featureBytes = Math.max(0, ...cuts.map(({ floats }) => floats * 4));
  const phaseParameters = Math.max(
    ...prepared.phases.map(({ trainable, statistics }) => endOf([...trainable, ...statistics])),
  );
  const { ranks, microBatches } = request;
  return createArena({
    parameters: prepared.initialState.length,
    phaseParameters,
    vectors: request.keepBest ? [...vectors, BEST] : vectors,
    // The blocks that are final wait for the others' beside those that still grow, and the mean gradient beside them.
    blocks:
      maxPendingBlocks(microBatches) + request.towers + (ranks > 1 ? 1 + maxBlocksOf(microBatches, MOST_RANGES) : 0),
    // Twice what one run takes, so that the next run's inputs are filled meanwhile; and one, for a step that ends in a single one.
    inputs: 2 * request.towers + 1,
    microBatchSize,
    exchangeBytes: collectiveBytes({ floats: phaseParameters, ranks, leaves: microBatches }),
    inputBytes: Math.max(microBatchSize * sampleBytes(request), request.largestMicroBatch * featureBytes),
  });
}
