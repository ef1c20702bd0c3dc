// Who is watched for signs of life and for progress, and what follows when there are none. Pure but for what it remembers; time comes in.
import type { MembershipEvent } from "./events.ts";
import { type ProgressBudget, ProgressWatch } from "./progress.ts";
import { type SilenceBudget, SilenceWatch } from "./silence.ts";
import type { Member } from "./state.ts";

type Without<Event, Keys extends PropertyKey> = Event extends unknown ? Omit<Event, Keys> : never;

/** What happens to the membership, before it is dated. */
export type Happened = Without<MembershipEvent, "at">;

export class Watches {
  readonly #silence: SilenceWatch;
  readonly #progress: ProgressWatch;

  /** @param everyMs how often `check` is meant to be called */
  constructor(budget: SilenceBudget & ProgressBudget, everyMs: number) {
    this.#silence = new SilenceWatch(budget, everyMs);
    this.#progress = new ProgressWatch(budget, everyMs);
  }

  /** A sign of life. */
  heard(workerId: string, at: number): void {
    this.#silence.heard(workerId, at);
  }

  /** Whatever the machine is told. */
  happened(event: Happened, at: number): void {
    switch (event.kind) {
      case "ready":
        this.#silence.ready(event.workerId, at);
        return;
      case "closed":
        this.#silence.disconnected(event.workerId, at);
        this.#progress.interrupted(event.workerId);
        return;
      case "run":
        if (event.done) this.#progress.ended(event.workerId, at);
        else this.#progress.begun(event.workerId, event.run.hi - event.run.lo, at);
        return;
      default:
    }
  }

  /** Who has gone is not missed. */
  forget(before: readonly Member[], after: readonly Member[]): void {
    if (before === after) return;
    const here = new Set(after.map(({ workerId }) => workerId));
    for (const { workerId } of before) {
      if (here.has(workerId)) continue;
      this.#silence.forget(workerId);
      this.#progress.forget(workerId);
    }
  }

  /** Those who are lost by now. */
  check(at: number): readonly Happened[] {
    const silent = this.#silence.check(at).map(({ workerId, silentMs }) => {
      return { kind: "lost", workerId, reason: `it gave no sign of life for ${silentMs} ms` } as const;
    });
    const stuck = this.#progress.check(at).map(({ workerId, inHandMs }) => {
      const reason = `micro-batches have been in hand for ${inHandMs} ms without an end: its computing has stuck`;
      return { kind: "lost", workerId, reason, isStuck: true } as const;
    });
    return [...silent, ...stuck];
  }
}
