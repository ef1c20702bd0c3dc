// A worker's rounds in one generation: computes its share, takes part in the sum and in the gathering of small things, and goes on to the
// next round when both are complete.
import { must } from "../../common/errors.ts";
import { type Quotas, sharesOf } from "../../common/plan.ts";
import { nextRound, type Round } from "../../common/program/rounds.ts";
import { blocksOf, rangesIn, type TreeRange } from "../../common/tree.ts";
import { whyNotRound } from "../../worker/collective/rounds.ts";
import type { Frame } from "./messages.ts";
import { hashOf, initialModelState, leavesOf, type ModelState, stopped } from "./model.ts";
import type { GatheringCore, Turn } from "./parts.ts";
import { pieceOf, Reduction, type Result, sumHashOf, vectorOf } from "./reduction.ts";
import type { Surroundings } from "./surroundings.ts";
import { decodeWords, encodeWords, partsOf } from "./words.ts";

export interface Place {
  readonly workerId: string;
  readonly generation: number;
  readonly rank: number;
  readonly quotas: Quotas;
}

export interface RoundsOwner {
  send(to: number, frame: Omit<Frame, "generation">): void;
  /** A round has begun: it needs something of every rank. */
  begun(): void;
  /** The last round is complete. */
  ended(): void;
  /** The job can't go on. */
  failed(reason: string): void;
}

interface Current {
  readonly number: number;
  readonly round: Round;
  readonly stateHash: string;
  readonly reduction: Reduction | undefined;
  isSummed: boolean;
}

export class WorkerRounds {
  readonly #world: Surroundings;
  readonly #owner: RoundsOwner;
  readonly #msPerMicroBatch: number;
  readonly #gatherings = new Map<number, GatheringCore>();
  /** Of rounds by turns (S7). */
  readonly #results: readonly [Result, Result] = [new Map(), new Map()];
  #turn: Turn = 0;
  #state: ModelState;
  #stateHash: string;
  #place: Place | undefined;
  #current: Current | undefined;
  #early: { readonly from: number; readonly frame: Frame }[] = [];
  #begun: { sum: number | undefined; gather: number | undefined } = { sum: undefined, gather: undefined };
  #held: "no" | "paused" | "at an edge" = "no";
  #wantsStop = false;
  #isOver = false;

  constructor(world: Surroundings, owner: RoundsOwner) {
    this.#world = world;
    this.#owner = owner;
    this.#state = initialModelState(world.model);
    this.#stateHash = hashOf(this.#state);
    this.#msPerMicroBatch = world.scheduler.random.pick([1, 5, 20, 60]);
  }

  get number(): number {
    return this.#state.program.round;
  }

  get stateHash(): string {
    return this.#stateHash;
  }

  /** S7: of the R that it holds, in a round that is not complete yet. */
  get heldSumHash(): string {
    const isUnderWay = this.#current?.reduction !== undefined;
    return sumHashOf(this.#results[isUnderWay ? other(this.#turn) : this.#turn]);
  }

  /** From here on frames of peers may come: they may be quicker to have all their links. */
  enter(place: Place): void {
    this.#place = place;
  }

  /** All links stand. */
  start(): void {
    this.#begin();
  }

  command(command: "pause" | "resume" | "stop" | "halt"): void {
    if (command === "pause" && this.#held === "no") this.#held = "paused";
    if (command === "stop") this.#wantsStop = true;
    if (command === "pause" || this.#held === "no") return;
    const isWaiting = this.#held === "at an edge";
    this.#held = "no";
    if (isWaiting) this.#begin();
  }

  stop(): void {
    this.#isOver = true;
  }

  /** A peer's frame of this generation. */
  take(from: number, frame: Frame): void {
    if (this.#isOver) return;
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
    if (current === undefined) return !this.#isOver;
    return !current.isSummed || (this.#gatherings.get(current.number)?.needs(rank) ?? true);
  }

  #begin(): void {
    if (this.#isOver) return;
    if (this.#held !== "no") {
      this.#held = "at an edge";
      return;
    }
    const { model } = this.#world;
    const { rank, quotas } = this.#placed;
    const number = this.number;
    const round = nextRound(model.program, this.#state.program);
    const leaves = leavesOf(model, round);
    const shares = sharesOf(quotas, leaves);
    const share = must(shares[rank], "a share");
    const reduction = round.kind === "train" ? this.#reduce(number, leaves, shares) : undefined;
    const stateHash = this.stateHash;
    this.#current = { number, round, stateHash, reduction, isSummed: reduction === undefined };
    reduction?.start();
    this.#takeEarly();
    this.#owner.begun();
    this.#compute(this.#current, blocksOf(leaves, share));
  }

  #reduce(number: number, leaves: number, shares: readonly TreeRange[]): Reduction {
    const { rank } = this.#placed;
    const stateHash = this.stateHash;
    this.#turn = this.#world.parts.nextTurn(this.#turn);
    this.#begun.sum = number;
    const plan = { rank, chunks: this.#world.chunksFor(shares.length), leaves, shares: shares.map(rangesIn) };
    return new Reduction({
      plan,
      exchange: this.#world.parts.createExchange(plan),
      into: this.#results[this.#turn],
      send: (to, body) => {
        if (!this.#isOver) this.#owner.send(to, { round: number, stateHash, body });
      },
      done: () => {
        must(this.#current, "a round under way").isSummed = true;
        this.#completeIfWhole();
      },
      overlapped: () => {
        this.#world.invariants.violated("S6", `a micro-batch of round ${number} was added twice`);
      },
    });
  }

  /** One block after the other, each when all its micro-batches are computed; then tells the others what is small. */
  #compute(current: Current, blocks: readonly TreeRange[]): void {
    if (this.#isOver || this.#current !== current) return;
    const [block, ...rest] = blocks;
    if (block === undefined) {
      this.#gather(current);
      return;
    }
    const { scheduler } = this.#world;
    scheduler.after((block.hi - block.lo) * this.#msPerMicroBatch * scheduler.random.between(0.8, 1.2), () => {
      if (this.#isOver || this.#current !== current) return;
      if (current.round.kind === "train")
        current.reduction?.add(block, pieceOf(this.#world.model, this.#state, current.round, block));
      this.#compute(current, rest);
    });
  }

  #gather({ number, stateHash }: Current): void {
    const { rank, quotas } = this.#placed;
    const payload = encodeWords({ stateHash, stop: this.#wantsStop });
    this.#begun.gather = number;
    this.#gatheringOf(number).addOwn(rank, payload);
    for (const body of partsOf(payload, this.#world.scheduler.random.pick([7, 64])))
      for (let i = 1; i < quotas.length; i++)
        this.#owner.send((rank + i) % quotas.length, { round: number, stateHash, body });
    this.#completeIfWhole();
  }

  #takePart(from: number, round: number, { offset, bytes, of }: Extract<Frame["body"], { kind: "gather" }>): void {
    const gathering = this.#gatheringOf(round);
    const part = { offset, bytes: bytes.length, of };
    const reason = gathering.whyNot(from, part);
    if (reason !== undefined) {
      this.#refuse(from, reason);
      return;
    }
    gathering.place(from, part).set(bytes);
    gathering.landed(from, bytes.length);
    this.#completeIfWhole();
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

  #takeEarly(): void {
    const early = this.#early;
    this.#early = [];
    for (const { from, frame } of early) this.take(from, frame);
  }

  #completeIfWhole(): void {
    const current = this.#current;
    if (current?.isSummed !== true || this.#begun.gather !== current.number) return;
    const payloads = this.#gatherings.get(current.number)?.whole;
    if (payloads !== undefined) this.#complete(current, payloads);
  }

  #complete(current: Current, payloads: readonly Uint8Array[]): void {
    const { model, invariants, parts, scheduler } = this.#world;
    const { number, round } = current;
    const result = this.#results[this.#turn];
    const sum = current.reduction === undefined ? undefined : vectorOf(result);
    this.#gatherings.delete(number);
    this.#current = undefined;
    this.#state = parts.committed(model, this.#state, round, sum);
    if (payloads.some((payload) => decodeWords(payload).stop)) {
      this.#state = stopped(model, this.#state);
      this.#world.stopsAfter(number);
    }
    const { workerId, generation } = this.#placed;
    const stateHash = (this.#stateHash = hashOf(this.#state));
    const microBatches =
      current.reduction === undefined ? [] : [...result.values()].map((piece) => piece?.microBatches ?? 0);
    invariants.completed({ workerId, generation, number, round, stateHash, microBatches, sumHash: sumHashOf(result) });
    scheduler.note(`${workerId}: ${round.kind} round ${number} complete`);
    if (round.kind === "end") this.#owner.ended();
    else
      scheduler.after(scheduler.random.between(0.1, 5), () => {
        this.#begin();
      });
  }

  #gatheringOf(round: number): GatheringCore {
    let gathering = this.#gatherings.get(round);
    if (gathering === undefined)
      this.#gatherings.set(round, (gathering = this.#world.parts.createGathering(this.#placed.quotas.length)));
    return gathering;
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

function other(turn: Turn): Turn {
  return turn === 0 ? 1 : 0;
}
