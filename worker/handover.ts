// How a generation's members come to stand at the same place before its first round: those that are behind get all of it from one that
// is not. What is small travels as one message, the tensors in pieces after it.
//   T1. They are read and hashed where they lie, beside the compute thread: only calls that this thread awaits change them, and the next
//       such call is the update of a round that whoever gets them has a part in.
import { deserialize, serialize } from "node:v8";
import { CorruptDataError, must } from "../common/errors.ts";
import type { LedgerRecord } from "../common/ledger/record.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { Arena } from "./compute/arena.ts";
import type { ComputeThread } from "./compute/client.ts";
import { hashOf } from "./compute/hash.ts";
import type { Kernels } from "./compute/kernels/kernels.ts";
import type { Command, Entry, Members } from "./members.ts";
import type { ProtocolPoints } from "./protocol-points.ts";
import type { PublishedCheckpoint } from "./published-news.ts";
import type { Told } from "./run-round.ts";
import type { Spoken } from "./speaker.ts";

/** What a worker must have to go on as the others do, tensors apart. */
export interface Handover {
  readonly state: ProgramState;
  /** That the others' next messages carry. */
  readonly stateHash: string;
  /** What was asked of all in the last round. */
  readonly command: Command;
  /** Of the rounds that no published checkpoint covers. */
  readonly records: readonly LedgerRecord[];
  readonly spoken: readonly Spoken[];
  readonly told: Told;
  /** Round of the last checkpoint that was begun. */
  readonly savedRound: number;
}

interface Greeting {
  readonly published: PublishedCheckpoint | undefined;
  readonly handover?: Handover;
  /** Of the tensors that follow. */
  readonly tensorsHash?: string;
}

export interface HandoverParts {
  readonly members: Members;
  readonly compute: Pick<ComputeThread, "call">;
  readonly arena: Arena;
  /** Over the arena's memory, on this thread. */
  readonly kernels: Pick<Kernels, "hash64">;
  readonly points: ProtocolPoints;
  /** Resolves when nothing is read from the snapshot any more. */
  readonly snapshotFree: () => Promise<void>;
}

/** What is on its way at once is twice this at most: members are one piece apart. */
const PIECE_BYTES = 16 << 20;

/** @param ours asked of the source only. @returns what this worker was given, if it was behind; its tensors are in place then */
export async function handOver(
  parts: HandoverParts,
  entry: Entry,
  ours: () => Handover,
): Promise<Handover | undefined> {
  const { members } = parts;
  const { behind, source } = entry;
  const forAll: Greeting = { published: members.news.newest };
  const tensorsHash = hashToGive(parts, entry);
  const forBehind = tensorsHash === undefined ? forAll : { ...forAll, tensorsHash, handover: ours() };
  const greetings = await greet(members, (to) => (behind.includes(to) ? forBehind : forAll));
  members.news.hear(greetings.map(({ published }) => published));
  const given = behind.includes(members.rank) ? must(greetings[source], "the source's greeting") : undefined;
  if (given !== undefined) await parts.snapshotFree();
  if (behind.length > 0) await copyTensors(parts, entry);
  if (given === undefined) return undefined;
  await takeTensors(parts, must(given.tensorsHash, "a hash"));
  return must(given.handover, "a handover");
}

/** Of the tensors as they are now; undefined for a worker that gives none. */
function hashToGive({ members, kernels, arena }: HandoverParts, { behind, source }: Entry): string | undefined {
  const gives = members.rank === source && behind.length > 0;
  return gives ? hashOf(kernels, arena.state, arena.stateBytes) : undefined;
}

async function greet(members: Members, greetingFor: (rank: number) => Greeting): Promise<readonly Greeting[]> {
  const messages = new Map<Greeting, Uint8Array>();
  members.beginRound();
  const heard = await members.exchange((to) => {
    const greeting = greetingFor(to);
    const message = messages.get(greeting) ?? serialize(greeting);
    messages.set(greeting, message);
    return message;
  });
  return heard.map((bytes) => deserialize(bytes) as Greeting);
}

/** In as many exchanges as there are pieces, in which those that neither give nor get say nothing. */
async function copyTensors({ members, arena, points }: HandoverParts, { behind, source }: Entry): Promise<void> {
  const gives = members.rank === source;
  const gets = behind.includes(members.rank);
  const { memory, state, snapshot, stateBytes } = arena;
  const tensors = new Uint8Array(memory.buffer, gives ? state : snapshot, stateBytes);
  for (let at = 0; at < stateBytes; at += PIECE_BYTES) {
    const piece = gives ? tensors.subarray(at, at + PIECE_BYTES) : NOTHING;
    members.beginRound();
    const heard = await members.lend((to) => (behind.includes(to) ? piece : NOTHING));
    if (gives || gets) points.reach("in-state-copy");
    if (gets) tensors.set(must(heard[source], "the source's piece"), at);
  }
}

/** @throws CorruptDataError when they are not what was sent */
async function takeTensors({ members, compute }: HandoverParts, expected: string): Promise<void> {
  // The tensors are of another round than the place that this worker would tell of.
  members.seal();
  const found = await compute.call("restore", undefined);
  if (found !== expected)
    throw new CorruptDataError(`the state that was copied has the hash ${found}, expected ${expected}`);
}

const NOTHING = new Uint8Array();
