// The pure cores that a simulation drives, as parts that a test may replace by broken ones.
import { type Leadership, guarded } from "../../coordinator/store/guarded.ts";
import type { Transaction } from "../../coordinator/store/store.ts";
import { judge } from "../../worker/audit.ts";
import { Exchange, type ExchangePlan } from "../../worker/collective/exchange.ts";
import { type Hall, type Hello, judgeHello, type Verdict } from "../../worker/collective/handshake.ts";
import { Gathering } from "../../worker/collective/gathering.ts";
import { committed } from "./model.ts";

export type ExchangeCore = Pick<
  Exchange,
  "start" | "addOwn" | "whyNotBlock" | "addPeer" | "whyNotResult" | "addResult" | "needs"
>;

export type GatheringCore = Pick<Gathering, "whyNot" | "place" | "landed" | "addOwn" | "needs" | "whole">;
/** Which of the two buffers for R is written. */
export type Turn = 0 | 1;

export interface Parts {
  readonly createExchange: (plan: ExchangePlan) => ExchangeCore;
  readonly createGathering: (ranks: number) => GatheringCore;
  readonly judgeHello: (hello: Hello, hall: Hall) => Verdict;
  /** Whether a frame belongs to the generation that its receiver is in. */
  readonly isCurrent: (frameGeneration: number, own: number) => boolean;
  readonly guarded: (leadership: Leadership, transaction: Transaction) => Transaction;
  readonly committed: typeof committed;
  readonly nextTurn: (turn: Turn) => Turn;
  readonly judge: typeof judge;
}

export const REAL_PARTS: Parts = {
  createExchange: (plan) => new Exchange(plan),
  createGathering: (ranks) => new Gathering(ranks),
  judgeHello,
  isCurrent: (frameGeneration, own) => frameGeneration === own,
  guarded,
  committed,
  nextTurn: (turn) => (turn === 0 ? 1 : 0),
  judge,
};
