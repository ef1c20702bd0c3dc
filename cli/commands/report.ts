// elastune report RUN: the run as one page, to look at and to pass on.
import { writeReport } from "../report/write.ts";

/** @returns the exit code. */
export async function reportCommand(runDir: string, flags: { readonly json?: boolean }): Promise<number> {
  const file = await writeReport(runDir);
  const event = { event: "reported", time: new Date().toISOString(), report: file };
  process.stdout.write(flags.json === true ? `${JSON.stringify(event)}\n` : `${file}\n`);
  return 0;
}
