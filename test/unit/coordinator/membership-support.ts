// Members, policies and a driver for tests of the membership's machine.
import {
  DEFAULT_TIMES,
  type Effect,
  initialMembership,
  type Member,
  type MembershipEvent,
  type MembershipPolicy,
  type MembershipState,
  type ReadyInfo,
} from "../../../coordinator/membership/state.ts";
import { step } from "../../../coordinator/membership/step.ts";

function aPolicy(policy: Partial<MembershipPolicy> = {}): MembershipPolicy {
  return { replicas: 2, min: 1, microBatches: 8, strictNumerics: true, ...DEFAULT_TIMES, ...policy };
}

function aMember(order: number): Member {
  return { workerId: `worker-${order}`, order, host: `host-${order}`, pid: 100 + order };
}

function anInfo(order: number, info: Partial<ReadyInfo> = {}): ReadyInfo {
  return { address: `host-${order}:1`, device: "cpu", numerics: { cpu: "avx2" }, ...info };
}

type Untimed = MembershipEvent extends infer Event ? (Event extends unknown ? Omit<Event, "at"> : never) : never;

/** A machine with everything that came out of it. */
export class Driver {
  readonly policy: MembershipPolicy;
  state: MembershipState = initialMembership();
  effects: Effect[] = [];
  at = 0;

  constructor(policy: Partial<MembershipPolicy> = {}) {
    this.policy = aPolicy(policy);
  }

  /** @returns what came of this event alone, in short. */
  tell(event: Untimed): string[] {
    const { state, effects } = step(this.state, { ...event, at: this.at }, this.policy);
    this.state = state;
    this.effects.push(...effects);
    return effects.map(inShort);
  }

  come(order: number): string[] {
    return this.tell({ kind: "opened", member: aMember(order) });
  }

  ready(order: number, info: Partial<ReadyInfo> = {}): string[] {
    return this.tell({ kind: "ready", workerId: `worker-${order}`, info: anInfo(order, info) });
  }

  report(order: number, report: { generation?: number; round?: number; stateHash?: string } = {}): string[] {
    const whole = { generation: this.state.generation, round: 0, stateHash: "00", ...report };
    return this.tell({ kind: "reported", workerId: `worker-${order}`, report: whole });
  }

  /** With `count` workers, to the first round. */
  static active(count: number, policy: Partial<MembershipPolicy> = {}): Driver {
    const driver = new Driver({ replicas: count, ...policy });
    const orders = Array.from({ length: count }, (_, at) => at + 1);
    for (const order of orders) driver.come(order);
    for (const order of orders) driver.ready(order);
    for (const order of orders) driver.report(order);
    return driver;
  }
}

/** "store 1 planned", "worker-1 < start 1 rank 0", "worker-2 is lost". */
function inShort(effect: Effect): string {
  switch (effect.kind) {
    case "store": {
      const { generation, plan, command } = effect.record;
      const asked = command === undefined ? "" : ` ${command.paused ? "paused" : "running"} ${command.wanted}`;
      return `store ${generation}${plan === undefined ? "" : " planned"}${asked}`;
    }
    case "member":
      return `${effect.news.workerId} is ${effect.news.state}`;
    case "generation":
      return `generation ${effect.generation} of ${effect.worldSize} from round ${effect.round}`;
    case "send":
      return `${effect.workerId} < ${orderInShort(effect.order)}`;
    case "end":
      return "end";
  }
}

function orderInShort(order: Extract<Effect, { kind: "send" }>["order"]): string {
  switch (order.kind) {
    case "reconfigure":
      return `reconfigure ${order.generation}`;
    case "start":
      return `start ${order.generation} rank ${order.rank}`;
    case "command":
      return order.command;
    case "shutdown":
      return `shutdown ${order.code}`;
  }
}
