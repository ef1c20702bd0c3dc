// Reports on their way to the coordinator, so that training need not wait for each answer.
import type { ReportWord } from "../proto/words.ts";
import type { WorkerSession } from "./coordination/worker-session.ts";

/** Reports that may be unanswered before training waits: a minute without a coordinator at 300 rounds a second, about 10 MB. */
const MOST_UNANSWERED = 20_000;

export class ReportQueue {
  readonly #session: Pick<WorkerSession, "report">;
  /** In order: of what happened in a round, that. */
  readonly #unanswered: (number | undefined)[] = [];
  #last: Promise<void> = Promise.resolve();
  #error: { readonly thrown: unknown } | undefined;

  constructor(session: Pick<WorkerSession, "report">) {
    this.#session = session;
  }

  /** Of the reports that were not answered yet, the first round that one is of; undefined when there is none. */
  get unansweredRound(): number | undefined {
    return this.#unanswered.find((round) => round !== undefined);
  }

  /**
   * Resolves at once unless too many are unanswered. @param round that it is of, if it is of one
   * @throws what became of an earlier one: none is lost silently
   */
  async send(kind: ReportWord, payload: object, round?: number): Promise<void> {
    if (this.#error !== undefined) throw this.#error.thrown;
    this.#unanswered.push(round);
    const answered = this.#session.report(kind, payload);
    this.#last = answered.then(
      () => {
        this.#unanswered.shift();
      },
      (thrown: unknown) => {
        this.#error ??= { thrown };
      },
    );
    if (this.#unanswered.length > MOST_UNANSWERED) await answered;
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
