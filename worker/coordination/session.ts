// A worker's session with the coordinator: heartbeats and answers go up, orders come down. It opens another stream when one breaks,
// and the coordinator then repeats what holds.
import type { ClientDuplexStream, ServiceError } from "@grpc/grpc-js";
import type { Clock } from "../../common/clock.ts";
import { messageOf, NotLeaderError } from "../../common/errors.ts";
import { openStream } from "../../proto/client.ts";
import type { Sent, SessionResponse } from "../../proto/messages.ts";
import { coordinatorService } from "../../proto/services.ts";
import { HEARTBEAT_MS } from "../../proto/settings.ts";
import { fromStatus } from "../../proto/status.ts";
import type { ReportWord } from "../../proto/words.ts";
import { type Connection, isPassing } from "./connection.ts";
import { type Asked, hear, noOrders, type Orders, type Shutdown, startedOf } from "./orders.ts";
import { type LatestChange, publish } from "./publish.ts";
import { Reports } from "./reports.ts";
import { reportOf } from "./standing.ts";
import type { Start } from "./start.ts";
import { RunNews } from "./run-news.ts";
import { type Answer, type ReadyInfo, type Run, ShutdownError, type WorkerSession } from "./worker-session.ts";

export interface SessionParts {
  readonly connection: Connection;
  readonly workerId: string;
  readonly fencingToken: number;
  readonly clock: Clock;
}

export function openSession(parts: SessionParts): WorkerSession {
  return new Session(parts);
}

type Stream = ClientDuplexStream<Sent<"SessionRequest">, SessionResponse>;

/** A coordinator that does not answer heartbeats for so long is tried anew. */
const SILENT_MS = 5000;
/** And after so long without any it is given up. */
const GONE_MS = 30_000;
/** The same where there are several: another one may lead by now, and training goes on without any. */
const SILENT_OF_SEVERAL_MS = 2000;
const GONE_OF_SEVERAL_MS = 1_800_000;
/** For the coordinator to end the stream after Leaving. */
const LEAVING_MS = 2000;

class Session implements WorkerSession {
  readonly #parts: SessionParts;
  readonly #closing = new AbortController();
  readonly #reports: Reports;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #served: Promise<void>;
  readonly done: Promise<Shutdown>;
  #end: (shutdown: Shutdown) => void = () => undefined;
  #ended: Shutdown | undefined;
  #orders: Orders;
  #ready: { readonly info: ReadyInfo; readonly answer: Answer } | undefined;
  #drain: string | undefined;
  readonly #runs = new RunNews((run) => this.#stream?.write({ run }));
  speed = 0;
  #stream: Stream | undefined;
  #sequence = 0;
  #heardAt: number;
  #openedAt = 0;
  /** Of the generation that this worker is in: a coordinator that leads from now on must know. */
  #said: readonly { readonly generation: number; readonly message: Sent<"SessionRequest"> }[] = [];
  #lostPeers: readonly { readonly workerId: string; readonly generation: number }[] = [];
  #wake: (() => void)[] = [];

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#orders = noOrders(parts.fencingToken);
    this.#heardAt = parts.clock.monotonicMs();
    this.#reports = new Reports(parts.connection, parts.workerId, this.#closing.signal);
    this.done = new Promise((resolve) => (this.#end = resolve));
    this.#heartbeat = setInterval(() => {
      this.#beat();
    }, HEARTBEAT_MS);
    this.#served = this.#serve();
  }

  get command(): Asked {
    return this.#orders.asked;
  }

  ready(info: ReadyInfo, answer: Answer): void {
    this.#ready = { info, answer };
    this.#sayReady();
  }

  start(after: number, signal: AbortSignal): Promise<Start> {
    return this.#until(() => {
      const { start } = this.#orders;
      return start !== undefined && start.generation > after ? start : undefined;
    }, signal);
  }

  running(run: Run): void {
    this.#runs.add(run);
  }

  drain(reason: string): void {
    this.#drain ??= reason;
    this.#sayDrain();
  }

  peerLost(workerId: string, generation: number): void {
    const others = this.#lostPeers.filter((lost) => lost.generation === generation && lost.workerId !== workerId);
    this.#lostPeers = [...others, { workerId, generation }];
    this.#stream?.write({ peerLost: { workerId, generation } });
  }

  diverged(generation: number, reason: string): void {
    this.#sayOf(generation, { diverged: { generation, reason } });
  }

  wrongNumbers(workerId: string, generation: number, reason: string): void {
    this.#sayOf(generation, { wrongNumbers: { workerId, generation, reason } });
  }

  async resumed(signal: AbortSignal): Promise<void> {
    await this.#until(() => (this.command.paused ? undefined : true), signal);
  }

  report(kind: ReportWord, payload: object): Promise<void> {
    return this.#reports.send(kind, payload);
  }

  get fencingToken(): number {
    return this.#orders.fencingToken;
  }

  publish(change: LatestChange): Promise<string | null> {
    const caller = { ...this.#parts, fencingToken: () => this.fencingToken };
    return publish(caller, change, this.#closing.signal);
  }

  async leave(reason = ""): Promise<void> {
    await this.#reports.settled();
    const stream = this.#stream;
    if (stream !== undefined) {
      const ended = new Promise<void>((resolve) => stream.once("end", resolve).once("error", resolve));
      this.#finish({ code: "left", reason: reason === "" ? "the work is done" : reason });
      this.#runs.flush();
      stream.write({ leaving: { reason } });
      const over = new AbortController();
      await Promise.race([ended, this.#parts.clock.sleep(LEAVING_MS, over.signal).catch(() => undefined)]);
      over.abort();
    }
    await this.close();
  }

  async close(): Promise<void> {
    this.#finish({ code: "closed", reason: "the session was closed" });
    this.#closing.abort(new ShutdownError(this.#ended ?? { code: "closed", reason: "" }));
    clearInterval(this.#heartbeat);
    this.#runs.close();
    this.#stream?.cancel();
    await this.#served;
    this.#parts.connection.close();
  }

  /** One stream after the other, until this worker is not needed any more. */
  async #serve(): Promise<void> {
    const { connection } = this.#parts;
    const { signal } = this.#closing;
    const goneMs = connection.areSeveral ? GONE_OF_SEVERAL_MS : GONE_MS;
    for (let failures = 0; this.#ended === undefined && !signal.aborted; failures++) {
      const heardBefore = this.#heardAt;
      const { address } = connection;
      const error = await this.#serveStream();
      if (this.#heardAt > heardBefore) failures = 0;
      // One that stands by is a sign of life: there will be a leader again.
      if (error instanceof NotLeaderError) this.#heardAt = this.#parts.clock.monotonicMs();
      if (error !== undefined && !isPassing(error)) this.#finish({ code: "refused", reason: messageOf(error) });
      else if (this.#silentMs() > goneMs) this.#finish({ code: "coordinator-lost", reason: this.#lostReason(error) });
      else await connection.turn({ failures, address, error }, signal).catch(() => undefined); // rejects only when we close
    }
  }

  #lostReason(error: unknown): string {
    return `no coordinator has answered for ${Math.round(this.#silentMs() / 1000)} s (${messageOf(error)})`;
  }

  /** Resolves with what ended the stream, or undefined when the coordinator ended it in order. */
  #serveStream(): Promise<unknown> {
    const stream: Stream = openStream(this.#parts.connection.client, coordinatorService.session);
    this.#stream = stream;
    this.#openedAt = this.#parts.clock.monotonicMs();
    const started = startedOf(this.#orders);
    const { workerId } = this.#parts;
    stream.write({
      hello: { workerId, startedGeneration: started?.generation ?? 0, planHash: started?.planHash ?? "" },
    });
    this.#sayReady();
    this.#sayDrain();
    this.#runs.tellAgain();
    for (const peerLost of this.#lostPeers) if (peerLost.generation === started?.generation) stream.write({ peerLost });
    for (const { generation, message } of this.#said) if (generation === started?.generation) stream.write(message);
    return new Promise((resolve) => {
      stream.on("data", (message: SessionResponse) => {
        this.#hear(message);
      });
      stream.on("end", () => {
        resolve(undefined);
      });
      stream.on("error", (error) => {
        resolve(fromStatus(error as ServiceError, error));
      });
    }).finally(() => {
      stream.end();
      if (this.#stream === stream) this.#stream = undefined;
    });
  }

  #hear(message: SessionResponse): void {
    this.#heardAt = this.#parts.clock.monotonicMs();
    const before = this.#orders;
    this.#orders = hear(before, message);
    if (this.#orders === before) return;
    if (message.reconfigure) void this.#answer(this.#orders.reconfigure);
    if (this.#orders.shutdown !== undefined) this.#finish(this.#orders.shutdown);
    this.#changed();
  }

  async #answer(generation: number): Promise<void> {
    if (this.#ready === undefined) return;
    const { answer } = this.#ready;
    const standing = await answer.enter(generation);
    // A newer one may have been wanted meanwhile: it has an answer of its own.
    if (generation !== this.#orders.reconfigure) return;
    this.#stream?.write({ report: reportOf(generation, standing) });
    answer.reported();
  }

  #sayReady(): void {
    if (this.#ready === undefined) return;
    const { address: linkAddress, device, numerics } = this.#ready.info;
    this.#stream?.write({ ready: { linkAddress, device, numericsJson: JSON.stringify(numerics) } });
  }

  /** What ends the generation: said again on each new stream, until it has ended. */
  #sayOf(generation: number, message: Sent<"SessionRequest">): void {
    this.#said = [...this.#said.filter((one) => one.generation === generation), { generation, message }];
    this.#stream?.write(message);
  }

  #sayDrain(): void {
    if (this.#drain !== undefined) this.#stream?.write({ drain: { reason: this.#drain } });
  }

  #beat(): void {
    if (this.#stream === undefined) return;
    // A stream on which nothing comes back may be half-open: it would stay so for as long as TCP repeats.
    const silentMs = Math.min(this.#silentMs(), this.#parts.clock.monotonicMs() - this.#openedAt);
    if (silentMs > (this.#parts.connection.areSeveral ? SILENT_OF_SEVERAL_MS : SILENT_MS)) this.#stream.cancel();
    else if (!this.#stream.writableNeedDrain)
      this.#stream.write({ heartbeat: { sequence: ++this.#sequence, microBatchesPerSecond: this.speed } });
  }

  #silentMs(): number {
    return this.#parts.clock.monotonicMs() - this.#heardAt;
  }

  #finish(shutdown: Shutdown): void {
    if (this.#ended !== undefined) return;
    this.#ended = shutdown;
    this.#end(shutdown);
    this.#changed();
  }

  async #until<T>(value: () => T | undefined, signal: AbortSignal): Promise<T> {
    const wake = (): void => {
      this.#changed();
    };
    signal.addEventListener("abort", wake);
    try {
      for (;;) {
        signal.throwIfAborted();
        if (this.#ended !== undefined) throw new ShutdownError(this.#ended);
        const found = value();
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => this.#wake.push(resolve));
      }
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }

  #changed(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}
