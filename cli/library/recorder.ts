// Where a run's events go: metrics.jsonl once training has begun, the plugins' callbacks, the reader.
import path from "node:path";
import type { Clock } from "../../common/clock.ts";
import type { RunEvent, Stamped } from "../../common/events.ts";
import type { Callbacks } from "../../worker/plugins/callbacks.ts";
import { failureOf } from "../failure.ts";
import { MetricsLog, type RestartPoint } from "./metrics-log.ts";

export interface RecorderParts {
  /** The run's folder. */
  readonly directory: string;
  readonly clock: Clock;
  readonly callbacks: Callbacks;
  readonly emit: (event: RunEvent) => Promise<void>;
  /** Called when training begins: from then on the folder holds something worth keeping. */
  readonly onBegun: () => void;
}

export class Recorder {
  readonly #parts: RecorderParts;
  #log: MetricsLog | undefined;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** Goes on with the log of another coordinator, if training has begun. @returns its last step; undefined when there is none */
  async takeUp(): Promise<number | undefined> {
    const taken = await MetricsLog.takeUp(path.join(this.#parts.directory, "metrics.jsonl"));
    this.#log = taken?.log;
    if (taken !== undefined) this.#parts.onBegun();
    return taken?.lastStep;
  }

  async begin(from: RestartPoint): Promise<void> {
    await this.#log?.close();
    this.#log = await MetricsLog.open(path.join(this.#parts.directory, "metrics.jsonl"), from);
  }

  /** Resolves when it was taken by all. @throws JobFailedError when a callback fails; the reader is told that instead */
  async event(event: RunEvent): Promise<void> {
    // A phase begins once its step is compiled: from here on nothing can turn out to be wrong with job or model.
    if (event.event === "phase") this.#parts.onBegun();
    // Whoever wrote it before may have died before it was told.
    const written = await this.#log?.write(this.#stamped(event));
    if (written !== "known") await this.#parts.callbacks.tell(this.#stamped(event));
    await this.#parts.emit(event);
  }

  /** The reader is thrown the error; the callbacks are told it as the event that `--json` prints. */
  async failed(error: unknown): Promise<void> {
    try {
      await this.#parts.callbacks.tell(this.#stamped(failureOf(error).event));
    } catch {
      // The run has failed already, and for that reason.
    }
  }

  async close(): Promise<void> {
    await this.#log?.close();
  }

  #stamped(event: RunEvent): RunEvent & Stamped {
    return { ...event, time: new Date(this.#parts.clock.now()).toISOString() };
  }
}
