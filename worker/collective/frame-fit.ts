// Whether a block's or a result's frame fits what was planned for, whatever round is under way. Pure.
import { bytesOfChunk, chunksOf, owns } from "./chunks.ts";
import type { Frame } from "./frame.ts";
import type { CollectivePlan } from "./region.ts";

interface Fit {
  readonly plan: CollectivePlan;
  readonly rank: number;
  readonly ranks: number;
  readonly frameBytes: number;
}

/** Why it does not; undefined when it does. */
export function whyNotFit(frame: Frame, { plan, rank, ranks, frameBytes }: Fit): string | undefined {
  if (frame.vectorLength < 1 || frame.vectorLength > plan.floats || frame.hi > plan.leaves)
    return `a vector of ${frame.vectorLength} floats, block to ${frame.hi}: beyond the plan`;
  const chunks = chunksOf(frame.vectorLength, ranks, frameBytes);
  const bytes = frame.isEmpty || frame.chunk >= chunks.count ? 0 : bytesOfChunk(chunks, frame.chunk);
  if (frame.chunk >= chunks.count || frame.payloadBytes !== bytes)
    return `${frame.payloadBytes} bytes as chunk ${frame.chunk}, expected ${bytes}`;
  if (frame.kind === "block" && !frame.isEmpty && !owns(chunks, rank, frame.chunk))
    return `chunk ${frame.chunk} belongs to another rank`;
  return undefined;
}
