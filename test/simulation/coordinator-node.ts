// A coordinator in a simulation: takes the lead in the store, feeds the membership's machine and carries out its effects in order.
import { InvariantError } from "../../common/errors.ts";
import type { Comer } from "../../coordinator/membership/events.ts";
import type { MembershipPolicy } from "../../coordinator/membership/policy.ts";
import { type Effect, initialMembership, type MembershipState } from "../../coordinator/membership/state.ts";
import { step } from "../../coordinator/membership/step.ts";
import { type Happened, Watches } from "../../coordinator/membership/watches.ts";
import { GENERATION_KEY, generationWrite, parseStoredGeneration } from "../../coordinator/store/generations.ts";
import { judged, type Leadership } from "../../coordinator/store/guarded.ts";
import { LEADER_KEY } from "./invariants.ts";
import type { Downward, Upward } from "./messages.ts";
import type { Pipe, Receiver } from "./network.ts";
import type { Surroundings } from "./surroundings.ts";

const TICK_MS = 250;

export class CoordinatorNode {
  readonly #world: Surroundings;
  readonly #policy: MembershipPolicy;
  readonly #watches: Watches;
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
    this.#watches = new Watches(policy, TICK_MS);
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
    const isCurrent = (): boolean => this.#broken === undefined && this.#sessions.get(workerId) === down;
    return {
      receive: (message) => {
        if (message.kind === "opened") {
          if (this.#broken !== undefined) {
            down.break();
            return;
          }
          this.#sessions.set(workerId, down);
        }
        if (!isCurrent()) return;
        this.#watches.heard(workerId, this.#world.scheduler.nowMs);
        if (message.kind === "opened") this.happen({ kind: "opened", member });
        else if (message.kind !== "heartbeat") this.happen({ ...message, workerId } as Happened);
      },
      closed: () => {
        if (!isCurrent()) return;
        this.#sessions.delete(workerId);
        this.happen({ kind: "closed", workerId });
      },
    };
  }

  happen(event: Happened): void {
    if (this.#broken !== undefined) return;
    const at = this.#world.scheduler.nowMs;
    this.#watches.happened(event, at);
    const before = this.#state.members;
    const { state, effects } = step(this.#state, { ...event, at }, this.#policy);
    this.#state = state;
    this.#watches.forget(before, state.members);
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
      this.#performNow(effect);
    }
  }

  #performNow(effect: Exclude<Effect, { kind: "store" }>): void {
    const { scheduler } = this.#world;
    switch (effect.kind) {
      case "send":
        this.#sessions.get(effect.workerId)?.send({ token: this.#leadership?.token ?? 0, order: effect.order });
        return;
      case "release":
        this.#sessions.get(effect.workerId)?.end();
        this.#sessions.delete(effect.workerId);
        return;
      case "scale":
        this.#world.scaled(effect.replicas);
        return;
      case "member":
        scheduler.note(`coordinator: ${effect.news.workerId} ${effect.news.state} ${effect.news.reason ?? ""}`);
        if (effect.news.state === "lost") this.#world.declaredLost(effect.news.workerId);
        return;
      case "generation":
        scheduler.note(`coordinator: generation ${effect.news.generation}: ${effect.news.reason}`);
        return;
      case "warning":
        scheduler.note(`coordinator: ${effect.warning.message}`);
        return;
      case "end":
        scheduler.note(`coordinator: ${this.#state.kind}`);
    }
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
    for (const lost of this.#watches.check(scheduler.nowMs)) this.happen(lost);
    this.happen({ kind: "tick" });
    scheduler.after(TICK_MS, () => {
      this.#tick();
    });
  }
}

function generationIn(value: string | undefined): number {
  return value === undefined ? 0 : parseStoredGeneration(value).generation;
}
