// What carrying out a job's rounds takes.
import type { Clock } from "../common/clock.ts";
import type { Metrics } from "../common/events.ts";
import type { Job } from "../common/job/schema.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { StateLayout } from "./checkpoint/state-file.ts";
import type { Checkpointer } from "./checkpointer.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { Kernels } from "./compute/kernels/kernels.ts";
import type { Loaded } from "./compute/protocol.ts";
import type { Manifest } from "./data/manifest.ts";
import type { SampleLoader } from "./data/sample-loader.ts";
import type { Evaluator } from "./evaluator.ts";
import type { FeatureStage } from "./features/stage.ts";
import type { SampleSource } from "./feed.ts";
import type { RoundLedger } from "./ledger/round-ledger.ts";
import type { Members } from "./members.ts";
import type { ProtocolPoints } from "./protocol-points.ts";
import type { ReadyPhase } from "./ready-phase.ts";
import type { RoundRunner } from "./round-runner.ts";
import type { Speaker } from "./speaker.ts";

export interface LoopParts {
  readonly job: Job;
  readonly manifest: Pick<Manifest, "samples">;
  readonly program: TrainingProgram;
  readonly runner: RoundRunner;
  readonly ready: ReadyPhase;
  readonly members: Members;
  readonly pictures: SampleSource;
  readonly features: FeatureStage;
  readonly evaluator: Evaluator;
  readonly compute: ComputeThread;
  readonly loaded: Loaded;
  /** Over the arena's memory, on this thread. */
  readonly kernels: Pick<Kernels, "hash64">;
  readonly loader: Pick<SampleLoader, "setAside">;
  readonly layout: StateLayout;
  readonly checkpointer: Checkpointer;
  readonly ledger: RoundLedger;
  readonly modelDir: string;
  readonly clock: Clock;
  readonly speaker: Speaker;
  readonly points: ProtocolPoints;
  /** Where training stood at the newest checkpoint; undefined before there is one. */
  readonly newest: () => Promise<ProgramState | undefined>;
  /** Nobody has a State: takes up the newest checkpoint, or the initial state. */
  readonly restore: () => Promise<Begun>;
}

/** Where training begins. */
export interface Begun {
  readonly state: ProgramState;
  /** Of weights, slots and best weights, in hex. */
  readonly stateHash: string;
}

export interface Trained {
  readonly steps: number;
  readonly test: Metrics | null;
  readonly weightsSha256: string;
  readonly compute: "graph" | "eager";
  readonly device: string;
  /** auto when a phase trained on features. */
  readonly features: "auto" | "off";
}
