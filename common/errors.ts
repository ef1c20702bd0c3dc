// Errors by what the receiver must do. Catch at boundaries only (handler, loop, main); log or rethrow, never both.

/** One thing that is wrong with what a person wrote: where, what was expected, what was found. */
export interface Problem {
  /** Where: a path in the job ("spec.training.batchSize"), a layer or a file. */
  readonly path: string;
  /** 1-based line in the file, where there is one. */
  readonly line?: number;
  /** One sentence: what is wrong, what was expected and what was found. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** The job, a model or a data set can't be used as it is. Stop before training, exit code 78; lists all problems at once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];
  /** @param source the file that the problems are in, for the first line of the message. */
  constructor(source: string, problems: readonly Problem[], options?: ErrorOptions) {
    super([source, ...problems.map(formatProblem)].join("\n"), options);
    this.problems = problems;
  }
}

/** "line 12: spec.training.batchSize: expected a multiple of 16, found 100 (hint)". */
export function formatProblem(problem: Problem): string {
  const line = problem.line === undefined ? "" : `line ${problem.line}: `;
  const path = problem.path === "" ? "" : `${problem.path}: `;
  const hint = problem.hint === undefined ? "" : ` (${problem.hint})`;
  return `  ${line}${path}${problem.message}${hint}`;
}

/** The call itself is wrong (an unknown flag, a run folder that exists): fix the caller, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The job failed while it ran: exit code 1. `code` is stable, kebab-case and listed in docs/errors.md. */
export class JobFailedError extends Error {
  override readonly name = "JobFailedError";
  readonly code: string;
  readonly hint: string | undefined;
  constructor(code: string, message: string, options?: ErrorOptions & { readonly hint?: string }) {
    super(message, options);
    this.code = code;
    this.hint = options?.hint;
  }
}

/** A call asks for what cannot be: fix the caller, the same call again is refused again. */
export class InvalidRequestError extends Error {
  override readonly name = "InvalidRequestError";
}

/** Stored bytes are not what was written. Never retry; use an older checkpoint. */
export class CorruptDataError extends Error {
  override readonly name = "CorruptDataError";
}

/** The same call may succeed later: try again, with back-off. */
export class TransientError extends Error {
  override readonly name = "TransientError";
}

/** Another coordinator leads: go to it. */
export class NotLeaderError extends Error {
  override readonly name = "NotLeaderError";
  /** Its address, where it is known. */
  readonly leader: string | undefined;
  constructor(leader: string | undefined, message: string, options?: ErrorOptions) {
    super(message, options);
    this.leader = leader;
  }
}

/** The time budget of a call is over. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/** The caller belongs to another generation than the current one: rendezvous again. */
export class StaleGenerationError extends Error {
  override readonly name = "StaleGenerationError";
  readonly current: number;
  constructor(current: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.current = current;
  }
}

/** A member of the generation cannot be reached any more: report it and wait for the next generation. */
export class PeerLostError extends Error {
  override readonly name = "PeerLostError";
  readonly rank: number;
  readonly generation: number;
  constructor(rank: number, generation: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.rank = rank;
    this.generation = generation;
  }
}

/** Members of a generation that should have the same state have not: all say what they have, in the next generation. */
export class DivergedError extends Error {
  override readonly name = "DivergedError";
}

/** Members of a generation compute other numbers than the others do: they are set aside, and the round is done again without them. */
export class WrongNumbersError extends Error {
  override readonly name = "WrongNumbersError";
  readonly ranks: readonly number[];
  constructor(ranks: readonly number[], message: string, options?: ErrorOptions) {
    super(message, options);
    this.ranks = ranks;
  }
}

/** A bug of ours: log with its state and crash. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** Narrows to a value that must be there; the message says which invariant broke. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new InvariantError(`missing: ${what}`);
  return value;
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
