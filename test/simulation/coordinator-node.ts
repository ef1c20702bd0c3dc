// A coordinator in a simulation: takes the lead in the store, feeds the membership's machine and carries out its effects in order.
import { InvariantError } from "../../common/errors.ts";
import { SilenceWatch } from "../../coordinator/membership/silence.ts";
import type { Comer } from "../../coordinator/membership/events.ts";
import type { MembershipPolicy } from "../../coordinator/membership/policy.ts";
import { type Effect, initialMembership, type MembershipState } from "../../coordinator/membership/state.ts";
import { step } from "../../coordinator/membership/step.ts";
import { GENERATION_KEY, generationWrite, parseStoredGeneration } from "../../coordinator/store/generations.ts";
import { judged, type Leadership } from "../../coordinator/store/guarded.ts";
import { LEADER_KEY } from "./invariants.ts";
import type { Downward, Happened, Upward } from "./messages.ts";
import type { Pipe, Receiver } from "./network.ts";
import type { Surroundings } from "./surroundings.ts";

const TICK_MS = 250;

export class CoordinatorNode {
  readonly #world: Surroundings;
  readonly #policy: MembershipPolicy;
  readonly #silence: SilenceWatch;
  readonly #sessions = new Map<string, Pipe<Downward>>();
  readonly #effects: Effect[] = [];
  #leadership: Leadership | undefined;
  #state: MembershipState;
  #isPerforming = false;
  /** Why it does nothing more. */
  #broken: string | undefined;

  constructor(world: Surroundings, policy: MembershipPolicy) {
    this.#world = world;
    this.#policy = policy;
    this.#silence = new SilenceWatch(policy, TICK_MS);
    this.#state = initialMembership(policy.replicas);
    this.#lead();
  }

  get state(): MembershipState {
    return this.#state;
  }

  get broken(): string | undefined {
    return this.#broken;
  }

  get isOver(): boolean {
    return this.#broken !== undefined || ["ended", "failed", "halted"].includes(this.#state.kind);
  }

  /** The coordinator's end of a worker's session. */
  session(member: Comer, down: Pipe<Downward>): Receiver<Upward> {
    const { workerId } = member;
    return {
      receive: (message) => {
        if (this.#broken !== undefined) return;
        this.#silence.heard(workerId, this.#world.scheduler.nowMs);
        if (message.kind === "heartbeat") return;
        if (message.kind !== "opened") this.happen({ ...message, workerId } as Happened);
        else {
          this.#sessions.set(workerId, down);
          this.happen({ kind: "opened", member });
        }
      },
      closed: () => {
        this.#sessions.delete(workerId);
        this.happen({ kind: "lost", workerId, reason: "its session closed" });
      },
    };
  }

  happen(event: Happened): void {
    if (this.#broken !== undefined) return;
    const at = this.#world.scheduler.nowMs;
    const { state, effects } = step(this.#state, { ...event, at }, this.#policy);
    this.#state = state;
    if (event.kind === "left" || event.kind === "lost") this.#silence.forget(event.workerId);
    this.#effects.push(...effects);
    if (!this.#isPerforming) this.#perform();
  }

  /** As leadAlone does. */
  #lead(): void {
    const { store } = this.#world;
    store.commit({ compares: [], operations: [{ kind: "delete", key: LEADER_KEY }] }, () => {
      store.commit({ compares: [], operations: [{ kind: "put", key: LEADER_KEY, value: "" }] }, (result) => {
        if (result.kind !== "committed") throw new InvariantError(`the leader key was not written: ${result.kind}`);
        this.#leadership = { key: LEADER_KEY, token: result.revision };
        this.#state = { ...this.#state, generation: generationIn(store.get(GENERATION_KEY)) };
        this.#tick();
        this.#world.leads();
      });
    });
  }

  #perform(): void {
    for (let effect = this.#effects.shift(); effect !== undefined; effect = this.#effects.shift()) {
      if (effect.kind === "store") {
        this.#store(effect.record);
        return;
      }
      if (effect.kind === "send") this.#send(effect);
      if (effect.kind === "end") this.#world.scheduler.note(`coordinator: ${this.#state.kind}`);
    }
  }

  #send({ workerId, order }: Extract<Effect, { kind: "send" }>): void {
    this.#sessions.get(workerId)?.send({ token: this.#leadership?.token ?? 0, order });
  }

  #store(record: Extract<Effect, { kind: "store" }>["record"]): void {
    const leadership = this.#leadership;
    if (leadership === undefined) throw new InvariantError("a store effect without a leadership");
    const write = generationWrite(record, leadership.token);
    this.#isPerforming = true;
    this.#world.store.commit(this.#world.parts.guarded(leadership, write), (result) => {
      this.#isPerforming = false;
      const { kind } = judged(leadership, result);
      if (kind === "committed") this.#perform();
      else this.#break(kind);
    });
  }

  /** Another one leads: this one is done, and its workers with it. */
  #break(why: string): void {
    this.#broken = why;
    this.#world.scheduler.note(`coordinator: ${why}`);
    for (const pipe of this.#sessions.values()) pipe.break();
  }

  #tick(): void {
    if (this.isOver) return;
    const { scheduler } = this.#world;
    for (const { workerId, silentMs } of this.#silence.check(scheduler.nowMs))
      this.happen({ kind: "lost", workerId, reason: `it gave no sign of life for ${silentMs} ms` });
    this.happen({ kind: "tick" });
    scheduler.after(TICK_MS, () => {
      this.#tick();
    });
  }
}

function generationIn(value: string | undefined): number {
  return value === undefined ? 0 : parseStoredGeneration(value).generation;
}
