// How a worker's failure travels to the coordinator: as the JSON of a `failed` report.
import { ConfigError, JobFailedError, messageOf, type Problem } from "../common/errors.ts";

export type FailureReport =
  | { readonly kind: "config"; readonly source: string; readonly problems: readonly Problem[] }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly hint?: string }
  /** Not foreseen. */
  | { readonly kind: "internal"; readonly message: string; readonly stack?: string };

export function failureReportOf(error: unknown): FailureReport {
  if (error instanceof ConfigError)
    return { kind: "config", source: error.message.split("\n", 1)[0] ?? "", problems: error.problems };
  if (error instanceof JobFailedError) {
    const { code, message, hint } = error;
    return { kind: "failed", code, message, ...(hint === undefined ? {} : { hint }) };
  }
  const stack = error instanceof Error ? error.stack : undefined;
  return { kind: "internal", message: messageOf(error), ...(stack === undefined ? {} : { stack }) };
}

/** The error that was reported. What is no report (another version's, say) becomes an error that shows it. */
export function errorOfReport(report: FailureReport): Error {
  if (report.kind === "config") return new ConfigError(report.source, report.problems);
  if (report.kind === "failed")
    return new JobFailedError(report.code, report.message, report.hint === undefined ? {} : { hint: report.hint });
  const error = new Error(report.message);
  if (report.stack !== undefined) error.stack = report.stack;
  return error;
}
