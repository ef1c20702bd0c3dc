// From round to round until the program says `end`, and from generation to generation: execute, commit, do what was decided, tell, save.
import { CorruptDataError, JobFailedError } from "../common/errors.ts";
import { nextRound, withEvaluationRestarted, withFeaturesRestarted } from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import { checkpointDue } from "./checkpointer.ts";
import { agree, finish, meet } from "./finish.ts";
import { type Handover, handOver } from "./handover.ts";
import { readyMemory } from "./idle-memory.ts";
import type { Begun, LoopParts, Trained } from "./loop-parts.ts";
import type { Command, Entry } from "./members.ts";
import { carryOut, commandApplied, runRound, type Told } from "./run-round.ts";

/** Where this worker stands, and what it must know beside the tensors to go on. */
interface Place {
  state: ProgramState;
  /** What was asked of all in the last round. */
  command: Command;
  readonly told: Told;
  /** Generation in which this worker last took its place. */
  generation: number;
}

/** @returns undefined when it was halted, with a checkpoint of where it stands on disk; or when this worker was to leave */
export async function trainToEnd(parts: LoopParts): Promise<Trained | undefined> {
  const { members, runner, checkpointer } = parts;
  let place: Place | undefined;
  members.standsAt(() => {
    if (place === undefined) return { kind: "fresh" };
    // An evaluation begins anew in the next generation, so what is held of it is void.
    const progress = place.state.evaluation === undefined ? runner.progress : NOTHING_HELD;
    const { state, generation: placed } = place;
    return { kind: "trained", round: state.round, stateHash: runner.stateHash, placed, ...progress };
  });
  try {
    for (;;) {
      try {
        const entry = place === undefined ? await firstEntry(parts) : await members.enter();
        // What it has does not count any more, whatever becomes of this generation.
        if (entry.restore) place = undefined;
        place = await placeIn(parts, entry, place);
        members.placed();
        await takeUp(parts, place);
        return await goOn(parts, place);
      } catch (error) {
        if (!members.passes(error)) throw error;
        runner.regroup();
      }
    }
  } finally {
    await checkpointer.close();
  }
}

/** What can be done before it is needed is done while this worker waits. */
async function firstEntry(parts: LoopParts): Promise<Entry> {
  const { members, loaded, clock, ready } = parts;
  const waiting = new AbortController();
  const made = readyMemory(loaded.arena, clock, waiting.signal);
  ready.rehearse(parts, waiting.signal);
  try {
    return await members.enter();
  } finally {
    waiting.abort();
    await made;
  }
}

const NOTHING_HELD = { leaves: 0, held: [] };

/** All members of a generation come to stand at the same place. */
async function placeIn(parts: LoopParts, entry: Entry, before: Place | undefined): Promise<Place> {
  const { checkpointer, loaded } = parts;
  const place = entry.restore ? await restoredPlace(parts) : before;
  const handover = await handOver(
    { ...parts, arena: loaded.arena, snapshotFree: () => checkpointer.copied() },
    entry,
    () => handoverOf(parts, place),
  ).catch(failedCopy);
  const now = handover === undefined ? place : await takenOver(parts, handover);
  if (now === undefined) throw new TypeError("this worker has no State, and nobody was to give it one");
  now.generation = parts.members.generation;
  return now;
}

/** Of what is damaged in a run this is the only thing that no other worker has: another process in this one's place gets a copy of its own. */
function failedCopy(error: unknown): never {
  if (!(error instanceof CorruptDataError)) throw error;
  throw new JobFailedError("copy-damaged", error.message, { cause: error });
}

/**
 * What all do once they stand there. A generation may end in the middle of it, for some before and for others after a part of it: each
 * part comes to the same when it is done again.
 */
async function takeUp(parts: LoopParts, place: Place): Promise<void> {
  const { checkpointer, speaker } = parts;
  await checkpointer.regroup();
  // Its sums are not handed over.
  place.state = withEvaluationRestarted(place.state);
  await speaker.repeat();
  place.state = await withStoredFeatures(parts, place.state);
}

/** Of the newest checkpoint, on all alike: none is published any more once the first of them looks for it. */
async function restoredPlace(parts: LoopParts): Promise<Place> {
  const { members, checkpointer, ledger, speaker } = parts;
  await checkpointer.regroup();
  await meet(members);
  ledger.takeOver([]);
  speaker.startOver();
  return placeOf(parts, await parts.restore());
}

function placeOf({ members }: LoopParts, { state }: Begun): Place {
  // A worker that is alone need not wait for a round to know what it has been asked.
  const command = members.worldSize === 1 ? members.wanted : "none";
  return { state, command, told: { phase: -1, onFeatures: false, setAside: false }, generation: members.generation };
}

function handoverOf({ runner, ledger, speaker, checkpointer }: LoopParts, place: Place | undefined): Handover {
  if (place === undefined) throw new TypeError("a worker without a State was to give it");
  const { stateHash } = runner;
  const { records } = ledger;
  const { spoken } = speaker;
  const { savedRound } = checkpointer;
  const { state, command, told } = place;
  return { state, command, told, stateHash, records, spoken, savedRound };
}

async function takenOver(
  { members, runner, ledger, speaker, checkpointer }: LoopParts,
  handover: Handover,
): Promise<Place> {
  await runner.takeOver(handover.stateHash);
  checkpointer.takeOver(handover.savedRound);
  ledger.takeOver(handover.records);
  speaker.takeOver(handover.spoken);
  const { state, command, told } = handover;
  return { state, command, told, generation: members.generation };
}

/** A run whose stored features are gone computes them again; so does one with a worker that cannot reach them. All ask each other. */
async function withStoredFeatures({ program, features }: LoopParts, state: ProgramState): Promise<ProgramState> {
  const wanted = program.phases[state.phase]?.features === true;
  return wanted && !(await features.open(state.phase)) ? withFeaturesRestarted(state) : state;
}

/** Until the end, or until the generation is over. */
async function goOn(parts: LoopParts, place: Place): Promise<Trained | undefined> {
  const { program, members, checkpointer, speaker } = parts;
  for (let round = nextRound(program, place.state); round.kind !== "end"; round = nextRound(program, place.state)) {
    if (place.command === "halt") {
      await agree(parts);
      await checkpointer.save(place.state, true);
      await checkpointer.settled();
      return undefined;
    }
    await members.mayGoOn();
    speaker.begin(place.state.round);
    const before = place.state;
    const committed = await runRound(parts, before, round, place.told);
    parts.points.reach("before-commit", round);
    checkpointer.completed({ compared: round.kind !== "features" });
    place.command = committed.command;
    await carryOut(parts, before.step, committed.outcomes);
    const after = await commandApplied(parts, committed.state, committed.command);
    const { generation, reissued } = members;
    parts.ledger.committed({ program, generation, before, round, committed, after, reissued });
    place.state = after;
    members.completed();
    // One that is due now would wait for agreement in a round that this worker has no part in: in the next generation it is overdue.
    if (members.drained) {
      await checkpointer.settled();
      return undefined;
    }
    if (checkpointDue(program, before, after, parts.job.spec.checkpoint.everySteps) || checkpointer.overdue)
      await checkpointer.save(after);
  }
  speaker.begin(place.state.round);
  return await finish(parts, place.state, place.told);
}
