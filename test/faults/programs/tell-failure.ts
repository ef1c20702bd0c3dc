// What makes a program of these tests fail, told as `elastune --json` tells it.
import { failureOf } from "../../../cli/failure.ts";

/** @returns the exit code */
export function tellFailure(error: unknown): number {
  const { exitCode, event, text } = failureOf(error);
  process.stdout.write(`${JSON.stringify({ ...event, time: new Date().toISOString() })}\n`);
  // What a launcher reads here it says itself.
  if (!process.argv.includes("--with-parent")) process.stderr.write(`${text}\n`);
  return exitCode;
}
