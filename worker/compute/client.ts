// The agent thread's handle on the compute thread: typed calls, answered in order. One per process (TensorFlow.js's addon keeps a
// process-wide table without a lock). Owns the thread; `close` ends it.
import { once } from "node:events";
import { SHARE_ENV, Worker } from "node:worker_threads";
import { JobFailedError } from "../../common/errors.ts";
import { type CallName, type Calls, fromWire, type Reply, type Request, type Told, type ToldName } from "./protocol.ts";

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class ComputeThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #told: readonly Told[] = [];
  #ended: Error | undefined;

  /** @param backend URL of a module whose `openBackend` opens what takes the place of TensorFlow */
  constructor(backend?: string) {
    const workerData = backend ?? null;
    // SHARE_ENV: TensorFlow reads its settings with getenv, and a thread's own copy of the environment never reaches it.
    this.#worker = new Worker(new URL("./thread.js", import.meta.url), { env: SHARE_ENV, stdout: true, workerData });
    // Whatever a library prints must not get between the JSON lines on stdout.
    this.#worker.stdout.pipe(process.stderr, { end: false });
    this.#worker.on("message", (reply: Reply) => {
      this.#settle(reply);
    });
    this.#worker.on("error", (error: Error) => {
      this.#fail(
        new JobFailedError("compute-thread-died", `the compute thread died: ${error.message}`, { cause: error }),
      );
    });
    this.#worker.on("exit", (code) => {
      this.#fail(new JobFailedError("compute-thread-died", `the compute thread ended with code ${code}`));
    });
  }

  /** Goes along with the next call: each message wakes a thread, which costs some 0.1 ms. */
  tell<Name extends ToldName>(name: Name, payload: Calls[Name]["in"]): void {
    this.#told = [...this.#told, { name, payload }];
  }

  /** Posts at once; the compute thread works requests off in the order of the calls. */
  call<Name extends CallName>(name: Name, payload: Calls[Name]["in"]): Promise<Calls[Name]["out"]> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended);
        return;
      }
      const request: Request = { id: this.#nextId++, name, payload, told: this.#told };
      this.#told = [];
      this.#pending.set(request.id, { resolve, reject });
      this.#worker.postMessage(request);
    }) as Promise<Calls[Name]["out"]>;
  }

  /** Frees tensors and ends the thread; idempotent. Calls still under way are rejected. */
  async close(): Promise<void> {
    if (this.#ended !== undefined) return;
    const exited = once(this.#worker, "exit");
    await this.call("close", undefined).catch(() => undefined); // a thread that cannot free its tensors still has to end
    this.#fail(new JobFailedError("compute-closed", "the compute thread was closed"));
    await Promise.all([this.#worker.terminate(), exited]);
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (pending === undefined) return;
    if ("error" in reply) pending.reject(fromWire(reply.error));
    else pending.resolve(reply.value);
  }

  #fail(error: Error): void {
    this.#ended ??= error;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(this.#ended);
  }
}
