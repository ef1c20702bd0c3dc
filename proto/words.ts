// The wire's enumerations as words of ours, so that nobody else deals in their numbers.
import { InvalidRequestError } from "../common/errors.ts";
import { elastune } from "./generated.ts";

const { CommandKind, ReportKind, JobState } = elastune.v1;

/** Two ways between a union of words and the numbers that stand for them on the wire. */
interface Words<Word extends string, Code extends number> {
  toWire(word: Word): Code;
  /** @throws InvalidRequestError for a number that this version does not know */
  fromWire(code: number): Word;
}

function words<Word extends string, Code extends number>(
  what: string,
  table: Readonly<Record<Word, Code>>,
): Words<Word, Code> {
  const byCode = new Map<number, Word>(Object.entries(table).map(([word, code]) => [code as Code, word as Word]));
  return {
    toWire: (word) => table[word],
    fromWire: (code) => {
      const word = byCode.get(code);
      if (word === undefined) throw new InvalidRequestError(`${what} ${code} is not known to this version`);
      return word;
    },
  };
}

/** What a worker can be told to do while it trains. */
export type CommandWord = "pause" | "resume" | "stop" | "halt";
export const commandWords = words<CommandWord, elastune.v1.CommandKind>("command", {
  pause: CommandKind.COMMAND_KIND_PAUSE,
  resume: CommandKind.COMMAND_KIND_RESUME,
  stop: CommandKind.COMMAND_KIND_STOP,
  halt: CommandKind.COMMAND_KIND_HALT,
});

/** What a worker reports. */
export type ReportWord = "event" | "begin" | "tested" | "trained" | "failed";
export const reportWords = words<ReportWord, elastune.v1.ReportKind>("report", {
  event: ReportKind.REPORT_KIND_EVENT,
  begin: ReportKind.REPORT_KIND_BEGIN,
  tested: ReportKind.REPORT_KIND_TESTED,
  trained: ReportKind.REPORT_KIND_TRAINED,
  failed: ReportKind.REPORT_KIND_FAILED,
});

/** Where a job stands. */
export type JobStateWord =
  | "forming"
  | "returning"
  | "reconfiguring"
  | "active"
  | "ending"
  | "ended"
  | "failed"
  | "halted";
export const jobStateWords = words<JobStateWord, elastune.v1.JobState>("job state", {
  forming: JobState.JOB_STATE_FORMING,
  returning: JobState.JOB_STATE_RETURNING,
  reconfiguring: JobState.JOB_STATE_RECONFIGURING,
  active: JobState.JOB_STATE_ACTIVE,
  ending: JobState.JOB_STATE_ENDING,
  ended: JobState.JOB_STATE_ENDED,
  failed: JobState.JOB_STATE_FAILED,
  halted: JobState.JOB_STATE_HALTED,
});
