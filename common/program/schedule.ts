// Learning-rate schedules: the share of the phase's rate, as a function of the samples that the phase has seen.

export interface Schedule {
  readonly kind: "constant" | "linear" | "cosine" | "step";
  /** The rate rises in a straight line over so many samples first. */
  readonly warmupSamples: number;
  /** linear, cosine: share that is left when the phase ends. */
  readonly end: number;
  /** step: lowered each time so many samples were seen... */
  readonly everySamples: number;
  /** ...by this factor. */
  readonly times: number;
}

export const CONSTANT: Schedule = { kind: "constant", warmupSamples: 0, end: 1, everySamples: Infinity, times: 1 };

/**
 * @param seen samples that the phase saw before this step
 * @param batchSize of this step: warming up counts it in, so that the first step already moves
 * @param total samples of the whole phase
 */
export function scheduleFactor(schedule: Schedule, seen: number, batchSize: number, total: number): number {
  const { warmupSamples } = schedule;
  if (seen + batchSize < warmupSamples) return (seen + batchSize) / warmupSamples;
  const past = Math.max(0, seen - warmupSamples);
  const share = Math.min(1, past / Math.max(1, total - warmupSamples));
  switch (schedule.kind) {
    case "constant":
      return 1;
    case "linear":
      return 1 - (1 - schedule.end) * share;
    case "cosine":
      return schedule.end + (1 - schedule.end) * 0.5 * (1 + Math.cos(Math.PI * share));
    case "step":
      return schedule.times ** Math.floor(past / schedule.everySamples);
  }
}
