// How a generation's members come to stand at the same place before its first round: those that are behind get all of it from one that
// is not. What is small travels as one message, the tensors in pieces after it.
import { deserialize, serialize } from "node:v8";
import { CorruptDataError, must } from "../common/errors.ts";
import type { LedgerRecord } from "../common/ledger/record.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { Arena } from "./compute/arena.ts";
import type { ComputeThread } from "./compute/client.ts";
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
}

export interface HandoverParts {
  readonly members: Members;
  readonly compute: Pick<ComputeThread, "call">;
  readonly arena: Arena;
  readonly points: ProtocolPoints;
  /** Resolves when nothing is read from the snapshot any more. */
  readonly snapshotFree: () => Promise<void>;
}

const PIECE_BYTES = 64 << 20;

/** @param ours asked of the source only. @returns what this worker was given, if it was behind; its tensors are in place then */
export async function handOver(
  parts: HandoverParts,
  { behind, source }: Entry,
  ours: () => Handover,
): Promise<Handover | undefined> {
  const { members } = parts;
  const gives = members.rank === source && behind.length > 0;
  const plain: Greeting = { published: members.news.newest };
  const forAll = serialize(plain);
  const forBehind = gives ? serialize({ ...plain, handover: ours() } satisfies Greeting) : forAll;
  members.beginRound();
  const heard = await members.exchange((to) => (behind.includes(to) ? forBehind : forAll));
  const greetings = heard.map((bytes) => deserialize(bytes) as Greeting);
  members.news.hear(greetings.map(({ published }) => published));
  if (behind.length > 0) await copyTensors(parts, { behind, source });
  if (!behind.includes(members.rank)) return undefined;
  const { handover } = must(greetings[source], "the source's greeting");
  return must(handover, "a handover");
}

/** In as many exchanges as there are pieces, in which those that neither give nor get say nothing. */
async function copyTensors(
  { members, compute, arena, points, snapshotFree }: HandoverParts,
  { behind, source }: Pick<Entry, "behind" | "source">,
): Promise<void> {
  const gives = members.rank === source;
  const gets = behind.includes(members.rank);
  if (gives || gets) await snapshotFree();
  const hash = gives ? await compute.call("snapshot", undefined) : "";
  const snapshot = new Uint8Array(arena.memory.buffer, arena.snapshot, arena.stateBytes);
  let expected = "";
  for (let at = 0; at < snapshot.length; at += PIECE_BYTES) {
    const piece = gives ? serialize({ hash, bytes: Buffer.from(snapshot.subarray(at, at + PIECE_BYTES)) }) : NOTHING;
    members.beginRound();
    const heard = await members.exchange((to) => (behind.includes(to) ? piece : NOTHING));
    if (gives || gets) points.reach("in-state-copy");
    if (!gets) continue;
    const given = deserialize(must(heard[source], "the source's piece")) as { hash: string; bytes: Uint8Array };
    snapshot.set(given.bytes, at);
    expected = given.hash;
  }
  if (!gets) return;
  // The tensors are of another round than the place that this worker would tell of.
  members.seal();
  const found = await compute.call("restore", undefined);
  if (found !== expected)
    throw new CorruptDataError(`the state that was copied has the hash ${found}, expected ${expected}`);
}

const NOTHING = new Uint8Array();
