// The open session of each worker. A worker that opens another one has given up the one before.
import type { ServerDuplexStream } from "@grpc/grpc-js";
import type { SessionRequest, Sent } from "../../proto/messages.ts";
import { commandWords } from "../../proto/words.ts";
import type { Order } from "../membership/state.ts";

export type SessionStream = ServerDuplexStream<SessionRequest, Sent<"SessionResponse">>;

export class Sessions {
  readonly #streams = new Map<string, SessionStream>();
  readonly #fencingToken: number;

  constructor(fencingToken: number) {
    this.#fencingToken = fencingToken;
  }

  attach(workerId: string, stream: SessionStream): void {
    const before = this.#streams.get(workerId);
    this.#streams.set(workerId, stream);
    before?.end();
  }

  /** Whether it was the worker's current session. */
  detach(workerId: string, stream: SessionStream): boolean {
    return this.#streams.get(workerId) === stream && this.#streams.delete(workerId);
  }

  /** What a stream says that was given up does not count. */
  isCurrent(workerId: string, stream: SessionStream): boolean {
    return this.#streams.get(workerId) === stream;
  }

  /** Ends the worker's session; it may open another. */
  release(workerId: string): void {
    this.#streams.get(workerId)?.end();
    this.#streams.delete(workerId);
  }

  /** Nothing happens without a session: the worker is told what holds when it opens the next one. */
  send(workerId: string, order: Order): void {
    this.#streams.get(workerId)?.write({ fencingToken: this.#fencingToken, ...messageOf(order) });
  }

  /** A worker that does not read gets no more answers: they would only pile up here. */
  replyTo(stream: SessionStream, sequence: number): void {
    if (stream.writableNeedDrain) return;
    stream.write({ fencingToken: this.#fencingToken, heartbeatReply: { sequence } });
  }

  endAll(): void {
    for (const stream of this.#streams.values()) stream.end();
    this.#streams.clear();
  }
}

function messageOf(order: Order): Sent<"SessionResponse"> {
  switch (order.kind) {
    case "reconfigure":
      return { reconfigure: { generation: order.generation } };
    case "start":
      return { start: startOf(order) };
    case "command":
      return { command: { kind: commandWords.toWire(order.command) } };
    case "shutdown":
      return { shutdown: { code: order.code, reason: order.reason } };
  }
}

function startOf({ generation, rank, plan }: Extract<Order, { kind: "start" }>): Sent<"Start"> {
  const members = plan.members.map(({ workerId, host, address }) => ({ workerId, host, linkAddress: address }));
  const { quotas, round, first, reissued = [], behind, source, restore, hash: planHash } = plan;
  const shares = first?.map((ranges) => ({ ranges: [...ranges] }));
  return {
    generation,
    rank,
    members,
    quotas: [...quotas],
    round,
    first: shares ?? [],
    behind: [...behind],
    source,
    restore,
    planHash,
    reissued: [...reissued],
  };
}
