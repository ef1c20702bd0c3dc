// The groups of processes that bench/allreduce.ts compares: ours over one kind of link, and Gloo.
import { randomUUID } from "node:crypto";
import path from "node:path";
import { must } from "../../../common/errors.ts";
import { ROOT } from "./environment.ts";
import { LineProcess } from "./line-process.ts";

/** unix-sent: Unix sockets that carry all bytes, as where one worker may not read the other's memory. */
export type LinkKind = "tcp" | "unix" | "unix-sent";

export interface Group {
  readonly name: string;
  readonly version: string;
  /** Times of `count` sums in ms; each is that of the slowest rank. */
  run(bytes: number, count: number): Promise<number[]>;
  close(): Promise<void>;
}

export interface GroupRequest {
  readonly ranks: number;
  /** For sockets and stores; the caller's, who removes it. */
  readonly folder: string;
  readonly verbose: boolean;
}

export async function startOurs(kind: LinkKind, largest: number, request: GroupRequest): Promise<Group> {
  const { ranks, folder, verbose } = request;
  const script = path.join(import.meta.dirname, "..", "allreduce-rank.js");
  const args = [script, kind, path.join(folder, "links"), String(ranks), String(largest)];
  const processes = Array.from({ length: ranks }, () => new LineProcess(process.execPath, args, {}, verbose));
  const told = await Promise.all(processes.map((one) => one.next()));
  const addresses = told.map((one) => (must(one, "a rank's address") as { readonly address: string }).address);
  const join = (one: LineProcess, rank: number) =>
    one.ask(`join ${JSON.stringify({ generation: 1, rank, addresses })}`);
  await Promise.all(processes.map(join));
  return groupOf(kind, `node ${process.versions.node}`, processes);
}

/** Undefined when the Python has no PyTorch or Gloo does not start. */
export async function startGloo(python: string, { ranks, folder, verbose }: GroupRequest): Promise<Group | undefined> {
  const store = path.join(folder, randomUUID());
  const script = path.join(ROOT, "test", "bench", "peers", "gloo_allreduce.py");
  const start = (rank: number) => new LineProcess(python, [script, String(rank), String(ranks), store], {}, verbose);
  const processes = Array.from({ length: ranks }, (_, rank) => start(rank));
  const [told] = await Promise.all(processes.map((one) => one.next()));
  if (told !== undefined) return groupOf("gloo", (told as { readonly version: string }).version, processes);
  await Promise.all(processes.map((one) => one.close()));
  return undefined;
}

function groupOf(name: string, version: string, processes: readonly LineProcess[]): Group {
  return {
    name,
    version,
    run: async (bytes, count) => {
      const answers = await Promise.all(processes.map((one) => one.ask(`run ${bytes} ${count}`)));
      const times = answers.map((answer) => (must(answer, `an answer of ${name}`) as { readonly ms: number[] }).ms);
      return Array.from({ length: count }, (_, i) => Math.max(...times.map((ms) => must(ms[i], "a time"))));
    },
    close: async () => {
      await Promise.all(processes.map((one) => one.close()));
    },
  };
}
