// A round that is complete: the worker holds what comes of it, and the world hears what that is.
import type { Round } from "../../common/program/rounds.ts";
import type { Holdings } from "./holdings.ts";
import { sumHashOf, vectorOf } from "./reduction.ts";
import type { Current, Place } from "./round-types.ts";
import type { Surroundings } from "./surroundings.ts";

interface CompleteRound extends Pick<Current, "number" | "turn" | "reduction" | "stateHash"> {
  readonly round: Round;
  /** Somebody wants the job to stop after it. */
  readonly stops: boolean;
}

export function commitRound(world: Surroundings, holdings: Holdings, place: Place, complete: CompleteRound): void {
  const { number, turn, reduction, stateHash: before, round, stops } = complete;
  const { workerId, generation, plan } = place;
  const result = holdings.results[turn];
  if (reduction !== undefined) holdings.turn = turn;
  const sum = reduction === undefined ? undefined : vectorOf(result);
  const isSpoiled = holdings.commit(world, { round, sum, stops, isAlone: plan.members.length === 1 });
  const { stateHash, state } = holdings;
  const microBatches = reduction === undefined ? [] : [...result.values()].map((piece) => piece?.microBatches ?? 0);
  const what = { number, round, before, stateHash, microBatches, sumHash: sumHashOf(result), isSpoiled };
  world.invariants.completed({ workerId, generation, ...what });
  if (stops) world.stopsAfter(number);
  world.completes(number, before, state);
  world.scheduler.note(`${workerId}: ${round.kind} round ${number} complete`);
}
