// How the simulated computing goes, and over what sums go, told to every process by one variable of the environment.
import { openSync } from "node:fs";

export interface SimulatedSettings {
  /** Floats of the weights, about. */
  readonly parameters: number;
  /** What the forward and backward pass of one micro-batch takes. */
  readonly microBatchMs: number;
  /** What loading and compiling take. */
  readonly loadMs: number;
  /** Each micro-batch of a step that is begun, by any worker, adds a byte to this file. */
  readonly countFile?: string;
  /** Links between workers in place of those that they would choose. */
  readonly links?: "tcp";
  /** How fast each worker is, in the order in which they ask; 1 for those beyond. */
  readonly speeds?: { readonly values: readonly number[]; readonly folder: string };
}

const VARIABLE = "ELASTUNE_TEST_SIMULATED";

export function simulatedEnvironment(settings: SimulatedSettings): Readonly<Record<string, string>> {
  return { [VARIABLE]: JSON.stringify(settings) };
}

/** Undefined when nothing is to be simulated. */
export function readSettings(): SimulatedSettings | undefined {
  const text = process.env[VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as SimulatedSettings);
}

/** This process's own: each value is given to one process, by a file that only one can create. */
export function takeSpeed({ speeds }: SimulatedSettings): number {
  const index = (speeds?.values ?? []).findIndex((_, at) => isFirst(`${speeds?.folder ?? ""}/speed-${at}`));
  return speeds?.values[index] ?? 1;
}

function isFirst(file: string): boolean {
  try {
    openSync(file, "wx");
    return true;
  } catch {
    return false; // another process has it
  }
}
