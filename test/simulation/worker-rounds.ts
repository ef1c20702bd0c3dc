// A worker's rounds, from generation to generation: those that are behind get the state first, then each round computes its share, takes
// part in the sum and in the gathering of small things, and goes on to the next round when both are complete.
import { must } from "../../common/errors.ts";
import { sharesOf } from "../../common/plan.ts";
import { nextRound, type Round } from "../../common/program/rounds.ts";
import { rangesIn, type TreeRange } from "../../common/tree.ts";
import type { CommandName, GenerationReport } from "../../coordinator/membership/events.ts";
import { whyNotRound } from "../../worker/collective/rounds.ts";
import { Commands } from "./commands.ts";
import { Computing, type Work } from "./computing.ts";
import type { Frame } from "./messages.ts";
import { hashOf, leavesOf, type ModelState, stopped } from "./model.ts";
import { Gatherings } from "./gatherings.ts";
import type { Turn } from "./parts.ts";
import type { Process } from "./process.ts";
import { pieceOf, Reduction, type Result, sumHashOf, vectorOf } from "./reduction.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Current, Place, RoundsOwner } from "./round-types.ts";
import type { Words } from "./words.ts";

const FRESH = { round: 0, stateHash: "", fresh: true, placed: 0, leaves: 0, held: [] };

export class WorkerRounds {
  readonly #world: Surroundings;
  readonly #process: Process;
  readonly #owner: RoundsOwner;
  readonly #computing: Computing;
  readonly #gatherings: Gatherings;
  /** Of rounds by turns (S7): the turn is that of the last complete one. */
  readonly #results: readonly [Result, Result] = [new Map(), new Map()];
  #turn: Turn = 0;
  /** Undefined for a fresh worker. */
  #state: ModelState | undefined;
  #stateHash = "";
  #placedIn = 0;
  #work: Work | undefined;
  #place: Place | undefined;
  #current: Current | undefined;
  #exchange = 0;
  #isFirst = true;
  #early: { readonly from: number; readonly frame: Frame }[] = [];
  #begun: { sum: number | undefined; gather: number | undefined } = { sum: undefined, gather: undefined };
  readonly #commands = new Commands();

  constructor(world: Surroundings, process: Process, computing: Computing, owner: RoundsOwner) {
    this.#world = world;
    this.#process = process;
    this.#computing = computing;
    this.#owner = owner;
    this.#gatherings = new Gatherings(world);
  }

  get stateHash(): string {
    return this.#stateHash;
  }

  /** S7: of the R that it holds, in a round that is not complete yet; of nothing before its first own one. */
  get heldSumHash(): string {
    return sumHashOf(this.#results[this.#turn]);
  }

  get exchange(): number {
    return this.#exchange;
  }

  /** Where this worker stands. */
  report(generation: number): GenerationReport {
    if (this.#state === undefined) return { generation, ...FRESH };
    const { round } = this.#state.program;
    const work = this.#work?.number === round ? this.#work : undefined;
    const state = { generation, round, stateHash: this.#stateHash, fresh: false, placed: this.#placedIn };
    return { ...state, leaves: work?.leaves ?? 0, held: work === undefined ? [] : Computing.heldOf(work) };
  }

  /** The generation is over: what waits for its members never comes. */
  interrupt(): void {
    this.#computing.interrupt();
    this.#current = undefined;
    this.#place = undefined;
    this.#early = [];
    this.#begun = { sum: undefined, gather: undefined };
    this.#exchange = 0;
    this.#commands.interrupt();
  }

  enter(place: Place): void {
    this.#place = place;
    this.#isFirst = true;
    this.#gatherings.reset(place.plan.members.length);
    if (place.plan.restore) this.#adopt(this.#world.restored(place.generation), place);
  }

  /** All links stand: what all must know before the first round goes from each to each. */
  start(): void {
    const { generation, plan, rank } = this.#placed;
    const ids = plan.members.map(({ workerId }) => workerId);
    const { behind, source } = plan;
    if (!behind.includes(rank)) this.#world.starts(generation, ids, this.#number);
    const { stateHash } = this;
    this.#exchange = 1;
    const turn = this.#turn;
    const number = behind.includes(rank) ? 0 : this.#number;
    this.#current = { exchange: 1, number, round: undefined, stateHash, turn, reduction: undefined, isSummed: true };
    this.#owner.begun();
    const words = { stateHash, stop: false };
    this.#gather((to) => (rank === source && behind.includes(to) ? { ...words, state: this.#state } : words));
  }

  command(command: CommandName): void {
    if (this.#commands.hear(command)) this.#begin();
  }

  /** A peer's frame of this generation. */
  take(from: number, frame: Frame): void {
    const { round, body } = frame;
    const { sum, gather } = this.#begun;
    const isSum = body.kind !== "gather";
    const begun = isSum ? sum : gather;
    const isPending = round === begun && (isSum ? this.#current?.isSummed === false : this.#gatherings.has(round));
    const newest = Math.max(sum ?? -1, gather ?? -1);
    const reason = isPending ? undefined : whyNotRound(round, begun, newest);
    if (reason !== undefined) this.#refuse(from, reason);
    else if (body.kind === "gather") this.#takePart(from, round, body);
    else if (isPending) this.#takeOfSum(from, frame);
    else this.#early.push({ from, frame });
  }

  /** Whether anything is still to come from a rank. */
  needs(rank: number): boolean {
    const current = this.#current;
    if (current === undefined) return this.#place !== undefined && !this.#commands.isHeld;
    return !current.isSummed || this.#gatherings.needs(current.exchange, rank);
  }

  #begin(): void {
    if (this.#place === undefined || !this.#commands.mayBegin()) return;
    const { model, parts } = this.#world;
    const { rank } = this.#placed;
    const round = nextRound(model.program, this.#now.program);
    const leaves = leavesOf(model, round);
    const shares = this.#sharesOf(leaves);
    const exchange = ++this.#exchange;
    const turn = parts.nextTurn(this.#turn);
    const isTrain = round.kind === "train";
    const reduction = isTrain ? this.#reduce(exchange, turn, leaves, shares) : undefined;
    const { stateHash } = this;
    const number = this.#number;
    const current = { exchange, number, round, stateHash, turn, reduction, isSummed: reduction === undefined };
    this.#current = current;
    if (this.#work?.number !== number) this.#work = { number, leaves, kept: [], current: undefined };
    reduction?.start();
    for (const { from, frame } of this.#early.splice(0)) this.take(from, frame);
    this.#owner.begun();
    this.#compute(current, this.#work, must(shares[rank], "a share"));
  }

  /** The first round of a generation may be shared in another way, by what was held of it. */
  #sharesOf(leaves: number): readonly (readonly TreeRange[])[] {
    const { quotas, first } = this.#placed.plan;
    return this.#isFirst && first !== undefined ? first : sharesOf(quotas, leaves).map(rangesIn);
  }

  #reduce(exchange: number, turn: Turn, leaves: number, shares: readonly (readonly TreeRange[])[]): Reduction {
    const { rank } = this.#placed;
    const { stateHash } = this;
    this.#begun.sum = exchange;
    const plan = { rank, chunks: this.#world.chunksFor(shares.length), leaves, shares };
    return new Reduction({
      plan,
      exchange: this.#world.parts.createExchange(plan),
      into: this.#results[turn],
      send: (to, body) => {
        this.#owner.send(to, { round: exchange, stateHash, body });
      },
      done: () => {
        must(this.#current, "a round under way").isSummed = true;
        this.#completeIfWhole();
      },
      overlapped: () => {
        this.#world.invariants.violated("S6", `a micro-batch of exchange ${exchange} was added twice`);
      },
    });
  }

  #compute(current: Current, work: Work, ranges: readonly TreeRange[]): void {
    const { round, reduction } = current;
    const state = this.#now;
    this.#computing.begin(work, ranges, {
      block: (block) => {
        if (round?.kind === "train") reduction?.add(block, pieceOf(this.#world.model, state, round, block));
      },
      done: () => {
        const words = { stateHash: current.stateHash, stop: this.#commands.wantsStop };
        this.#gather(() => words);
      },
    });
  }

  #gather(wordsFor: (rank: number) => Words): void {
    const { exchange, stateHash } = must(this.#current, "an exchange under way");
    this.#begun.gather = exchange;
    this.#gatherings.add(exchange, this.#placed.rank, wordsFor, (to, body) => {
      this.#owner.send(to, { round: exchange, stateHash, body });
    });
    this.#completeIfWhole();
  }

  #takePart(from: number, exchange: number, body: Extract<Frame["body"], { kind: "gather" }>): void {
    const reason = this.#gatherings.take(exchange, from, body);
    if (reason === undefined) this.#completeIfWhole();
    else this.#refuse(from, reason);
  }

  #takeOfSum(from: number, { body, stateHash }: Frame): void {
    const current = must(this.#current, "a round under way");
    if (stateHash !== current.stateHash) {
      this.#world.invariants.violated("S1", `states differ in round ${current.number}`);
      this.#owner.failed("workers hold different states");
      return;
    }
    const reason = must(current.reduction, "a sum under way").take(from, body);
    if (reason !== undefined) this.#refuse(from, reason);
  }

  #completeIfWhole(): void {
    const current = this.#current;
    if (current?.isSummed !== true || this.#begun.gather !== current.exchange) return;
    const words = this.#gatherings.whole(current.exchange);
    if (words === undefined) return;
    this.#current = undefined;
    if (current.round === undefined) this.#greeted(words);
    else this.#complete(current, current.round, words);
  }

  /** Before the first round: who is behind has the state now. */
  #greeted(words: readonly Words[]): void {
    const { plan, rank, generation } = this.#placed;
    this.#placedIn = generation;
    if (plan.behind.includes(rank)) {
      this.#adopt(must(words[plan.source]?.state, "the source's state"), this.#placed);
      this.#world.starts(generation, plan.members.map(({ workerId }) => workerId), this.#number); // biome-ignore format: one call
    }
    this.#begin();
  }

  /** S7 counts from the first R of its own. */
  #adopt(state: ModelState, { workerId }: Place): void {
    this.#state = state;
    this.#stateHash = hashOf(state);
    this.#work = undefined;
    this.#world.invariants.given(workerId);
  }

  #complete({ number, turn, reduction }: Current, round: Round, words: readonly Words[]): void {
    const { model, invariants, parts, scheduler } = this.#world;
    const { workerId, generation } = this.#placed;
    const result = this.#results[turn];
    const sum = reduction === undefined ? undefined : vectorOf(result);
    if (reduction !== undefined) this.#turn = turn;
    let state = parts.committed(model, this.#now, round, sum);
    const stops = words.some(({ stop }) => stop);
    if (stops) state = stopped(model, state);
    this.#state = state;
    const stateHash = (this.#stateHash = hashOf(state));
    const microBatches = reduction === undefined ? [] : [...result.values()].map((piece) => piece?.microBatches ?? 0);
    invariants.completed({ workerId, generation, number, round, stateHash, microBatches, sumHash: sumHashOf(result) });
    if (stops) this.#world.stopsAfter(number);
    this.#world.completes(number, state);
    scheduler.note(`${workerId}: ${round.kind} round ${number} complete`);
    const wasFirst = this.#isFirst;
    this.#isFirst = false;
    if (round.kind === "end") {
      this.#owner.ended();
      return;
    }
    this.#owner.completed(wasFirst);
    const place = this.#place;
    this.#process.after(scheduler.random.between(0.1, 5), () => {
      if (this.#place === place) this.#begin();
    });
  }

  /** Among workers that all do as they should, nothing is refused. */
  #refuse(from: number, reason: string): void {
    this.#world.invariants.violated("frames", `${this.#placed.workerId} refused rank ${from}: ${reason}`);
    this.#owner.failed(reason);
  }

  get #number(): number {
    return this.#now.program.round;
  }

  get #now(): ModelState {
    return must(this.#state, "a state");
  }

  get #placed(): Place {
    return must(this.#place, "a place in a generation");
  }
}
