// Which checkpoint is a run's newest: kept by the coordinator's store, and by a run that has none in `latest.json` alone.
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { isMissing, writeAtomically } from "../../common/files.ts";

/** As the writer of checkpoints sees it. */
export interface CheckpointRegister {
  /** Names this worker's life. */
  readonly writer: string;
  /** Of the coordinator that leads; 0 without one. */
  readonly fencingToken: number;
  /**
   * Makes a checkpoint the newest if the one that it was written on is. By file names of manifests; null stands for none.
   * @returns the newest now
   */
  publish(change: { readonly expected: string | null; readonly name: string | null }): Promise<string | null>;
}

/** Of a run in one process, which nobody else can publish into. */
export function fileRegister(folder: string, writer: string): CheckpointRegister {
  return {
    writer,
    fencingToken: 0,
    publish: async ({ name }) => {
      await writeLatest(folder, name);
      return name;
    },
  };
}

/** What `latest.json` names; undefined when it is not there or names nothing. */
export async function readLatest(folder: string): Promise<string | undefined> {
  try {
    const value = JSON.parse(await readFile(fileIn(folder), "utf8")) as { readonly manifest?: unknown } | null;
    const name = value?.manifest;
    return typeof name === "string" && path.basename(name) === name ? name : undefined;
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export async function writeLatest(folder: string, name: string | null): Promise<void> {
  if (name === null) await rm(fileIn(folder), { force: true });
  else await writeAtomically(fileIn(folder), [`${JSON.stringify({ manifest: name })}\n`]);
}

function fileIn(folder: string): string {
  return path.join(folder, "latest.json");
}
