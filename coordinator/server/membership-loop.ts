// The shell of the membership's machine: events in, effects carried out one after the other in the order in which they came to be.
//   A reopened session's orders queue behind what is being stored, so nothing is sent before it is durable (M4).
import type { Clock } from "../../common/clock.ts";
import type { MembershipPolicy } from "../membership/policy.ts";
import type { Effect, MembershipState } from "../membership/state.ts";
import { step } from "../membership/step.ts";
import { type Happened, Watches } from "../membership/watches.ts";

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
  readonly #watches: Watches;
  readonly #closing = new AbortController();
  readonly #ticking: Promise<void>;
  #state: MembershipState;
  #performed: Promise<void> = Promise.resolve();
  #broken = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#state = options.initial;
    this.#watches = new Watches(options.policy, TICK_MS);
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
    this.#watches.happened(event, at);
    const before = this.#state.members;
    const { state, effects } = step(this.#state, { ...event, at }, this.#options.policy);
    this.#state = state;
    this.#watches.forget(before, state.members);
    if (effects.length > 0) this.#performed = this.#performed.then(() => this.#perform(effects));
    return this.#performed;
  }

  /** A sign of life. Does not go through the machine: there are thousands in a second, and most change nothing. */
  heard(workerId: string): void {
    this.#watches.heard(workerId, this.#now());
  }

  /** What a heartbeat says; 0 while the worker does not know. */
  speed(workerId: string, perSecond: number): void {
    const known = this.#state.members.find((member) => member.workerId === workerId)?.speed;
    if (perSecond > 0 && perSecond !== known) void this.happen({ kind: "speed", workerId, perSecond });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ticking;
    await this.#performed;
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
      for (const lost of this.#watches.check(this.#now())) void this.happen(lost);
      void this.happen({ kind: "tick" });
      await this.#options.clock.sleep(TICK_MS, signal).catch(() => undefined); // rejects only when we close
    }
  }

  #now(): number {
    return this.#options.clock.monotonicMs();
  }
}
