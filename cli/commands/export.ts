// elastune export RUN --format F: the fine-tuned model in another format.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import { EXPORT_FORMATS, type ExportFormat } from "../../worker/model/export-formats.ts";
import { exportFineTuned } from "../../worker/predict/export.ts";
import { openFineTuned } from "../library/fine-tuned.ts";

export interface ExportFlags {
  readonly format: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** @returns the exit code. */
export async function exportCommand(target: string, flags: ExportFlags): Promise<number> {
  const format = formatOf(flags.format);
  const { fineTuned, run, file } = await openFineTuned(target);
  const beside = run === undefined ? path.dirname(path.resolve(file)) : run.directory;
  const folder = path.resolve(flags.output ?? path.join(beside, "exports", format));
  if (flags.output !== undefined) await refuseFilled(folder);
  await exportFineTuned(fineTuned, format, folder, run?.job.spec.workers.device ?? "auto");
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ event: "exported", time: new Date().toISOString(), format, path: folder })}\n`
      : `${folder} holds the model as ${format}.\n`,
  );
  return 0;
}

function formatOf(text: string): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => known === text);
  if (format !== undefined) return format;
  throw new UsageError(`--format: expected ${EXPORT_FORMATS.join(", ")}, found ${text}.`);
}

/** An export replaces what is in its folder: one that somebody named must not hold anything. */
async function refuseFilled(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    if (isMissing(error)) return;
    throw new UsageError(`${folder} is not a folder that can be written. Choose another by --output DIR.`);
  }
  throw new UsageError(`${folder} exists and is not empty. Choose another folder by --output DIR.`);
}
