// test.json: how the model does on the test split, in detail. Written at the end of a run; read here as something from outside.
import path from "node:path";
import { z } from "zod";
import { CorruptDataError, messageOf } from "../../common/errors.ts";
import type { TestReport } from "../../common/metrics/classification.ts";
import { readText } from "./run-folder.ts";

/** A number that is not finite is null in JSON. */
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? Number.NaN);

const schema = z.object({
  split: z.string(),
  samples: z.number(),
  loss: number,
  accuracy: number,
  top5: z.number().nullish(),
  metrics: z.record(z.string(), number).optional(),
  macro: z.object({ precision: number, recall: number, f1: number }),
  classes: z.array(z.object({ class: z.string(), precision: number, recall: number, f1: number, support: number })),
  confusion: z.array(z.array(z.number())),
  mostWrong: z.array(z.object({ path: z.string(), class: z.string(), predicted: z.string(), probability: number })),
});

/**
 * @returns undefined when the run has no test.json; a metric that is not there is NaN.
 * @throws CorruptDataError when it is torn or something else.
 */
export async function readTestReport(directory: string): Promise<TestReport | undefined> {
  const file = path.join(directory, "test.json");
  const text = await readText(file);
  if (text === undefined) return undefined;
  try {
    const { top5, metrics, ...rest } = schema.parse(JSON.parse(text));
    return { ...rest, ...(typeof top5 === "number" && { top5 }), ...(metrics !== undefined && { metrics }) };
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? firstIssue(cause) : messageOf(cause);
    throw new CorruptDataError(`${file} is not a whole test report: ${reason}`, { cause });
  }
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? "it has another shape" : `${issue.path.join(".")}: ${issue.message}`;
}
