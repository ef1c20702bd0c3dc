// What a run by several workers tells while it goes on.
import assert from "node:assert/strict";
import type { Elastune, Line } from "./elastune.ts";

/** The first generation of so many workers after another one. */
export async function generationOf(running: Elastune, worldSize: number, after: Line | undefined): Promise<Line> {
  const found = await running.until(
    (line) =>
      line.event === "generation" &&
      line["worldSize"] === worldSize &&
      Number(line["generation"]) > Number(after?.["generation"] ?? 0),
  );
  assert.ok(found !== undefined, `no generation of ${worldSize} workers`);
  return found;
}

/** Ten steps more: what has happened has become part of the state. */
export async function goneOn(running: Elastune): Promise<void> {
  const step = Number(running.lines.findLast(({ event }) => event === "step")?.["step"] ?? 0);
  assert.ok((await running.until((line) => line.event === "step" && Number(line["step"]) >= step + 10)) !== undefined);
}

/** Halts it: all that it told. */
export async function halted(running: Elastune): Promise<readonly Line[]> {
  running.kill("SIGINT");
  const { code, lines } = await running.ended;
  assert.equal(code, 130);
  return lines;
}

export function workerEvents(lines: readonly Line[], state: string): readonly Line[] {
  return lines.filter((line) => line.event === "worker" && line["state"] === state);
}
