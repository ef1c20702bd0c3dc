// The shell of the membership's machine: events in, effects carried out one after the other in the order in which they came to be.
//   A reopened session's orders queue behind what is being stored, so nothing is sent before it is durable (M4).
import type { Clock } from "../../common/clock.ts";
import type { Effect, MembershipEvent, MembershipPolicy, MembershipState } from "../membership/state.ts";
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
  readonly silenceMs: number;
  readonly clock: Clock;
  readonly perform: (effect: Effect) => Promise<void> | void;
  /** An effect could not be carried out: nothing more is. */
  readonly onBroken: (error: unknown) => void;
}

const TICK_MS = 250;

export class MembershipLoop {
  readonly #options: LoopOptions;
  readonly #silence: SilenceWatch;
  readonly #closing = new AbortController();
  readonly #ticking: Promise<void>;
  #state: MembershipState;
  #performed: Promise<void> = Promise.resolve();
  #broken = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#state = options.initial;
    this.#silence = new SilenceWatch(options.silenceMs, TICK_MS);
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
    const { state, effects } = step(this.#state, { ...event, at: this.#now() }, this.#options.policy);
    this.#state = state;
    if (event.kind === "left" || event.kind === "lost") this.#silence.forget(event.workerId);
    if (effects.length > 0) this.#performed = this.#performed.then(() => this.#perform(effects));
    return this.#performed;
  }

  /** A sign of life. Does not go through the machine: there are thousands in a second, and most change nothing. */
  heard(workerId: string): void {
    this.#silence.heard(workerId, this.#now());
  }

  /** Its session is closed, in order or not. */
  disconnected(workerId: string): void {
    this.#silence.disconnected(workerId, this.#now());
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
      for (const { workerId, silentMs } of this.#silence.check(this.#now()))
        void this.happen({ kind: "lost", workerId, reason: `it gave no sign of life for ${silentMs} ms` });
      void this.happen({ kind: "tick" });
      await this.#options.clock.sleep(TICK_MS, signal).catch(() => undefined); // rejects only when we close
    }
  }

  #now(): number {
    return this.#options.clock.monotonicMs();
  }
}
