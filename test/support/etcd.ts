// Real etcd for tests: a process on free ports of its own, with its data in a folder that ends with the test.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { findEtcd } from "../../cli/launcher/find-etcd.ts";
import { freePort, isHealthy } from "../../cli/launcher/local-etcd.ts";

const READY_MS = 20_000;

/** None outlives the tests, also when the runner ends them. */
const running = new Set<ChildProcess>();
process
  .once("SIGTERM", () => process.exit(143))
  .once("exit", () => {
    for (const child of running) child.kill("SIGKILL");
  });

/** Defines tests that need etcd; without one they are skipped, but fail in continuous integration. */
export async function withEtcd(what: string, define: (program: string) => void): Promise<void> {
  const program = await findEtcd();
  if (program !== undefined) define(program);
  else if (process.env["CI"] === undefined) test(what, { skip: "there is no etcd: npm run setup" }, () => undefined);
  else test(what, () => assert.fail("there is no etcd, and continuous integration must have one: npm run setup"));
}

export interface EtcdOptions {
  readonly program: string;
  readonly args?: readonly string[];
  /** "https" with arguments that say which certificates. */
  readonly scheme?: "http" | "https";
}

/** Whatever ends what was begun: a test, a benchmark. */
export interface Ending {
  readonly after: (end: () => unknown) => void;
}

/** To be stopped. */
export class Etcd {
  readonly #options: EtcdOptions;
  readonly folder: string;
  readonly #ports: readonly number[];
  #process: ChildProcess | undefined;

  constructor(options: EtcdOptions, folder: string, ports: readonly number[]) {
    this.#options = options;
    this.folder = folder;
    this.#ports = ports;
  }

  get port(): number {
    return this.#ports[0] ?? 0;
  }

  get endpoint(): string {
    return `${this.#options.scheme ?? "http"}://127.0.0.1:${this.port}`;
  }

  /** Where it is asked how it is: over http, whatever clients need. */
  get #healthEndpoint(): string {
    return this.#options.scheme === "https" ? `http://127.0.0.1:${this.#ports[2] ?? 0}` : this.endpoint;
  }

  get peer(): string {
    return `http://127.0.0.1:${this.#ports[1] ?? 0}`;
  }

  /** @param cluster peers by names, where it is one of several members */
  start(name = "default", cluster = `${name}=${this.peer}`): void {
    const { program, args = [], scheme } = this.#options;
    const health = scheme === "https" ? { "listen-metrics-urls": this.#healthEndpoint } : {};
    const flags = {
      name,
      "data-dir": path.join(this.folder, "data"),
      "listen-client-urls": this.endpoint,
      "advertise-client-urls": this.endpoint,
      "listen-peer-urls": this.peer,
      "initial-advertise-peer-urls": this.peer,
      "initial-cluster": cluster,
      "log-level": "fatal",
      ...health,
    };
    const given = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    const child = spawn(program, [...given, "--unsafe-no-fsync", ...args], { stdio: "ignore" });
    running.add(child);
    child.once("close", () => running.delete(child));
    this.#process = child;
  }

  /** Answers health checks. */
  async ready(): Promise<void> {
    const until = performance.now() + READY_MS;
    while (performance.now() < until) {
      if (await isHealthy(this.#healthEndpoint)) return;
      await pause(20);
    }
    throw new Error(`etcd at ${this.endpoint} was not ready within ${READY_MS} ms`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** As kill -9 does. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await ended;
  }
}

/** Ready, and stopped after the test. */
export async function startEtcd(t: Ending, options: EtcdOptions): Promise<Etcd> {
  const etcd = await anEtcd(t, options);
  etcd.start();
  await etcd.ready();
  return etcd;
}

/** Members of one cluster, all ready. */
export async function startCluster(t: Ending, size: number, options: EtcdOptions): Promise<readonly Etcd[]> {
  const members: Etcd[] = [];
  for (let i = 0; i < size; i++) members.push(await anEtcd(t, options));
  const cluster = members.map(({ peer }, i) => `m${i}=${peer}`).join(",");
  for (const [i, member] of members.entries()) member.start(`m${i}`, cluster);
  await Promise.all(members.map((member) => member.ready()));
  return members;
}

async function anEtcd(t: Ending, options: EtcdOptions): Promise<Etcd> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-etcd-"));
  const etcd = new Etcd(options, folder, [await freePort(), await freePort(), await freePort()]);
  t.after(async () => {
    await etcd.kill();
    await rm(folder, { recursive: true, force: true });
  });
  return etcd;
}
