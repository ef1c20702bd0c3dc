// How many workers a running job can be scaled to. Pure.
import { InvalidRequestError } from "../../common/errors.ts";
import { isOver } from "../membership/end.ts";
import type { MembershipState } from "../membership/state.ts";

export interface ScaleBounds {
  /** Training waits while there are fewer. */
  readonly min: number;
  /** Nobody may scale above it. */
  readonly max: number;
  /** Of a train round: each worker has one at least. */
  readonly microBatches: number;
}

/** Workers that can take part at one time, whoever asks for more. */
export function mostWorkers({ max, microBatches }: Pick<ScaleBounds, "max" | "microBatches">): number {
  return Math.min(max, microBatches);
}

/** @throws InvalidRequestError for a number that is out of bounds, and when it is too late */
export function refuseScale(replicas: number, state: MembershipState, bounds: ScaleBounds): void {
  if (isOver(state) || state.kind === "ending" || state.asked.wanted !== "none")
    throw new InvalidRequestError("the job is over or is to end: there is nothing to scale");
  const { min, max, microBatches } = bounds;
  if (replicas > microBatches)
    throw new InvalidRequestError(
      `expected at most as many workers as a step has micro-batches, found ${replicas} for ${microBatches} (spec.training.microBatches)`,
    );
  if (replicas > max)
    throw new InvalidRequestError(`expected at most ${max} workers (spec.workers.max), found ${replicas}`);
  if (replicas < min)
    throw new InvalidRequestError(`expected at least ${min} workers (spec.workers.min), found ${replicas}`);
}
