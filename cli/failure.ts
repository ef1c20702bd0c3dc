// What was thrown, as one message for people, one event for programs and an exit code.
import { ConfigError, CorruptDataError, JobFailedError, messageOf, UsageError } from "../common/errors.ts";
import type { RunEvent } from "../common/events.ts";

export interface Failure {
  readonly exitCode: 1 | 2 | 78;
  readonly event: RunEvent & { readonly event: "error" };
  readonly text: string;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ConfigError) return failure(78, "config", error.message);
  if (error instanceof UsageError) return failure(2, "usage", error.message);
  if (error instanceof CorruptDataError)
    return failure(
      1,
      "corrupt-data",
      error.message,
      "these are not the bytes that were written; use a copy, or start a new run",
    );
  if (error instanceof JobFailedError) return failure(1, error.code, error.message, error.hint);
  // Not foreseen: the stack is what a bug report needs.
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    ...failure(1, "internal", messageOf(error), "this is a bug in elastune; please report it"),
    text: `error: ${stack ?? messageOf(error)}`,
  };
}

function failure(exitCode: Failure["exitCode"], code: string, message: string, hint?: string): Failure {
  const rest = hint === undefined ? {} : { hint };
  return {
    exitCode,
    event: { event: "error", code, message, ...rest },
    text: `error: ${message}${hint === undefined ? "" : `\n  ${hint}`}`,
  };
}
