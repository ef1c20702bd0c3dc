// What a run's ledger says of losses.
import path from "node:path";
import { readLineage } from "../../../cli/verify/lineage.ts";

/** Steps in which others computed what a worker had that was lost. */
export async function stepsReissued(runDir: string): Promise<readonly number[]> {
  const folders = { checkpoints: path.join(runDir, "checkpoints"), ledger: path.join(runDir, "ledger") };
  const { links } = await readLineage(folders);
  const records = links.flatMap((link) => link.records ?? []);
  const steps = records.filter(({ held }) => held.kind === "train");
  return steps.flatMap(({ reissued }, i) => (reissued.length === 0 ? [] : [i + 1]));
}
