// The checkpoints that lead to a run's newest one, oldest first, with their records. Reads what it can: what is missing or damaged is a
// problem of its own, and nothing before it can be looked at.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { CorruptDataError, messageOf, type Problem } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import type { LedgerRecord } from "../../common/ledger/record.ts";
import { NO_SEGMENT, openSegment } from "../../common/ledger/segment.ts";
import { type CheckpointManifest, parseCheckpointManifest } from "../../worker/checkpoint/manifest.ts";
import { readText } from "../library/run-folder.ts";

export interface Folders {
  readonly checkpoints: string;
  readonly ledger: string;
}

export interface Link {
  readonly name: string;
  readonly manifest: CheckpointManifest;
  /** Undefined when the segment can't be had; a problem says why. */
  readonly records: readonly LedgerRecord[] | undefined;
}

export interface Lineage {
  readonly links: readonly Link[];
  readonly problems: readonly Problem[];
}

const LOST = "bring it back from a copy; without it nobody can tell what this run was trained on";

/** Empty when there is no checkpoint at all. */
export async function readLineage(folders: Folders): Promise<Lineage> {
  const problems: Problem[] = [];
  const manifests = await readManifests(folders.checkpoints, problems);
  const links: Link[] = [];
  for (const { name, manifest } of manifests.reverse()) {
    const before = links.at(-1)?.manifest;
    const records = await readRecords(folders.ledger, name, manifest, before, problems);
    links.push({ name, manifest, records });
  }
  return { links, problems };
}

async function readManifests(folder: string, problems: Problem[]): Promise<Omit<Link, "records">[]> {
  const manifests: Omit<Link, "records">[] = [];
  const seen = new Set<string>();
  try {
    for (let name = await newest(folder); name !== null && !seen.has(name); ) {
      seen.add(name);
      const manifest = parseCheckpointManifest(await readFile(path.join(folder, name), "utf8"), name);
      manifests.push({ name, manifest });
      name = manifest.parent;
    }
  } catch (error) {
    problems.push(unreadable(`checkpoints/${[...seen].at(-1) ?? "latest.json"}`, error));
  }
  return manifests;
}

async function newest(folder: string): Promise<string | null> {
  const text = await readText(path.join(folder, "latest.json"));
  if (text === undefined) return null;
  try {
    const { manifest } = JSON.parse(text) as { readonly manifest: unknown };
    if (typeof manifest === "string" && path.basename(manifest) === manifest) return manifest;
  } catch {
    // Said below, as of any other text that names no checkpoint.
  }
  throw new CorruptDataError("it does not name a checkpoint");
}

async function readRecords(
  folder: string,
  name: string,
  manifest: CheckpointManifest,
  before: CheckpointManifest | undefined,
  problems: Problem[],
): Promise<readonly LedgerRecord[] | undefined> {
  const { ledger, parent, round } = manifest;
  const where = `ledger/${ledger.file}`;
  try {
    const { previous, records } = openSegment(await readFile(path.join(folder, ledger.file)), ledger);
    // Of a parent that is not there nothing is known; that was said.
    const chained =
      before === undefined ? parent !== null || previous === NO_SEGMENT : previous === before.ledger.sha256;
    if (!chained)
      problems.push({ path: where, message: "it does not follow the segment of the checkpoint before it", hint: LOST });
    const last = records.at(-1)?.round ?? before?.round ?? 0;
    if (last !== round)
      problems.push({ path: where, message: `it ends with round ${last}, ${name} is of round ${round}`, hint: LOST });
    return records;
  } catch (error) {
    problems.push(unreadable(where, error));
    return undefined;
  }
}

function unreadable(where: string, error: unknown): Problem {
  const message = isMissing(error) ? "it is not there" : messageOf(error);
  return { path: where, message, hint: LOST };
}
