// What `elastune verify` says of a run in a workshop.
import assert from "node:assert/strict";
import type { Line } from "./elastune.ts";
import type { Workshop } from "./workshop.ts";

export interface Verdict {
  readonly code: number | null;
  readonly line: Line;
  /** All of stdout. */
  readonly text: string;
}

export async function verdictOn(workshop: Workshop, runDir: string): Promise<Verdict> {
  const { code, lines, stdout, stderr } = await workshop.elastune("verify", workshop.path(runDir), "--json");
  const [line] = lines;
  assert.ok(line !== undefined && lines.length === 1, stderr);
  return { code, line, text: stdout.join("\n") };
}

/** Nothing is wrong, missing or there twice. */
export async function assertVerified(workshop: Workshop, runDir: string): Promise<Line> {
  const { code, line, text } = await verdictOn(workshop, runDir);
  assert.deepEqual([line["ok"], code], [true, 0], text);
  assert.deepEqual([line["missing"], line["duplicated"], line["problems"]], [0, 0, []]);
  return line;
}
