// One of several workers, from generation to generation: what members.ts promises, by the collective and the session with the coordinator.
//   E1. From the moment a generation is wanted the one before is over here: what waits for its members fails, their frames are dropped.
//   E2. Where this worker stands is told only between rounds: never while a round that is whole is being applied.
import {
  DivergedError,
  InvariantError,
  JobFailedError,
  must,
  PeerLostError,
  StaleGenerationError,
  WrongNumbersError,
} from "../common/errors.ts";
import { sharesOf } from "../common/plan.ts";
import { rangesIn, type TreeRange } from "../common/tree.ts";
import type { Collective } from "./collective/collective.ts";
import type { Standing } from "./coordination/standing.ts";
import type { Start } from "./coordination/start.ts";
import type { WorkerSession } from "./coordination/worker-session.ts";
import type { Command, Entry, Members, ReduceCall, Reduction } from "./members.ts";
import type { ProtocolPoints } from "./protocol-points.ts";
import { PublishedNews } from "./published-news.ts";
import { SpeedGauge } from "./speed-gauge.ts";
import { TakenWords } from "./taken-words.ts";

const PASSING = [StaleGenerationError, PeerLostError, DivergedError, WrongNumbersError];

/** In one round: the first time the odd one gets the State of the others. */
const MOST_DIVERGED = 3;

export interface MemberParts {
  readonly collective: Pick<Collective, "join" | "interrupt" | "reduce" | "gather" | "exchange">;
  readonly session: Pick<
    WorkerSession,
    "command" | "resumed" | "start" | "running" | "peerLost" | "diverged" | "wrongNumbers"
  > & { speed: number };
  readonly signal: AbortSignal;
  readonly points: ProtocolPoints;
}

/** A generation that this worker has a part in. */
interface Part {
  readonly start: Start;
  readonly over: AbortController;
  /** Of the worker or of the generation. */
  readonly signal: AbortSignal;
  /** Exchanges that were begun. */
  exchanges: number;
  /** The first round is not complete. */
  isFirst: boolean;
}

export class Member implements Members {
  readonly news = new PublishedNews();
  readonly taken = new TakenWords();
  readonly #parts: MemberParts;
  readonly #speed = new SpeedGauge();
  #part: Part | undefined;
  /** How often the round under way could not be completed since States differ. */
  #diverged = 0;
  #standing: () => Standing = () => ({ kind: "fresh" });
  #sealed: { readonly opened: Promise<void>; readonly open: () => void } | undefined;

  constructor(parts: MemberParts) {
    this.#parts = parts;
  }

  get generation(): number {
    return this.#now.start.generation;
  }

  get rank(): number {
    return this.#now.start.rank;
  }

  get worldSize(): number {
    return this.#now.start.members.length;
  }

  get wanted(): Command {
    return this.#parts.session.command.wanted;
  }

  get interrupted(): boolean {
    return this.#now.over.signal.aborted;
  }

  get drained(): boolean {
    const part = this.#part;
    return part !== undefined && !part.isFirst && part.start.quotas[part.start.rank] === 0;
  }

  standsAt(standing: () => Standing): void {
    this.#standing = standing;
  }

  /** A generation is wanted: the one before is over. @returns where this worker stands */
  async reconfigure(generation: number): Promise<Standing> {
    const part = this.#part;
    if (part !== undefined && part.start.generation < generation && !part.over.signal.aborted) {
      const error = new StaleGenerationError(generation, `generation ${generation} is to begin`);
      part.over.abort(error);
      this.#parts.collective.interrupt(error);
    }
    await this.#sealed?.opened;
    this.#parts.points.reach("before-report");
    return this.#standing();
  }

  async enter(): Promise<Entry> {
    const { session, collective, signal, points } = this.#parts;
    for (;;) {
      const start = await session.start(this.#part?.start.generation ?? 0, signal);
      points.reach("before-start");
      const over = new AbortController();
      const either = AbortSignal.any([signal, over.signal]);
      this.#part = { start, over, signal: either, exchanges: 0, isFirst: true };
      const addresses = start.members.map(({ address }) => address);
      try {
        await collective.join({ generation: start.generation, rank: start.rank, addresses }, either);
        return start;
      } catch (error) {
        if (!this.passes(error)) throw error;
      }
    }
  }

  passes(error: unknown): boolean {
    if (this.#parts.signal.aborted) return false;
    if (error instanceof PeerLostError) this.#tellLost(error);
    if (error instanceof DivergedError) this.#tellDiverged(error);
    if (error instanceof WrongNumbersError) this.#tellWrong(error);
    return PASSING.some((passing) => error instanceof passing);
  }

  mayGoOn(): Promise<void> {
    return this.#parts.session.resumed(this.#now.signal);
  }

  async before<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this.#now.over;
    let fail: () => void = () => undefined;
    const over = new Promise<never>((_, reject) => {
      fail = () => {
        reject(signal.reason as Error);
      };
    });
    if (signal.aborted) fail();
    signal.addEventListener("abort", fail, { once: true });
    try {
      return await Promise.race([promise, over]);
    } finally {
      signal.removeEventListener("abort", fail);
    }
  }

  shareOf(count: number): TreeRange {
    return must(sharesOf(this.#now.start.quotas, count)[this.rank], "our share");
  }

  rangesOf(count: number): readonly TreeRange[] {
    return must(this.#allRanges(count)[this.rank], "our ranges");
  }

  get reissued(): readonly TreeRange[] {
    const { start, isFirst } = this.#now;
    return isFirst ? start.reissued : [];
  }

  ownerOf(microBatch: number, count: number): number {
    return this.#allRanges(count).findIndex((ranges) =>
      ranges.some(({ lo, hi }) => lo <= microBatch && microBatch < hi),
    );
  }

  beginRound(): void {
    this.#now.exchanges++;
  }

  reduce({ floats, leaves, stateHash }: ReduceCall): Reduction | undefined {
    if (this.worldSize === 1) return undefined;
    const round = this.#now.exchanges;
    return this.#parts.collective.reduce({ round, floats, leaves, shares: this.#allRanges(leaves), stateHash });
  }

  gather(payload: Uint8Array): Promise<readonly Uint8Array[]> {
    return this.#parts.collective.gather(this.#now.exchanges, payload);
  }

  exchange(payloadFor: (rank: number) => Uint8Array): Promise<readonly Uint8Array[]> {
    return this.#parts.collective.exchange(this.#now.exchanges, payloadFor);
  }

  lend(payloadFor: (rank: number) => Uint8Array): Promise<readonly Uint8Array[]> {
    return this.#parts.collective.exchange(this.#now.exchanges, payloadFor, true);
  }

  seal(): void {
    this.#now.over.signal.throwIfAborted();
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    this.#sealed = { opened, open };
  }

  completed(): void {
    this.#now.isFirst = false;
    this.#diverged = 0;
    this.placed();
  }

  placed(): void {
    this.#sealed?.open();
    this.#sealed = undefined;
  }

  running({ round, lo, hi, done }: TreeRange & { readonly round: number; readonly done: boolean }): void {
    this.#parts.session.running({ round, lo, hi, done });
  }

  measured(microBatches: number, ms: number): void {
    this.#parts.session.speed = this.#speed.add(microBatches, ms);
  }

  /** By rank. */
  #allRanges(count: number): readonly (readonly TreeRange[])[] {
    const { start, isFirst } = this.#now;
    if (isFirst && start.first !== undefined) return checked(start.first, count);
    return sharesOf(start.quotas, count).map(rangesIn);
  }

  #tellLost({ rank, generation }: PeerLostError): void {
    const peer = this.#part?.start.members[rank];
    if (peer !== undefined && this.#part?.start.generation === generation)
      this.#parts.session.peerLost(peer.workerId, generation);
  }

  /** @throws JobFailedError when it happens again and again: no State that is handed over helps then */
  #tellDiverged(error: DivergedError): void {
    if (this.#diverged++ < MOST_DIVERGED) this.#parts.session.diverged(this.generation, error.message);
    else
      throw new JobFailedError("state-diverged", error.message, {
        hint: "a worker's memory or arithmetic is faulty, or this is a bug in elastune: please report it",
        cause: error,
      });
  }

  /** All say so, those who are named too: a new coordinator takes it from the last one that comes back. */
  #tellWrong({ ranks, message }: WrongNumbersError): void {
    for (const rank of ranks) {
      const { workerId } = must(this.#now.start.members[rank], "a member");
      this.#parts.session.wrongNumbers(workerId, this.generation, message);
    }
  }

  get #now(): Part {
    return must(this.#part, "a part in a generation");
  }
}

function checked(first: readonly (readonly TreeRange[])[], count: number): readonly (readonly TreeRange[])[] {
  const planned = first.flat().reduce((sum, { lo, hi }) => sum + hi - lo, 0);
  if (planned === count) return first;
  throw new InvariantError(`a first round of ${planned} micro-batches is planned, it has ${count}`);
}
