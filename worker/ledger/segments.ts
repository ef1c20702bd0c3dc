// The ledger's folder: one immutable file a checkpoint, named by its content.
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { CorruptDataError } from "../../common/errors.ts";
import { isMissing, writeAtomically } from "../../common/files.ts";
import type { LedgerRecord } from "../../common/ledger/record.ts";
import { encodeSegment, openSegment, type Segment, type SegmentRef, segmentRef } from "../../common/ledger/segment.ts";

/** Writes the records that `round` ends with, chained to the segment before them. */
export async function writeSegment(
  folder: string,
  round: number,
  previous: string,
  records: readonly LedgerRecord[],
): Promise<SegmentRef> {
  const bytes = encodeSegment({ previous, records });
  const ref = segmentRef(bytes, round, records.length);
  await writeAtomically(path.join(folder, ref.file), [bytes]);
  return ref;
}

/** @throws CorruptDataError when it is missing or not what the checkpoint names */
export async function readSegment(folder: string, ref: SegmentRef): Promise<Segment> {
  try {
    return openSegment(await readFile(path.join(folder, ref.file)), ref);
  } catch (error) {
    if (isMissing(error)) throw new CorruptDataError(`${ref.file}: this segment of the ledger is not there`);
    throw error;
  }
}

/** Removes the files of a folder that `concerns` them and that nothing names. */
export async function removeUnnamed(
  folder: string,
  named: ReadonlySet<string>,
  concerns: (name: string) => boolean = () => true,
): Promise<void> {
  for (const name of await filesIn(folder))
    if (concerns(name) && !named.has(name)) await rm(path.join(folder, name), { force: true });
}

/** Names in a folder; none when it is not there. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
