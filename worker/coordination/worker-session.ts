// What a worker's session with the coordinator offers.
import type { TreeRange } from "../../common/tree.ts";
import type { ReportWord } from "../../proto/words.ts";
import type { Asked, Shutdown } from "./orders.ts";
import type { LatestChange } from "./publish.ts";
import type { Standing } from "./standing.ts";
import type { Start } from "./start.ts";

/** How a worker answers when a generation is wanted. */
export interface Answer {
  /** The generation before is over from this moment on. Resolves with where this worker then stands. */
  readonly enter: (generation: number) => Promise<Standing>;
  /** The answer is on its way. */
  readonly reported: () => void;
}

/** What a worker tells of itself when it is ready to train. */
export interface ReadyInfo {
  /** Where peers reach it. */
  readonly address: string;
  readonly device: string;
  readonly numerics: Readonly<Record<string, unknown>>;
}

/** Thrown to whoever waits for something that will not come: the coordinator has no more use for this worker, or is gone. */
export class ShutdownError extends Error {
  override readonly name = "ShutdownError";
  readonly code: string;
  constructor({ code, reason }: Shutdown) {
    super(reason);
    this.code = code;
  }
}

/** To be closed. */
export interface WorkerSession {
  /** From here on reconfigurations are answered. */
  ready(info: ReadyInfo, answer: Answer): void;
  /** This worker's part in a generation above `after`, once it has formed. @throws ShutdownError; the signal's reason */
  start(after: number, signal: AbortSignal): Promise<Start>;
  /** Micro-batches begin on the compute thread, or have ended. */
  running(run: Run): void;
  /** This worker wants to leave, in order: it is said again on each new stream. */
  drain(reason: string): void;
  /** A link to another member broke. */
  peerLost(workerId: string, generation: number): void;
  /** Members have different States. */
  diverged(generation: number, reason: string): void;
  /** An audit has shown that a member computes other numbers than the others. */
  wrongNumbers(workerId: string, generation: number, reason: string): void;
  /** Micro-batches per second, to be told with the next heartbeat. */
  speed: number;
  /** As it is now. */
  readonly command: Asked;
  /** Resolves when the job is not paused, or is to end. @throws ShutdownError; the signal's reason */
  resumed(signal: AbortSignal): Promise<void>;
  /** Resolves when the coordinator has taken it, and all reports before it. */
  report(kind: ReportWord, payload: object): Promise<void>;
  /** Of the newest coordinator heard. */
  readonly fencingToken: number;
  /** @returns the newest checkpoint now. @throws DeadlineError after a while: what came of it is not known then */
  publish(change: LatestChange): Promise<string | null>;
  /** Without a reason: everything is done. Waits for reports on their way, tells the coordinator, and closes. */
  leave(reason?: string): Promise<void>;
  /** Resolves when this worker is not needed any more, has left or was closed: `code` tells which. Never rejects. */
  readonly done: Promise<Shutdown>;
  close(): Promise<void>;
}

/** Micro-batches lo to hi of the round after the first `round` ones. */
export interface Run extends TreeRange {
  readonly round: number;
  readonly done: boolean;
}
