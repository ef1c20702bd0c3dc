// Reports on their way to the coordinator, so that training need not wait for each answer.
import type { ReportWord } from "../proto/words.ts";
import type { WorkerSession } from "./coordination/worker-session.ts";

/** Reports that may be unanswered before training waits: a minute without a coordinator at 300 rounds a second, about 10 MB. */
const MOST_UNANSWERED = 20_000;

export class ReportQueue {
  readonly #session: Pick<WorkerSession, "report">;
  #unanswered = 0;
  #last: Promise<void> = Promise.resolve();
  #error: { readonly thrown: unknown } | undefined;

  constructor(session: Pick<WorkerSession, "report">) {
    this.#session = session;
  }

  /** Resolves at once unless too many are unanswered. @throws what became of an earlier one: none is lost silently */
  async send(kind: ReportWord, payload: object): Promise<void> {
    if (this.#error !== undefined) throw this.#error.thrown;
    this.#unanswered++;
    const answered = this.#session.report(kind, payload);
    this.#last = answered.then(
      () => {
        this.#unanswered--;
      },
      (thrown: unknown) => {
        this.#unanswered--;
        this.#error ??= { thrown };
      },
    );
    if (this.#unanswered > MOST_UNANSWERED) await answered;
  }

  async sendAndWait(kind: ReportWord, payload: object): Promise<void> {
    await this.send(kind, payload);
    await this.settled();
  }

  /** Resolves when all were answered; the session takes them in order. @throws what became of one of them */
  async settled(): Promise<void> {
    await this.#last;
    if (this.#error !== undefined) throw this.#error.thrown;
  }
}
