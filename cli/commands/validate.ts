// elastune validate JOB: everything that is wrong with a job file, without running it.
import { readFile } from "node:fs/promises";
import { ConfigError, messageOf } from "../../common/errors.ts";
import { stringifyJob } from "../../common/job/canonical.ts";
import { parseJob } from "../../common/job/parse.ts";

/** @throws ConfigError with every problem. @returns the exit code. */
export async function validateCommand(
  jobFile: string,
  flags: { readonly set?: readonly string[]; readonly json?: boolean; readonly print?: boolean },
): Promise<number> {
  const job = parseJob(await bytesOf(jobFile), jobFile, flags.set ?? []);
  if (flags.json === true)
    process.stdout.write(
      `${JSON.stringify({ event: "validated", time: new Date().toISOString(), ok: true, job: job.metadata.name })}\n`,
    );
  else
    process.stdout.write(
      flags.print === true ? stringifyJob(job) : `${jobFile} is a valid job (${job.metadata.name}).\n`,
    );
  return 0;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new ConfigError(file, [{ path: "", message: `can't be read: ${messageOf(error)}` }], { cause: error });
  }
}
