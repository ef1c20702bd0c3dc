// What a coordinator is given and what it offers.
import type { Clock } from "../../common/clock.ts";
import type { Budgets } from "../membership/policy.ts";
import type { StoredMembership } from "../membership/returning.ts";
import type { GenerationRecord, MemberNews, NewGeneration, Warning } from "../membership/state.ts";
import type { CoordinatorPoints } from "../protocol-points.ts";
import type { CommandWord, ReportWord } from "../../proto/words.ts";
import type { CoordinatorServer } from "./coordinator-server.ts";
import type { ListenAddress } from "./listen.ts";
import type { RegistrationsParts } from "./registrations.ts";

/** Makes a generation, its plan and a command durable before anyone acts on them. */
export interface GenerationStore {
  /** @throws when another coordinator leads by now */
  store(record: GenerationRecord): Promise<void>;
}

/** Keeps which checkpoint is the job's newest, by file names of manifests. */
export interface LatestRegister {
  /**
   * Makes `name` the newest if `expected` is, durably; done already, it does nothing. Null stands for none.
   * @returns the newest now
   * @throws NotLeaderError when another coordinator leads by now
   */
  move(change: { readonly expected: string | null; readonly name: string | null }): Promise<string | null>;
}

export interface JobIdentity {
  readonly uid: string;
  readonly name: string;
  /** The job as canonical YAML. */
  readonly text: string;
  readonly hash: string;
  /** Settings of the run that are no part of the job: anything that JSON can hold. */
  readonly settings: unknown;
}

/** Budgets: defaults in membership/policy.ts. */
export interface CoordinatorPolicy extends Partial<Budgets> {
  readonly replicas: number;
  readonly min: number;
  /** Nobody may scale above it. Default: no bound but the micro-batches. */
  readonly max?: number;
  /** Of a train round. */
  readonly microBatches: number;
  readonly strictNumerics: boolean;
}

/** Each is carried out to its end before the next thing happens; what it throws fails the job. */
export interface CoordinatorHooks {
  onMember(news: MemberNews): Promise<void> | void;
  onGeneration(generation: NewGeneration): Promise<void> | void;
  onWarning(warning: Warning): Promise<void> | void;
  /** The job is to have so many workers. */
  onScale(replicas: number): Promise<void> | void;
  /** The worker has its answer only when this is done. A `failed` report is described in proto/failure.ts. */
  onReport(kind: ReportWord, payload: unknown, workerId: string): Promise<void> | void;
}

export interface CoordinatorOptions {
  readonly job: JobIdentity;
  readonly policy: CoordinatorPolicy;
  /** The manifest's bytes. */
  readonly manifest: () => AsyncIterable<Uint8Array> | Uint8Array;
  /** A sample's encoded bytes. */
  readonly readSample: (id: number) => Promise<Uint8Array>;
  readonly store: GenerationStore;
  readonly latest: LatestRegister;
  /** The fencing token, on every order. */
  readonly token: number;
  /** What earlier coordinators of this job have left. Default: nothing. */
  readonly before?: StoredMembership;
  /** Workers of theirs; only where workers outlive their coordinator. */
  readonly registrations?: Omit<RegistrationsParts, "jobHash">;
  /** Loopback only, port 0: any that is free. Or a server that listens already, and goes on when this coordinator is closed. */
  readonly listen: ListenAddress | CoordinatorServer;
  /** Whether this process leads still: asked before each thing it does. Default: always. */
  readonly leads?: () => boolean;
  readonly clock: Clock;
  readonly hooks: CoordinatorHooks;
  /** Default: none. */
  readonly points?: CoordinatorPoints | undefined;
  /** Closes the coordinator. */
  readonly signal?: AbortSignal;
}

export type JobOutcome =
  | { readonly kind: "trained"; readonly result: unknown }
  | { readonly kind: "failed"; readonly error: Error }
  /** Asked to halt, or closed before the end. */
  | { readonly kind: "halted" };

/** To be closed. */
export interface Coordinator {
  /** "127.0.0.1:PORT". */
  readonly address: string;
  /** Resolves when the job is over, and never rejects. */
  readonly done: Promise<JobOutcome>;
  /** To all who follow the events; those who come later get the newest 10,000. */
  publish(event: object): void;
  /** Resolves when it is stored and sent. @throws TransientError when it could not be stored */
  command(command: CommandWord): Promise<void>;
  close(): Promise<void>;
}
