// What a report is made of: plain data, so that the page is a pure function of it.
import type { FinishedEvent, RunEvent, Stamped } from "../../common/events.ts";
import type { Job } from "../../common/job/schema.ts";
import type { TestReport, WrongSample } from "../../common/metrics/classification.ts";

export interface ReportData {
  /** Name of the run: its folder's. */
  readonly run: string;
  readonly job: Job;
  /** job.yaml as it stands in the folder. */
  readonly jobText: string;
  readonly events: readonly (RunEvent & Stamped)[];
  /** Undefined while the run is not over. */
  readonly finished: FinishedEvent | undefined;
  readonly test: TestOutcome;
  readonly mostWrong: readonly WrongPicture[];
  /** The sheet of augmented samples, as a data: address. */
  readonly augmentation: string | undefined;
  /** Undefined where no manifest could be read. */
  readonly dataset: { readonly samples: number; readonly classes: number } | undefined;
  /** Of the newest checkpoint; undefined before the first one. */
  readonly fingerprint: Readonly<Record<string, string>> | undefined;
  readonly elastuneVersion: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

export type TestOutcome =
  | { readonly kind: "measured"; readonly report: TestReport }
  | { readonly kind: "missing"; readonly reason: string };

export interface WrongPicture extends WrongSample {
  /** A small picture as a data: address, or why there is none. */
  readonly picture:
    | { readonly kind: "shown"; readonly source: string }
    | { readonly kind: "missing"; readonly reason: string }
    /** The sample is a row of numbers. */
    | { readonly kind: "none" };
}
