// The simulation finds what it is there for: each test breaks one part, and the invariant that forbids it must be reported.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Exchange, type Effect, type ExchangePlan } from "../../../worker/collective/exchange.ts";
import { Gathering } from "../../../worker/collective/gathering.ts";
import type { SumTree } from "../../../worker/collective/sum-tree.ts";
import { committed } from "../../simulation/model.ts";
import { type ExchangeCore, type Parts, REAL_PARTS } from "../../simulation/parts.ts";
import { simulate } from "../../simulation/simulate.ts";

test("S1: a sum in the order of arrival", () => {
  assertFound("S1", { createExchange: (plan) => altered(plan, inOrderOfArrival) });
});

test("S1: audits in which nobody differs", () => {
  assertFound("S1", { judge: () => ({ kind: "alike" }) });
});

test("S2: an owner that completes with a block missing", () => {
  assertFound("S2", { createExchange: (plan) => altered(plan, withoutOneBlock) });
});

test("S3: a worker that does not wait for what the others tell", () => {
  class Hasty extends Gathering {
    readonly #ranks: number;
    #own: Uint8Array | undefined;
    constructor(ranks: number) {
      super(ranks);
      this.#ranks = ranks;
    }
    override addOwn(rank: number, payload: Uint8Array): void {
      this.#own = payload;
      super.addOwn(rank, payload);
    }
    override get whole(): readonly Uint8Array[] | undefined {
      return this.#own === undefined ? undefined : new Array<Uint8Array>(this.#ranks).fill(this.#own);
    }
  }
  assertFound("S3", { createGathering: (ranks) => new Hasty(ranks) });
});

test("S4: a worker that takes frames of an older generation", () => {
  assertFound("S4", { isCurrent: () => true });
});

test("S4: a worker that lets everybody link to it", () => {
  assertFound("S4", {
    judgeHello: (hello, hall) => {
      const verdict = REAL_PARTS.judgeHello(hello, hall);
      return verdict.kind === "refuse" ? { kind: "accept", rank: 0 } : verdict;
    },
  });
});

test("S5: a leader that writes a generation without its token", () => {
  assertFound("S5", { guarded: (_leadership, transaction) => transaction });
});

test("S6: a position that falls back by one sample at a commit", () => {
  assertFound("S6", {
    committed: (...args) => {
      const state = committed(...args);
      const { offset } = state.program;
      return offset === 0 ? state : { ...state, program: { ...state.program, offset: offset - 1 } };
    },
  });
});

test("S7: one buffer for the sums of all rounds", () => {
  assertFound("S7", { nextTurn: (turn) => turn });
});

/** Some of the first seeds must report the invariant. */
function assertFound(invariant: string, broken: Partial<Parts>): void {
  for (let seed = 1; seed <= 100; seed++) {
    const { violations } = simulate(seed, { ...REAL_PARTS, ...broken });
    if (violations.some((violation) => violation.startsWith(`${invariant}:`))) return;
  }
  assert.fail(`no seed reports ${invariant}`);
}

/** An exchange whose sums follow another tree. */
function altered(plan: ExchangePlan, alter: (tree: SumTree) => SumTree): ExchangeCore {
  const real = new Exchange(plan);
  const changed = (effects: readonly Effect[]): readonly Effect[] =>
    effects.map((effect) =>
      effect.kind === "sum" && effect.tree !== undefined ? { ...effect, tree: alter(effect.tree) } : effect,
    );
  return {
    start: () => changed(real.start()),
    addOwn: (...args) => changed(real.addOwn(...args)),
    addPeer: (...args) => changed(real.addPeer(...args)),
    addResult: (...args) => real.addResult(...args),
    whyNotBlock: (...args) => real.whyNotBlock(...args),
    whyNotResult: (...args) => real.whyNotResult(...args),
    needs: (...args) => real.needs(...args),
  };
}

/** Places grow as blocks come in. */
function inOrderOfArrival(tree: SumTree): SumTree {
  const [first = 0, ...rest] = placesOf(tree).sort((a, b) => a - b);
  return rest.reduce<SumTree>((sum, place) => [sum, place], first);
}

function withoutOneBlock(tree: SumTree): SumTree {
  return typeof tree === "number" ? tree : tree[0];
}

function placesOf(tree: SumTree): number[] {
  return typeof tree === "number" ? [tree] : tree.flatMap(placesOf);
}
