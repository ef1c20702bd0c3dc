// What a session computes with. Two kinds: TensorFlow (tensorflow-backend.ts), and in tests of everything around the computing one
// that only takes its time.
import type { ExportFormat } from "../model/export-formats.ts";
import type { ExportOptions } from "../model/export-tfjs.ts";
import type { Model } from "../model/network.ts";
import type { PreparedModel } from "../model/prepare.ts";
import type { PhaseParts } from "./create-phase.ts";
import type { PhaseCompute, TrunkCompute } from "./phase.ts";
import type { LoadRequest } from "./protocol.ts";

export interface Backend {
  readonly version: string;
  readonly device: "cpu" | "gpu";
  readonly prepared: PreparedModel;
  /** @throws ConfigError for a phase that cannot be compiled */
  refusePhase(parts: PhaseParts): void;
  createPhase(parts: PhaseParts): PhaseCompute;
  /** The network up to the layer `cut`, in inference mode. */
  createTrunk(model: Model, cut: string): TrunkCompute;
  exportAs(format: ExportFormat, model: Model, options: ExportOptions): Promise<void>;
  /** Live tensors, exactly. */
  countTensors(): number;
}

/** @throws ConfigError naming the model file or the job's key, for whatever does not fit */
export type OpenBackend = (request: LoadRequest) => Promise<Backend>;
