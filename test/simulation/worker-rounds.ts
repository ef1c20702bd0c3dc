// A worker's rounds, from generation to generation: those that are behind get the state first, then each round computes its share, takes
// part in the sum and in the gathering of small things, and goes on to the next round when both are complete.
import { must } from "../../common/errors.ts";
import { nextRound, type Round, type TrainRound } from "../../common/program/rounds.ts";
import type { TreeRange } from "../../common/tree.ts";
import type { CommandName, GenerationReport } from "../../coordinator/membership/events.ts";
import type { Finding } from "../../worker/audit.ts";
import { Arrivals } from "./arrivals.ts";
import { type Audit, Auditing, findingsOf } from "./auditing.ts";
import { Commands } from "./commands.ts";
import { commitRound } from "./commit-round.ts";
import type { Computing } from "./computing.ts";
import type { Frame } from "./messages.ts";
import { Holdings } from "./holdings.ts";
import { leavesOf, type ModelState } from "./model.ts";
import { Gatherings } from "./gatherings.ts";
import type { Turn } from "./parts.ts";
import type { Process } from "./process.ts";
import { Reduction } from "./reduction.ts";
import { RoundWork, sharesIn } from "./round-work.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Current, Place, RoundsOwner } from "./round-types.ts";
import type { Words } from "./words.ts";

export class WorkerRounds {
  readonly auditing: Auditing;
  readonly holdings = new Holdings();
  readonly #world: Surroundings;
  readonly #process: Process;
  readonly #owner: RoundsOwner;
  readonly #gatherings: Gatherings;
  readonly #work: RoundWork;
  #place: Place | undefined;
  #current: Current | undefined;
  #exchange = 0;
  #isFirst = true;
  readonly #arrivals = new Arrivals();
  readonly #commands = new Commands();

  constructor(world: Surroundings, process: Process, computing: Computing, owner: RoundsOwner) {
    this.#world = world;
    this.#process = process;
    this.#owner = owner;
    this.#gatherings = new Gatherings(world);
    this.auditing = new Auditing(world.model);
    this.#work = new RoundWork(world.model, process, computing, this.auditing);
  }

  get exchange(): number {
    return this.#exchange;
  }

  /** Where this worker stands. */
  report(generation: number): GenerationReport {
    return { generation, ...this.holdings.standing((round) => this.#work.progressOf(round)) };
  }

  /** The generation is over: what waits for its members never comes. */
  interrupt(): void {
    this.#work.interrupt();
    this.#current = undefined;
    this.#place = undefined;
    this.#arrivals.reset();
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
    const { plan, rank } = this.#placed;
    const { behind, source } = plan;
    if (!behind.includes(rank)) this.#tellStart();
    const { turn, stateHash } = this.holdings;
    this.#exchange = 1;
    const number = behind.includes(rank) ? 0 : this.holdings.round;
    this.#current = { exchange: 1, number, round: undefined, stateHash, turn, reduction: undefined, isSummed: true };
    this.#owner.begun();
    const words = { stateHash, stop: false };
    this.#gather((to) => (rank === source && behind.includes(to) ? { ...words, state: this.holdings.state } : words));
  }

  command(command: CommandName): void {
    if (this.#commands.hear(command)) this.#begin();
  }

  /** A peer's frame of this generation. */
  take(from: number, frame: Frame): void {
    const { round, body } = frame;
    const isUnderWay = body.kind === "gather" ? this.#gatherings.has(round) : this.#current?.isSummed === false;
    const isPending = isUnderWay && this.#arrivals.isBegun(frame);
    const reason = isPending ? undefined : this.#arrivals.whyNot(frame);
    if (reason !== undefined) this.#refuse(from, reason);
    else if (body.kind === "gather") this.#takePart(from, round, body);
    else if (isPending) this.#takeOfSum(from, frame);
    else this.#arrivals.keep(from, frame);
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
    const { rank, plan } = this.#placed;
    const { state, stateHash, round: number } = this.holdings;
    const round = nextRound(model.program, state.program);
    const leaves = leavesOf(model, round);
    const shares = sharesIn(plan, this.#isFirst, leaves);
    const exchange = ++this.#exchange;
    const turn = parts.nextTurn(this.holdings.turn);
    const isTrain = round.kind === "train";
    const reduction = isTrain ? this.#reduce(exchange, turn, leaves, shares) : undefined;
    const audit = isTrain ? this.auditing.auditOf(round, rank, shares) : undefined;
    const current = { exchange, number, round, stateHash, turn, reduction, audit, isSummed: reduction === undefined };
    this.#current = current;
    reduction?.start();
    for (const { from, frame } of this.#arrivals.takeEarly()) this.take(from, frame);
    this.#owner.begun();
    const share = { state, leaves, ranges: must(shares[rank], "a share"), isAlone: shares.length === 1 };
    this.#work.compute(current, share, (audited) => {
      this.#tell(current, audited);
    });
  }

  #reduce(exchange: number, turn: Turn, leaves: number, shares: readonly (readonly TreeRange[])[]): Reduction {
    const { rank } = this.#placed;
    const { stateHash } = this.holdings;
    this.#arrivals.sum = exchange;
    const plan = { rank, chunks: this.#world.chunksFor(shares.length), leaves, shares };
    return new Reduction({
      plan,
      exchange: this.#world.parts.createExchange(plan),
      into: this.holdings.results[turn],
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

  /** What all must know of a round, once this worker has computed its part of it. */
  #tell(current: Current, audited: string | undefined): void {
    if (this.#current !== current) return;
    const words = { stateHash: current.stateHash, stop: this.#commands.wantsStop, audited };
    this.#gather(() => words);
  }

  /** Workers have other numbers of one micro-batch: all compute it once more. */
  #dispute(before: Current, audit: Audit, round: TrainRound, found: readonly Finding[]): void {
    const current: Current = { ...before, exchange: ++this.#exchange, found };
    this.#current = current;
    this.#owner.begun();
    this.#work.recompute(audit, this.holdings.state, round, (audited) => {
      this.#tell(current, audited);
    });
  }

  /** The round is not applied; whoever is outvoted holds nothing of it. */
  #decide(findings: readonly Finding[]): void {
    const verdict = this.#world.parts.judge(findings);
    if (verdict.kind !== "wrong") {
      this.#owner.failed("audit-undecided");
      return;
    }
    if (verdict.ranks.includes(this.#placed.rank)) this.#work.forget();
    for (const rank of verdict.ranks) this.#owner.wrongNumbers(rank, "an audit");
  }

  #gather(wordsFor: (rank: number) => Words): void {
    const { exchange, stateHash } = must(this.#current, "an exchange under way");
    this.#arrivals.gather = exchange;
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
      this.#differ(current);
      return;
    }
    const reason = must(current.reduction, "a sum under way").take(from, body);
    if (reason !== undefined) this.#refuse(from, reason);
  }

  #completeIfWhole(): void {
    const current = this.#current;
    if (current?.isSummed !== true || this.#arrivals.gather !== current.exchange) return;
    const words = this.#gatherings.whole(current.exchange);
    if (words === undefined) return;
    this.#current = undefined;
    if (current.round === undefined) this.#greeted(words);
    else this.#heard(current, current.round, words);
  }

  /** What all say of a round: most often that it is complete. */
  #heard(current: Current, round: Round, words: readonly Words[]): void {
    const { parts, invariants } = this.#world;
    const found = findingsOf(words);
    if (words.some(({ stateHash }) => stateHash !== current.stateHash)) this.#differ(current);
    else if (current.found !== undefined) this.#decide([...current.found, ...found]);
    else if (current.audit !== undefined && round.kind === "train" && parts.judge(found).kind !== "alike")
      this.#dispute(current, current.audit, round, found);
    else {
      // One that was wrong has lost all who could have known.
      if (this.#work.isWrong(current.number) && found.length < 2) invariants.lost();
      this.#complete(current, round, words);
    }
  }

  /** Without a fault that does so, states never differ. */
  #differ({ number }: Current): void {
    const { invariants } = this.#world;
    if (!invariants.hasSpoiled) invariants.violated("S1", `states differ in round ${number}`);
    this.#owner.diverged(`states differ in round ${number}`);
  }

  /** Before the first round: who is behind has the state now. */
  #greeted(words: readonly Words[]): void {
    const { plan, rank, generation } = this.#placed;
    this.holdings.placedIn = generation;
    if (plan.behind.includes(rank)) {
      this.#adopt(must(words[plan.source]?.state, "the source's state"), this.#placed);
      this.#tellStart();
    }
    this.#begin();
  }

  #tellStart(): void {
    const { generation, plan } = this.#placed;
    const ids = plan.members.map(({ workerId }) => workerId);
    this.#world.starts(generation, ids, this.holdings.stateHash, this.holdings.round);
  }

  /** S7 counts from the first R of its own. */
  #adopt(state: ModelState, { workerId }: Place): void {
    this.holdings.state = state;
    this.#work.forget();
    this.#world.invariants.given(workerId);
  }

  #complete(current: Current, round: Round, words: readonly Words[]): void {
    const { scheduler } = this.#world;
    const stops = words.some(({ stop }) => stop);
    commitRound(this.#world, this.holdings, this.#placed, { ...current, round, stops });
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

  get #placed(): Place {
    return must(this.#place, "a place in a generation");
  }
}
