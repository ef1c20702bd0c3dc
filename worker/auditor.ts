// Carries audits out: this worker's part in them, and what follows where two workers differ.
import { JobFailedError, must, WrongNumbersError } from "../common/errors.ts";
import type { TrainRound } from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import { auditedMicroBatch, auditorOf, type AuditPolicy, type Finding, judge } from "./audit.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { PreparedRound } from "./feed.ts";
import type { Members } from "./members.ts";
import { exchange, type TrainMessage } from "./round-messages.ts";
import type { RoundInputs } from "./round-inputs.ts";

export interface Audit {
  readonly microBatch: number;
  /** `first`: it is in this worker's share; `second`: this worker computes it once more. */
  readonly part: "first" | "second" | "none";
}

interface AuditorParts {
  readonly policy: AuditPolicy;
  readonly compute: Pick<ComputeThread, "call">;
  readonly members: Members;
  readonly inputs: RoundInputs;
  /** What this worker holds of the round is void. */
  readonly disown: () => void;
}

type Said = Pick<TrainMessage, "audited">;

export class Auditor {
  readonly #parts: AuditorParts;

  constructor(parts: AuditorParts) {
    this.#parts = parts;
  }

  /** A worker that is alone has its part too: another one may join before the step is complete. */
  auditOf(round: TrainRound): Audit | undefined {
    const { policy, members } = this.#parts;
    const microBatch = auditedMicroBatch(round, policy);
    if (microBatch === undefined) return undefined;
    const owner = members.ownerOf(microBatch, policy.microBatches);
    const isSecond = members.rank === auditorOf(owner, members.worldSize);
    return { microBatch, part: members.rank === owner ? "first" : isSecond ? "second" : "none" };
  }

  /** The micro-batch that this worker computes once more, if it is to. */
  secondOf(audit: Audit | undefined): number | undefined {
    return audit?.part === "second" ? audit.microBatch : undefined;
  }

  /** What the micro-batch came to here, once all of this worker's share is computed; undefined where it was not computed. */
  async numbersOf({ microBatch, part }: Audit, state: ProgramState): Promise<string | undefined> {
    if (part === "first") return this.#parts.compute.call("audited", undefined);
    return part === "none" ? undefined : this.#compute(microBatch, state, this.#parts.inputs.again);
  }

  /**
   * Where two differ all compute the micro-batch once more: most are right then, and one that was wrong by chance contradicts itself.
   * @param messages of the round, by rank. @throws WrongNumbersError; JobFailedError when nobody can tell who is right
   */
  async compare(
    { microBatch }: Audit,
    state: ProgramState,
    round: TrainRound,
    messages: readonly Said[],
  ): Promise<void> {
    const { members, inputs, disown } = this.#parts;
    const found = findingsOf(messages);
    if (judge(found).kind === "alike") return;
    const audited = await this.#compute(microBatch, state, inputs.prepareOne(round, microBatch));
    members.beginRound();
    const second = await exchange<Said>(members, { audited });
    const all = [...found, ...findingsOf(second.messages)];
    const verdict = judge(all);
    const what = `micro-batch ${microBatch} of step ${round.step}`;
    if (verdict.kind !== "wrong")
      throw new JobFailedError("audit-undecided", `${what} differs: ${listed(all)}`, { hint: HINT });
    if (verdict.ranks.includes(members.rank)) disown();
    throw new WrongNumbersError(verdict.ranks, `${what} was audited`);
  }

  /** Beside the round: what it comes to is not in its sum. */
  async #compute(microBatch: number, { round }: ProgramState, prepared: PreparedRound): Promise<string> {
    const { members, compute } = this.#parts;
    const taken = await prepared.take(1);
    const { input, seed } = must(taken[0], "the audited micro-batch");
    const run = { round, lo: microBatch, hi: microBatch + 1 };
    members.running({ ...run, done: false });
    try {
      return await compute.call("recompute", { input, seed });
    } finally {
      prepared.release(taken);
      members.running({ ...run, done: true });
    }
  }
}

const HINT =
  "a worker's memory or arithmetic is faulty: train on other machines, or with three workers, which can tell";

function findingsOf(messages: readonly Said[]): readonly Finding[] {
  return messages.flatMap(({ audited }, rank) => (audited === undefined ? [] : [{ rank, numbers: audited }]));
}

function listed(findings: readonly Finding[]): string {
  return findings.map(({ rank, numbers }) => `rank ${rank} has ${numbers}`).join(", ");
}
