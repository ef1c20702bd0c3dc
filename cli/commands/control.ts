// elastune status, pause, resume, scale, stop RUN: asks or tells the coordinator of a running job.
import { ConfigError, InvalidRequestError, JobFailedError, TransientError, UsageError } from "../../common/errors.ts";
import { type AdminClient, type JobStatus, openAdminClient } from "../library/admin-client.ts";
import { readCoordinatorFile } from "../library/coordinator-file.ts";
import { readFinished } from "../library/run-folder.ts";
import { grouped, number } from "../render/format.ts";
import { type Column, tableLines } from "../render/table.ts";

export interface ControlFlags {
  readonly json?: boolean;
}

/** @returns the exit code. @throws UsageError for a folder without a coordinator */
export async function statusCommand(run: string, flags: ControlFlags): Promise<number> {
  if ((await readFinished(run)) !== undefined) {
    say(flags, { event: "status", run, state: "ended" }, `${run} is finished`);
    return 0;
  }
  const status = await asking(run, (admin) => admin.status());
  say(flags, { event: "status", run, ...status }, textOf(status));
  return 0;
}

/** @returns the exit code. */
export function pauseCommand(run: string, flags: ControlFlags): Promise<number> {
  return told(run, flags, "pause", "it holds at the next round's edge; go on by: elastune resume");
}

/** @returns the exit code. */
export function resumeCommand(run: string, flags: ControlFlags): Promise<number> {
  return told(run, flags, "resume", "it goes on");
}

/** @returns the exit code. */
export function stopCommand(run: string, flags: ControlFlags): Promise<number> {
  return told(run, flags, "stop", "training ends at the next round's edge; the model is then measured and saved");
}

/** @returns the exit code. @throws ConfigError for a number of workers that the job cannot have */
export async function scaleCommand(run: string, replicas: number, flags: ControlFlags): Promise<number> {
  if ((await readFinished(run)) !== undefined) throw new UsageError(`${run} is finished: there is nothing to scale`);
  await asking(run, async (admin) => {
    await admin.scale(replicas).catch(refused(run));
  });
  say(flags, { event: "command", run, command: "scale", replicas }, `${run}: ${replicas} workers are to train`);
  return 0;
}

/** The coordinator knows what the job allows. */
function refused(run: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new ConfigError(run, [{ path: "", message: error.message }], { cause: error });
  };
}

async function told(
  run: string,
  flags: ControlFlags,
  command: "pause" | "resume" | "stop",
  effect: string,
): Promise<number> {
  await asking(run, (admin) => admin[command]());
  say(flags, { event: "command", run, command }, `${run}: ${effect}`);
  return 0;
}

/** @throws JobFailedError when nobody answers: the job does not run any more. */
async function asking<T>(run: string, ask: (admin: AdminClient) => Promise<T>): Promise<T> {
  const { address, addresses = [address], pid } = await readCoordinatorFile(run);
  const admin = openAdminClient(addresses);
  try {
    return await ask(admin);
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    throw new JobFailedError("coordinator-unreachable", `nobody answers at ${address}: process ${pid} leads no more`, {
      cause: error,
      hint: `go on with the run by: elastune run JOB --run-dir ${run} --resume`,
    });
  } finally {
    admin.close();
  }
}

function say({ json }: ControlFlags, event: object, text: string): void {
  const line = json === true ? JSON.stringify({ ...event, time: new Date().toISOString() }) : text;
  process.stdout.write(`${line}\n`);
}

const COLUMNS: readonly Column[] = [
  { title: "worker" },
  { title: "rank", align: "right" },
  { title: "state" },
  { title: "device" },
  { title: "host" },
  { title: "pid", align: "right" },
];

function textOf(status: JobStatus): string {
  const { jobName, state, generation, worldSize, replicas, paused, reason, workers, leader, fencingToken } = status;
  const rows = workers.map(({ workerId, rank, ready, device, host, pid }) => [
    workerId,
    rank === undefined ? "-" : String(rank),
    rank !== undefined ? "training" : ready ? "ready" : "loading",
    device === "" ? "-" : device,
    host,
    String(pid),
  ]);
  const where = reason === "" ? "" : `: ${reason}`;
  return [
    `job ${jobName}: ${paused ? "paused" : state}${where}`,
    `led by ${leader}, token ${fencingToken}`,
    `generation ${generation}, ${worldSize} of ${replicas} workers${sparesOf(status)}${stepOf(status)}`,
    ...(rows.length === 0 ? [] : tableLines(COLUMNS, rows)),
  ].join("\n");
}

/** Ready, and without a part in a job that runs. */
function sparesOf({ worldSize, workers }: JobStatus): string {
  if (worldSize === 0) return "";
  const spares = workers.filter(({ ready, rank }) => ready && rank === undefined).length;
  return spares === 0 ? "" : `, ${grouped(spares)} ${spares === 1 ? "spare" : "spares"}`;
}

function stepOf({ step }: JobStatus): string {
  const last = step as { readonly step: number; readonly epoch: number; readonly loss: number } | undefined;
  return last === undefined ? "" : `, step ${grouped(last.step)}, epoch ${last.epoch}, loss ${number(last.loss)}`;
}
