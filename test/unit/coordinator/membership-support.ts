// Members, policies and a driver for tests of the membership's machine.
import type {
  Comer,
  GenerationReport,
  MembershipEvent,
  ReadyInfo,
  Started,
} from "../../../coordinator/membership/events.ts";
import { DEFAULT_BUDGETS, type MembershipPolicy } from "../../../coordinator/membership/policy.ts";
import {
  type Effect,
  initialMembership,
  type MembershipState,
  type Plan,
} from "../../../coordinator/membership/state.ts";
import { step } from "../../../coordinator/membership/step.ts";

function aPolicy(policy: Partial<MembershipPolicy> = {}): MembershipPolicy {
  return { replicas: 2, min: 1, microBatches: 8, strictNumerics: true, ...DEFAULT_BUDGETS, ...policy };
}

function aComer(order: number): Comer {
  return { workerId: `worker-${order}`, order, host: `host-${order}`, pid: 100 + order };
}

function anInfo(order: number, info: Partial<ReadyInfo> = {}): ReadyInfo {
  return { address: `host-${order}:1`, device: "cpu", numerics: { cpu: "avx2" }, ...info };
}

type Untimed = MembershipEvent extends infer Event ? (Event extends unknown ? Omit<Event, "at"> : never) : never;

/** A machine with everything that came out of it. */
export class Driver {
  readonly policy: MembershipPolicy;
  state: MembershipState;
  effects: Effect[] = [];
  at = 0;

  constructor(policy: Partial<MembershipPolicy> = {}) {
    this.policy = aPolicy(policy);
    this.state = initialMembership(this.policy.replicas);
  }

  /** @returns what came of this event alone, in short. */
  tell(event: Untimed): string[] {
    const { state, effects } = step(this.state, { ...event, at: this.at }, this.policy);
    this.state = state;
    this.effects.push(...effects);
    return effects.map(inShort);
  }

  tick(ms: number): string[] {
    this.at += ms;
    return this.tell({ kind: "tick" });
  }

  come(order: number, started?: Started): string[] {
    return this.tell({ kind: "opened", member: { ...aComer(order), ...(started === undefined ? {} : { started }) } });
  }

  ready(order: number, info: Partial<ReadyInfo> = {}): string[] {
    return this.tell({ kind: "ready", workerId: `worker-${order}`, info: anInfo(order, info) });
  }

  lose(order: number, reason = "silent"): string[] {
    return this.tell({ kind: "lost", workerId: `worker-${order}`, reason });
  }

  /** At the beginning unless told otherwise. */
  report(order: number, report: Partial<GenerationReport> = {}): string[] {
    const { generation } = this.state;
    const whole = {
      generation,
      round: 0,
      stateHash: "00",
      fresh: false,
      placed: generation - 1,
      leaves: 0,
      held: [],
      ...report,
    };
    return this.tell({ kind: "reported", workerId: `worker-${order}`, report: whole });
  }

  run(order: number, round: number, lo: number, hi: number, done = false): string[] {
    return this.tell({ kind: "run", workerId: `worker-${order}`, run: { round, lo, hi }, done });
  }

  /** Of the generation that is active. */
  get plan(): Plan {
    if (this.state.kind !== "active") throw new Error(`no plan: ${this.state.kind}`);
    return this.state.plan;
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
    case "generation": {
      const { generation, worldSize, round } = effect.news;
      return `generation ${generation} of ${worldSize} from round ${round}`;
    }
    case "send":
      return `${effect.workerId} < ${orderInShort(effect.order)}`;
    case "release":
      return `${effect.workerId} released`;
    case "warning":
      return `warning ${effect.warning.code}`;
    case "scale":
      return `scale ${effect.replicas}`;
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
