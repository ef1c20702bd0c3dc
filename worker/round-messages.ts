// What a worker tells the others in a round, as bytes. Structured clones keep every bit of a number (JSON has no NaN) and its arrays' types;
// whoever can send one has passed the link's handshake and is trusted as much as with gradients.
import { deserialize, serialize } from "node:v8";
import { DivergedError } from "../common/errors.ts";
import type { SummedBlock } from "./compute/round-sums.ts";
import type { SampleProof } from "./fed-samples.ts";
import type { Command, Members } from "./members.ts";
import type { PublishedCheckpoint } from "./published-news.ts";

/** A micro-batch that was evaluated: samples of it and what the network made of them. */
export interface EvaluatedMicroBatch {
  /** Of the round. */
  readonly index: number;
  /** Manifest ids; -1 is padding or a sample that was set aside. */
  readonly sampleIds: Int32Array;
  /** Cross-entropy of each sample. */
  readonly losses: Float32Array;
  /** samples x classes. */
  readonly logits: Float32Array;
}

/** Sums of the worker's blocks, and the samples they are of. */
export interface TrainMessage extends SampleProof {
  readonly blocks: readonly SummedBlock[];
  /** What the audited micro-batch came to, where this worker computed it. */
  readonly audited: string | undefined;
}

export interface EvaluationMessage extends SampleProof {
  /** Of the state that was evaluated. */
  readonly stateHash: string;
  /** The worker's micro-batches that have samples, in order. */
  readonly microBatches: readonly EvaluatedMicroBatch[];
}

export interface Heard<Message> {
  /** By rank. */
  readonly messages: readonly Message[];
  /** The strongest that any of them said. */
  readonly command: Command;
}

const STRENGTH: readonly Command[] = ["none", "stop", "halt"];

/** What a worker says in each round, whatever the round is about. */
interface Said<Message> {
  readonly message: Message;
  readonly command: Command;
  readonly published: PublishedCheckpoint | undefined;
  /** Round up to which the coordinator has taken what was told. */
  readonly taken: number;
}

/** Says a message in the current round and hears everyone's. Resolves when all have spoken. */
export async function exchange<Message extends object>(members: Members, message: Message): Promise<Heard<Message>> {
  const { wanted, news, taken } = members;
  const ours: Said<Message> = { message, command: wanted, published: news.take(), taken: taken.round };
  const heard = (await members.gather(serialize(ours))).map((bytes) => deserialize(bytes) as Said<Message>);
  news.hear(heard.map(({ published }) => published));
  taken.hear(heard.map((one) => one.taken));
  const strongest = Math.max(...heard.map(({ command }) => STRENGTH.indexOf(command)));
  return { messages: heard.map(({ message: one }) => one), command: STRENGTH[strongest] ?? "none" };
}

/** @param each what each worker has, by rank. @throws DivergedError where S1 does not hold */
export function refuseDifferent(what: string, each: readonly string[]): void {
  if (new Set(each).size === 1) return;
  const listed = each.map((one, rank) => `rank ${rank} ${one}`).join(", ");
  throw new DivergedError(`the workers have different ${what}: ${listed}`);
}
