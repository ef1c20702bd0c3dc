// A place for one process of a job on this machine, a worker or a coordinator: while it is wanted there is one in it, and one that dies is
// followed by another. One loop owns the process; whoever wants it gone asks it to drain, or kills it, and the loop sees its end.
import type { Clock } from "../../common/clock.ts";
import type { Ended } from "./child.ts";
import { afterDeath, type Death, type Deaths, NO_DEATHS, RESTARTS, type Verdict } from "./restarts.ts";

/** What is in a slot: a `Child`, or one that is listened to. */
export interface Occupant {
  readonly pid: number | undefined;
  readonly ended: Promise<Ended>;
  /** For an error about it. */
  readonly lastWords: string;
  terminate(): void;
  kill(): void;
}

export interface SlotParts {
  readonly open: () => Occupant;
  readonly clock: Clock;
  /** Told at once, before another process is started, with what is to come of it. */
  readonly onDeath: (death: Death, verdict: Verdict) => void;
  /** The last verdict: the slot stays empty. */
  readonly onGivenUp: (verdict: GivenUp) => void;
}

export type GivenUp = Extract<Verdict, { kind: "give-up" }>;

interface Living {
  readonly child: Occupant;
  /** Aborted when its process has ended. */
  readonly gone: AbortController;
  readySince: number | undefined;
  drained: boolean;
  /** Times that it was declared lost. */
  losses: number;
}

/** For a worker that was declared lost to come back, before its process is killed: it may hang for ever. */
const LOST_MS = 10_000;

export class ProcessSlot {
  readonly #parts: SlotParts;
  #wanted = false;
  #occupied: Promise<void> | undefined;
  #living: Living | undefined;
  /** Ends the wait for the next start. */
  #hurry = new AbortController();
  #lost = new AbortController();

  constructor(parts: SlotParts) {
    this.#parts = parts;
  }

  get pid(): number | undefined {
    return this.#living?.child.pid;
  }

  /** Resolves when no process is left in it, nor comes. */
  get empty(): Promise<void> {
    return this.#occupied ?? Promise.resolve();
  }

  /** From now on there is a process in it; one that has ended in order is followed by another one. */
  want(): void {
    this.#wanted = true;
    this.#occupied ??= this.#occupy();
  }

  /** No other process follows. */
  leave(): void {
    this.#wanted = false;
    this.#hurry.abort();
  }

  /** Asks the process to finish what it has begun and leave. */
  drain(): void {
    this.leave();
    if (this.#living === undefined || this.#living.drained) return;
    this.#living.drained = true;
    this.#living.child.terminate();
  }

  /** Nobody leads it any more: it may finish what it has begun, and one that was never ready has begun nothing. */
  dismiss(): void {
    this.leave();
    if (this.#living?.readySince === undefined) this.#living?.child.kill();
  }

  kill(): void {
    this.leave();
    this.#living?.child.kill();
  }

  /** What is said of the process: by the coordinator of a worker, by a coordinator of itself. */
  heard(state: "started" | "ready" | "lost"): void {
    const living = this.#living;
    if (living === undefined) return;
    if (state === "lost") this.#killLater(living);
    // Its agent may answer while its compute thread hangs: then it is soon lost again, and coming back does not help any more.
    else if (living.losses <= 1) this.#lost.abort();
    if (state === "ready") living.readySince ??= this.#parts.clock.monotonicMs();
  }

  #killLater(living: Living): void {
    living.losses += 1;
    this.#lost.abort();
    this.#lost = new AbortController();
    this.#parts.clock.sleep(LOST_MS, AbortSignal.any([this.#lost.signal, living.gone.signal])).then(
      () => {
        living.child.kill();
      },
      () => undefined, // it came back, or has ended
    );
  }

  async #occupy(): Promise<void> {
    let deaths: Deaths = NO_DEATHS;
    while (this.#wanted) {
      const living: Living = {
        child: this.#parts.open(),
        losses: 0,
        gone: new AbortController(),
        readySince: undefined,
        drained: false,
      };
      this.#living = living;
      const ended = await living.child.ended;
      this.#living = undefined;
      living.gone.abort();
      if (ended.code !== 0) deaths = await this.#died(living, ended, deaths);
      else if (!living.drained) this.#wanted = false; // its work is done
    }
    this.#occupied = undefined;
  }

  async #died(living: Living, ended: Ended, before: Deaths): Promise<Deaths> {
    const { onDeath, onGivenUp } = this.#parts;
    const death = this.#deathOf(living, ended);
    const { deaths, verdict } = afterDeath(before, death, RESTARTS);
    onDeath(death, verdict);
    if (living.drained) return before;
    if (verdict.kind === "restart") await this.#pause(verdict.afterMs);
    else if (this.#wanted) {
      this.#wanted = false;
      onGivenUp(verdict);
    }
    return deaths;
  }

  #deathOf({ child: { pid, lastWords }, readySince }: Living, { code, signal }: Ended): Death {
    const readyMs = readySince === undefined ? undefined : this.#parts.clock.monotonicMs() - readySince;
    return { pid, code, signal, readyMs, lastWords };
  }

  async #pause(ms: number): Promise<void> {
    if (ms === 0 || !this.#wanted) return;
    this.#hurry = new AbortController();
    await this.#parts.clock.sleep(ms, this.#hurry.signal).catch(() => undefined); // nobody is wanted here any more
  }
}
