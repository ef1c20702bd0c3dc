// The error that a process of ours told and ended with, thrown again here: failureOf (cli/failure.ts) the other way round.
import { ConfigError, CorruptDataError, JobFailedError, UsageError } from "../../common/errors.ts";

interface Told {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export function thrownFrom({ code, message, hint }: Told, exitCode: number): Error {
  if (exitCode === 78) return configErrorOf(message);
  if (exitCode === 2) return new UsageError(message);
  if (code === "corrupt-data") return new CorruptDataError(message);
  return new JobFailedError(code, message, hint === undefined ? {} : { hint });
}

/** Its message holds the problems already, each in a line of its own. */
function configErrorOf(message: string): ConfigError {
  const [source = "", ...lines] = message.split("\n");
  return new ConfigError(
    source,
    lines.map((line) => ({ path: "", message: line.trim() })),
  );
}
