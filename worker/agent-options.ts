// What a worker's agent is given, and what it says of itself before it trains.
import type { Clock } from "../common/clock.ts";
import type { RunEvent } from "../common/events.ts";
import type { Job } from "../common/job/schema.ts";
import type { TestReport } from "../common/metrics/classification.ts";
import type { CheckpointRegister } from "./checkpoint/register.ts";
import type { Loaded } from "./compute/protocol.ts";
import type { Manifest } from "./data/manifest.ts";
import type { openSampleLoader } from "./data/sample-loader.ts";
import type { SampleStream } from "./data/streamed-samples.ts";
import type { Members } from "./members.ts";
import type { Fingerprint } from "./numerics.ts";
import type { ProtocolPoints } from "./protocol-points.ts";
import type { LoadedPlugin } from "./plugins/check.ts";
import type { RunPlaces } from "./run-places.ts";
import type { SpokenAt } from "./speaker.ts";

export interface AgentOptions extends RunPlaces {
  readonly job: Job;
  /** Hash of what a resumed run must have in common with this one. */
  readonly jobHash: string;
  /** Of the job, in its order. */
  readonly plugins: readonly LoadedPlugin[];
  readonly manifest: Manifest;
  readonly cacheDir: string;
  readonly eager: boolean;
  /** Workers that it begins with on this machine: they share its cores. */
  readonly replicas: number;
  /** World size at most. */
  readonly maxWorkers: number;
  /** Go on from the newest whole checkpoint, if there is one. */
  readonly resume: boolean;
  readonly clock: Clock;
  /** Told of long work that is no step. */
  readonly onProgress: (progress: { readonly activity: string; readonly done: number; readonly total: number }) => void;
  /** Brings samples where `dataRoot` cannot be reached from here. */
  readonly stream?: SampleStream | undefined;
  /** Default: the data set's own loader. A test puts one here that hands over other samples than it is asked for. */
  readonly openLoader?: typeof openSampleLoader;
  /** URL of a module that opens what computes, where that is not TensorFlow (compute/backend.ts). */
  readonly computeBackend?: string | undefined;
  /** Told of each protocol point that is reached. */
  readonly points: ProtocolPoints;
  /** Resolves when the event was taken. @param at of a round; what was taken already is not taken again */
  readonly emit: (event: RunEvent, at?: SpokenAt) => Promise<void>;
  /** The same for what this worker tells though another one speaks for all. */
  readonly emitAsWriter: (event: RunEvent) => Promise<void>;
  /** Told what this worker does. */
  readonly onState: (state: "started" | "ready" | "left", device: string) => Promise<void>;
  /** Keeps which checkpoint is the newest. */
  readonly register: CheckpointRegister;
  /** This worker could begin: finds those to train with. Closing them is the caller's business. */
  readonly join: (ready: ReadyWorker) => Promise<Members>;
  /** Told before the first round, and again when all begin again: at which step, and whether its validation is still to come. */
  readonly onStart: (start: { readonly step: number; readonly validates: boolean }) => Promise<void>;
  /** The test split was measured. */
  readonly onTested: (report: TestReport, at?: SpokenAt) => Promise<void>;
  /** The first round of which something that was told has not been taken yet; undefined when all was. */
  readonly untakenRound: () => number | undefined;
  /** Aborted: reading and decoding end at once. */
  readonly signal: AbortSignal;
}

/** A worker that could begin. */
export interface ReadyWorker {
  readonly loaded: Loaded;
  readonly numerics: Fingerprint;
}
