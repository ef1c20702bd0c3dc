// A job on this machine under several coordinators, which one etcd holds together: a try-out of what a cluster does.
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { ConfigError } from "../../common/errors.ts";
import { type EtcdOptions, readEtcdOptions } from "../library/etcd-options.ts";
import type { Emit } from "../library/event-stream.ts";
import { readJob } from "../library/run-in-folder.ts";
import { openRunFolder, readFinished } from "../library/run-folder.ts";
import { markShared } from "../library/shared-run-folder.ts";
import { launch, type LaunchOptions } from "./launch.ts";
import { LOCAL_ETCD, startLocalEtcd } from "./local-etcd.ts";

export interface SeveralOptions extends LaunchOptions, EtcdOptions {
  readonly coordinators: number;
  /** In seconds. */
  readonly leaseTtl?: number;
}

/** Several coordinators agree on one through a store that they share. @throws ConfigError */
export function refuseWithoutEtcd(coordinators: number, etcd: string | undefined): void {
  if (coordinators === 1 || etcd !== undefined) return;
  const message = `expected --etcd with ${coordinators} coordinators: they agree through it on who leads`;
  const hint = `--etcd URL[,URL], or --etcd ${LOCAL_ETCD} for one on this machine`;
  throw new ConfigError("--coordinators", [{ path: "", message, hint }]);
}

/** @throws as `launch` */
export async function launchSeveral(
  jobFile: string,
  options: SeveralOptions & { readonly etcd: string },
  emit: Emit,
): Promise<void> {
  const job = await readJob(jobFile, options.set ?? []);
  const directory = path.resolve(options.runDir ?? path.join("runs", job.metadata.name));
  const resume = options.resume ?? false;
  const finished = resume ? await readFinished(directory) : undefined;
  if (finished !== undefined) return emit(finished);
  if (options.etcd !== LOCAL_ETCD) await readEtcdOptions(options, process.env); // all that is wrong before anything is begun
  const folder = await openRunFolder(directory, resume, systemClock);
  let begun = false;
  const tell: Emit = (event) => {
    begun ||= event.event === "phase" || event.event === "finished";
    return emit(event);
  };
  try {
    await markShared(directory);
    const local = options.etcd === LOCAL_ETCD ? await startLocalEtcd(options.cacheDir) : undefined;
    try {
      const { coordinators } = options;
      const args = argsOf(options, local?.endpoint ?? options.etcd);
      await launch(jobFile, { ...options, standBys: { coordinators, directory, args } }, tell);
    } finally {
      await local?.close();
    }
  } finally {
    await folder.close({ remove: !begun });
  }
}

function argsOf({ etcdCa, etcdCert, etcdKey, etcdUser, leaseTtl }: SeveralOptions, endpoints: string): string[] {
  const given = {
    etcd: endpoints,
    "etcd-ca": etcdCa,
    "etcd-cert": etcdCert,
    "etcd-key": etcdKey,
    "etcd-user": etcdUser,
    "lease-ttl": leaseTtl,
  };
  return Object.entries(given).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}`, String(value)]));
}
