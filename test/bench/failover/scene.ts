// A job under three coordinators and two workers, each coordinator with a proxy of its own between it and etcd.
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openAdminClient } from "../../../cli/library/admin-client.ts";
import { systemClock } from "../../../common/clock.ts";
import { must } from "../../../common/errors.ts";
import { openEtcdStore } from "../../../coordinator/store/etcd/etcd-store.ts";
import { freePort } from "../../../cli/launcher/local-etcd.ts";
import { type Ending, type Etcd, startCluster, startEtcd } from "../../support/etcd.ts";
import { openProxy, type TcpProxy } from "../../support/tcp-proxy.ts";
import { type SimulatedSettings, simulatedEnvironment } from "../../faults/simulated/settings.ts";
import { Leaders } from "./leaders.ts";
import { Told, type ToldEvent } from "./processes.ts";

export interface SceneOptions {
  readonly program: string;
  readonly ttlSeconds: number;
  readonly etcdMembers: number;
  /** For all that is kept meanwhile. */
  readonly folder: string;
  readonly simulated: SimulatedSettings;
  /** Runs until it is stopped. */
  readonly jobFile: string;
  readonly ended: Ending;
}

interface Seat {
  /** Whoever sits there is reached at the same address. */
  readonly port: number;
  readonly proxies: readonly TcpProxy[];
  process: Told;
}

/** `elastune worker`, with computing that only takes its time. */
const WORKER = fileURLToPath(new URL("../../faults/programs/worker.js", import.meta.url));
const COORDINATORS = 3;
const WORKERS = 2;
const WAIT_MS = 60_000;

export class Scene {
  readonly #options: SceneOptions;
  readonly #runDir: string;
  readonly etcd: readonly Etcd[];
  readonly seats: Seat[] = [];
  readonly workers: Told[] = [];
  readonly #gone: Told[] = [];
  readonly leaders: Leaders;

  private constructor(options: SceneOptions, runDir: string, etcd: readonly Etcd[], leaders: Leaders) {
    this.#options = options;
    this.#runDir = runDir;
    this.etcd = etcd;
    this.leaders = leaders;
  }

  static async open(options: SceneOptions): Promise<Scene> {
    const { program, etcdMembers, ended } = options;
    const etcd =
      etcdMembers === 1 ? [await startEtcd(ended, { program })] : await startCluster(ended, etcdMembers, { program });
    const runDir = await mkdtemp(path.join(options.folder, "run-"));
    const endpoints = etcd.map(({ endpoint }) => endpoint);
    const store = openEtcdStore({ endpoints, prefix: "elastune/", clock: systemClock, random: Math.random });
    const leaders = new Leaders(store);
    const scene = new Scene(options, runDir, etcd, leaders);
    ended.after(async () => {
      await Promise.all([...scene.seats.map(({ process }) => process), ...scene.workers].map((told) => told.kill()));
      await leaders.close();
      await store.close();
      await rm(runDir, { recursive: true, force: true });
    });
    for (let i = 0; i < COORDINATORS; i++) await scene.#seat();
    await scene.until(() => scene.#addresses().length === COORDINATORS, "coordinators");
    for (let i = 0; i < WORKERS; i++) scene.startWorker();
    await scene.until(() => scene.lastStep > 5, "steps");
    return scene;
  }

  get directory(): string {
    return this.#runDir;
  }

  /** Of all processes there were, by the time at which they were said. */
  get events(): readonly ToldEvent[] {
    const told = [...this.#gone, ...this.seats.map(({ process }) => process)].flatMap(({ events }) => events);
    return told.sort((a, b) => a.at - b.at);
  }

  get lastStep(): number {
    return Math.max(0, ...[...this.#gone, ...this.seats.map(({ process }) => process)].map(({ lastStep }) => lastStep));
  }

  /** The seat whose process leads, as etcd says. */
  leader(): Seat {
    const address = this.leaders.address;
    return must(
      this.seats.find(({ process }) => process.events.some((event) => event["address"] === address)),
      "the leader's process",
    );
  }

  /** Another process in the place of one that has ended. */
  async reseat(seat: Seat): Promise<void> {
    await seat.process.kill();
    this.#gone.push(seat.process);
    seat.process = this.#start(seat);
    const { process } = seat;
    await this.until(() => process.events.some(({ event }) => event === "coordinator"), "a coordinator");
  }

  startWorker(): void {
    const args = ["worker", "--coordinator", this.#addresses().join(",")];
    this.workers.push(new Told(args, this.#env, WORKER));
  }

  /** A new leader has told of training: workers have found it. */
  async trainsUnder(seat: Seat): Promise<void> {
    const from = seat.process.events.length;
    await this.until(
      () => seat.process.events.slice(from).some(({ event }) => event === "step"),
      "steps of a new leader",
    );
  }

  /** Somebody has to start the workers, or end them. */
  async scale(replicas: number): Promise<void> {
    const admin = openAdminClient(this.#addresses());
    await admin.scale(replicas);
    admin.close();
  }

  /** Ends training at a round's edge. @returns the last event */
  async stop(): Promise<ToldEvent> {
    const admin = openAdminClient(this.#addresses());
    await admin.stop();
    admin.close();
    const finished = (): ToldEvent | undefined =>
      this.seats.flatMap(({ process }) => process.events.slice(-3)).find(({ event }) => event === "finished");
    await this.until(() => finished() !== undefined, "the end");
    return must(finished(), "the end");
  }

  async until(holds: () => boolean, what: string, withinMs = WAIT_MS): Promise<void> {
    const until = performance.now() + withinMs;
    while (!holds()) {
      if (performance.now() > until) throw new Error(`no ${what} within ${withinMs} ms; last: ${this.#lastWords()}`);
      await pause(5);
    }
  }

  async #seat(): Promise<void> {
    const proxies: TcpProxy[] = [];
    for (const { port } of this.etcd) proxies.push(await openProxy(this.#options.ended, port));
    const seat = { port: await freePort(), proxies };
    this.seats.push({ ...seat, process: this.#start(seat) });
  }

  #start({ port: own, proxies }: Pick<Seat, "port" | "proxies">): Told {
    const { jobFile, ttlSeconds } = this.#options;
    const endpoints = proxies.map(({ port }) => `http://127.0.0.1:${port}`).join(",");
    const run = ["coordinator", jobFile, "--run-dir", this.#runDir, "--workers", String(WORKERS), "--json"];
    const store = ["--etcd", endpoints, "--lease-ttl", String(ttlSeconds)];
    return new Told([...run, ...store, "--listen", `127.0.0.1:${own}`], this.#env);
  }

  #addresses(): readonly string[] {
    const told = this.seats.flatMap(({ process }) => process.events.find(({ event }) => event === "coordinator") ?? []);
    return told.map((event) => String(event["address"]));
  }

  get #env(): Readonly<Record<string, string>> {
    const { folder, simulated } = this.#options;
    return { ELASTUNE_CACHE: path.join(folder, "cache"), ...simulatedEnvironment(simulated) };
  }

  #lastWords(): string {
    return JSON.stringify(this.events.slice(-5));
  }
}
