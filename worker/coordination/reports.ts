// This worker's reports, one after the other, each repeated until the coordinator has taken it.
import { call } from "../../proto/client.ts";
import { coordinatorService } from "../../proto/services.ts";
import { type ReportWord, reportWords } from "../../proto/words.ts";
import type { Connection } from "./connection.ts";

/** For the coordinator to take a report: it may write a file first. A report that takes longer is sent again and taken once. */
const DEADLINE_MS = 30_000;

export class Reports {
  readonly #connection: Connection;
  readonly #workerId: string;
  readonly #signal: AbortSignal;
  #sequence = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(connection: Connection, workerId: string, signal: AbortSignal) {
    this.#connection = connection;
    this.#workerId = workerId;
    this.#signal = signal;
  }

  /** Resolves when it, and all before it, were taken. @throws the error that the coordinator answers with; the signal's reason */
  send(kind: ReportWord, payload: unknown): Promise<void> {
    const request = {
      workerId: this.#workerId,
      sequence: ++this.#sequence,
      kind: reportWords.toWire(kind),
      payloadJson: JSON.stringify(payload),
    };
    this.#last = this.#last.then(() => this.#deliver(request));
    return this.#last;
  }

  /** Resolves when all were taken or have failed. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined); // whoever sent it was told
  }

  async #deliver(request: Parameters<typeof coordinatorService.report.requestSerialize>[0]): Promise<void> {
    await this.#connection.insist(
      (client, signal) => call(client, coordinatorService.report, request, { signal, deadlineMs: DEADLINE_MS }),
      this.#signal,
    );
  }
}
