// What the network is fed with, before any trunk: pictures, or vectors of float32 numbers.
import type { PhaseInput } from "./phase.ts";
import type { LoadRequest } from "./protocol.ts";

type Samples = Pick<LoadRequest, "columns" | "resize">;

export function sampleInput({ columns, resize: [height, width] }: Samples): PhaseInput {
  if (columns !== undefined) return { kind: "features", shape: [columns.length] };
  return { kind: "pixels", height, width, channels: 3 };
}

/** Of one sample. */
export function sampleBytes({ columns, resize: [height, width] }: Samples): number {
  return columns === undefined ? height * width * 3 : columns.length * 4;
}
