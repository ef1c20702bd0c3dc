// The event contract of docs/events.md: what `--json` prints and what `runJob` yields. Adding a key is fine; changing one is not.

/** Every event carries these when it is printed: its name and the ISO 8601 time. */
export interface Stamped {
  readonly time: string;
}

/** Size and cost of a phase's compiled step. */
export interface CompiledGraph {
  /** TensorFlow ops. */
  readonly nodes: number;
  /** Bytes of the written graph and of the frozen weights that the session holds, once each. */
  readonly bytes: number;
  /** Building, writing and loading; TensorFlow's own optimization comes with the first step. */
  readonly compileMs: number;
  /** The written graph came from the cache. */
  readonly cacheHit: boolean;
}

export type RunEvent =
  | {
      readonly event: "started";
      readonly run: string;
      readonly runDir: string;
      readonly job: string;
      readonly totalSteps: number;
    }
  | {
      /** A process that leads the workers of a job, or stands by to lead them. */
      readonly event: "coordinator";
      readonly pid: number;
      /** "HOST:PORT". */
      readonly address: string;
      readonly state: "leader" | "standby";
      /** Fencing token: grows with each leader of the job; 0 for one that stands by. */
      readonly token: number;
    }
  | {
      /** Who trains from here on. */
      readonly event: "generation";
      readonly generation: number;
      readonly worldSize: number;
      readonly step: number;
      readonly reason: string;
    }
  | {
      /** So many workers are to take part from now on. */
      readonly event: "scale";
      readonly replicas: number;
    }
  | {
      readonly event: "worker";
      readonly worker: string;
      readonly pid: number;
      readonly device: string;
      readonly state: WorkerState;
      readonly reason?: string;
    }
  | {
      readonly event: "phase";
      readonly phase: string;
      readonly step: number;
      readonly trainableParameters: number;
      /** What it trains on: pictures, rows of numbers, or the features of its frozen trunk, which are computed once per sample. */
      readonly input: "pictures" | "rows" | "features";
      /** Null for --eager. */
      readonly graph: CompiledGraph | null;
    }
  | {
      readonly event: "step";
      readonly step: number;
      readonly epoch: number;
      readonly loss: number;
      readonly learningRate: number;
      readonly batchSize: number;
      readonly samplesPerSecond: number;
      readonly stepMs: number;
      readonly timings: StepTimings;
      /** 64-bit hash of the state after the step, in hex: where two runs of one job first differ, theirs do. */
      readonly stateHash: string;
    }
  | ({ readonly event: "validation"; readonly step: number } & Metrics)
  | { readonly event: "checkpoint"; readonly step: number; readonly path: string }
  | { readonly event: "decision"; readonly kind: DecisionKind; readonly step: number; readonly reason: string }
  | { readonly event: "warning" | "error"; readonly code: string; readonly message: string; readonly hint?: string }
  | FinishedEvent;

/** Parts of `stepMs` on the worker that reports it. */
export interface StepTimings {
  /** Gradients of its micro-batches. */
  readonly computeMs: number;
  /** Until the sum over all workers is here: their computing time beyond ours included. */
  readonly exchangeMs: number;
  /** For samples. */
  readonly waitMs: number;
  readonly optimizerMs: number;
}

export type WorkerState = "started" | "ready" | "learner" | "draining" | "left" | "lost";
export type DecisionKind = "stop-early" | "lower-rate" | "grow-batch" | "restore-best";

/** Metrics of one pass over a split; more names may appear beside these. */
export interface Metrics {
  readonly loss: number;
  readonly accuracy: number;
}

export interface FinishedEvent {
  readonly event: "finished";
  readonly steps: number;
  /** From the start of the process to this event. */
  readonly seconds: number;
  readonly test: Metrics | null;
  /** sha256 over every weight that the job trains: name, shape and bytes, in layer order. */
  readonly weightsSha256: string;
  /** Folder of the exported model. */
  readonly model: string;
  readonly report: string | null;
  readonly compute: "graph" | "eager";
  readonly device: string;
  readonly features: "auto" | "off";
}
