// Run folders as runs leave them, without running any.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { aReport, JOB_TEXT, someEvents } from "./report-data.ts";

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder of its own for a test, with these files in it. */
export async function aFolder(t: TestContext, files: Files = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-folder-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFiles(folder, files);
  return folder;
}

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

/** A finished run's files; `others` come on top. */
export function finishedRun(others: Files = {}): Files {
  return { ...unfinishedRun(), "finished.json": JSON.stringify(aReport().finished), ...others };
}

export function unfinishedRun(others: Files = {}): Files {
  const lines = someEvents().map((event) => JSON.stringify(event));
  return { "job.yaml": JOB_TEXT, "metrics.jsonl": `${lines.join("\n")}\n`, ...others };
}

/** The files of several runs, each below a folder of its name. */
export function below(runs: Readonly<Record<string, Files>>): Files {
  return Object.fromEntries(
    Object.entries(runs).flatMap(([run, files]) =>
      Object.entries(files).map(([name, content]) => [`${run}/${name}`, content]),
    ),
  );
}
