// Writes a run's report into its folder.
import path from "node:path";
import { writeAtomically } from "../../common/files.ts";
import { readReportData } from "./read.ts";
import { renderReport } from "./render.ts";

/**
 * Writes RUN/report.html, be the run over or not.
 * @throws UsageError when there is no run in the folder, ConfigError when its job.yaml is not a job.
 * @returns the file's path.
 */
export async function writeReport(runDir: string): Promise<string> {
  const file = path.join(path.resolve(runDir), "report.html");
  await writeAtomically(file, [renderReport(await readReportData(runDir))]);
  return file;
}
