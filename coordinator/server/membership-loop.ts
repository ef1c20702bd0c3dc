// The shell of the membership's machine: events in, effects carried out one after the other in the order in which they came to be.
//   A reopened session's orders queue behind what is being stored, so nothing is sent before it is durable (M4).
import type { Clock } from "../../common/clock.ts";
import type { MembershipEvent } from "../membership/events.ts";
import type { MembershipPolicy } from "../membership/policy.ts";
import { ProgressWatch } from "../membership/progress.ts";
import type { Effect, MembershipState } from "../membership/state.ts";
import { SilenceWatch } from "../membership/silence.ts";
import { step } from "../membership/step.ts";

export type Happened = MembershipEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, "at">
    : never
  : never;

export interface LoopOptions {
  readonly initial: MembershipState;
  readonly policy: MembershipPolicy;
  readonly clock: Clock;
  readonly perform: (effect: Effect) => Promise<void> | void;
  /** An effect could not be carried out: nothing more is. */
  readonly onBroken: (error: unknown) => void;
}

const TICK_MS = 250;

export class MembershipLoop {
  readonly #options: LoopOptions;
  readonly #silence: SilenceWatch;
  readonly #progress: ProgressWatch;
  /** As they were last said. */
  readonly #speeds = new Map<string, number>();
  readonly #closing = new AbortController();
  readonly #ticking: Promise<void>;
  #state: MembershipState;
  #performed: Promise<void> = Promise.resolve();
  #broken = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#state = options.initial;
    this.#silence = new SilenceWatch(options.policy, TICK_MS);
    this.#progress = new ProgressWatch(options.policy, TICK_MS);
    this.#ticking = this.#tick();
  }

  get state(): MembershipState {
    return this.#state;
  }

  /** False once an effect could not be carried out. */
  get works(): boolean {
    return !this.#broken;
  }

  /** Resolves when what came of it, and of all before it, is carried out; never rejects. */
  happen(event: Happened): Promise<void> {
    const at = this.#now();
    this.#watch(event, at);
    const before = this.#state;
    const { state, effects } = step(before, { ...event, at }, this.#options.policy);
    this.#state = state;
    if (state.members.length < before.members.length) this.#forget(before, state);
    if (effects.length > 0) this.#performed = this.#performed.then(() => this.#perform(effects));
    return this.#performed;
  }

  /** A sign of life. Does not go through the machine: there are thousands in a second, and most change nothing. */
  heard(workerId: string): void {
    this.#silence.heard(workerId, this.#now());
  }

  /** What a heartbeat says; 0 while the worker does not know. */
  speed(workerId: string, perSecond: number): void {
    if (perSecond <= 0 || this.#speeds.get(workerId) === perSecond) return;
    this.#speeds.set(workerId, perSecond);
    void this.happen({ kind: "speed", workerId, perSecond });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ticking;
    await this.#performed;
  }

  #watch(event: Happened, at: number): void {
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

  #forget(before: MembershipState, after: MembershipState): void {
    for (const { workerId } of before.members) {
      if (after.members.some((member) => member.workerId === workerId)) continue;
      this.#silence.forget(workerId);
      this.#progress.forget(workerId);
      this.#speeds.delete(workerId);
    }
  }

  async #perform(effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) {
      if (this.#broken) return;
      try {
        await this.#options.perform(effect);
      } catch (error) {
        this.#broken = true;
        this.#options.onBroken(error);
      }
    }
  }

  async #tick(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      this.#check(this.#now());
      void this.happen({ kind: "tick" });
      await this.#options.clock.sleep(TICK_MS, signal).catch(() => undefined); // rejects only when we close
    }
  }

  #check(at: number): void {
    for (const { workerId, silentMs } of this.#silence.check(at))
      void this.happen({ kind: "lost", workerId, reason: `it gave no sign of life for ${silentMs} ms` });
    for (const { workerId, inHandMs } of this.#progress.check(at)) {
      const reason = `it has had micro-batches in hand for ${inHandMs} ms without an end: its computing has stuck`;
      void this.happen({ kind: "lost", workerId, reason, isStuck: true });
    }
  }

  #now(): number {
    return this.#options.clock.monotonicMs();
  }
}
