// Takes each report of a worker once, however often it is sent: a worker repeats a report whose answer it has not seen.
import { InvalidRequestError } from "../../common/errors.ts";

interface Taken {
  readonly sequence: number;
  readonly done: Promise<void>;
}

export class ReportDesk {
  readonly #last = new Map<string, Taken>();
  readonly #takesUp: boolean;

  /** @param takesUp whether reports were taken by an earlier coordinator: each worker's first one here is then not its first */
  constructor(takesUp = false) {
    this.#takesUp = takesUp;
  }

  /**
   * Resolves when the report was taken, now or before. A worker sends one at a time, so only the last needs to be known; one that
   * could not be taken fails again in the same way.
   * @throws InvalidRequestError when one was left out
   */
  take(workerId: string, sequence: number, accept: () => Promise<void>): Promise<void> {
    const last = this.#last.get(workerId);
    const expected = last === undefined && this.#takesUp ? sequence : (last?.sequence ?? 0) + 1;
    if (last !== undefined && sequence === last.sequence) return last.done;
    if (sequence < expected) return Promise.resolve();
    if (sequence > expected)
      throw new InvalidRequestError(`report ${sequence} of ${workerId} came where ${expected} was expected`);
    const done = (last?.done ?? Promise.resolve()).then(accept);
    this.#last.set(workerId, { sequence, done });
    return done;
  }
}
