// A socket as a Link. The dialer reads straight into the owner's memory (`onread`, which only net.connect has); the acceptor hears no
// more than a handshake, so copying what it reads costs nothing.
import net from "node:net";
import { messageOf } from "../../common/errors.ts";
import { type LendingAddon, Lender } from "./lender.ts";
import type { Accept, Link, LinkEvents, Listener } from "./link.ts";

/** Bytes that wait in this process before `isFull`; more of them brought nothing. */
const HIGH_WATER_BYTES = 65_536;

/** Where to connect: { path } or { host, port }. */
export type SocketTarget = { readonly path: string } | { readonly host: string; readonly port: number };

class StreamLink implements Link {
  readonly #socket: net.Socket;
  #lender: Lender | undefined;
  #reason: string | undefined;
  #isCorked = false;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on("error", (error) => (this.#reason ??= error.message));
  }

  /** @param addon given where payloads are to be lent */
  tell(events: LinkEvents, addon?: LendingAddon): void {
    const drain = (): void => {
      events.drain();
    };
    this.#lender = addon && new Lender(this.#socket, addon, drain);
    this.#socket.on("drain", drain);
    this.#socket.on("close", () => {
      events.closed(this.#reason ?? "the other side closed the connection");
    });
  }

  get isFull(): boolean {
    return this.#lender?.isBusy === true || this.#socket.writableLength >= this.#socket.writableHighWaterMark;
  }

  send(parts: readonly Uint8Array[]): void {
    if (!this.#socket.writable) return; // it is closing, and `closed` tells
    this.#lender?.giveUp();
    this.#cork();
    for (const part of parts) this.#socket.write(part);
  }

  lend(head: Uint8Array, payload: Uint8Array): void {
    if (this.#lender === undefined || !this.#socket.writable) this.send([head, payload]);
    else this.#lender.lend(head, payload);
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#lender?.giveUp();
    this.#socket.end();
  }

  destroy(reason: string): void {
    this.#reason ??= reason;
    this.#socket.destroy();
  }

  /** What is sent in one turn of the event loop leaves in one write: each costs as much as copying 50 KB. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      this.#socket.uncork();
    });
  }
}

export function dialSocket(target: SocketTarget, events: LinkEvents, signal: AbortSignal): Promise<Link> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = net.connect({
      ...target,
      noDelay: true,
      onread: { buffer: () => events.buffer(), callback: (bytes) => events.read(bytes) },
    });
    const settle = (): void => {
      signal.removeEventListener("abort", abort);
      socket.off("error", fail);
    };
    const fail = (error: unknown): void => {
      settle();
      socket.destroy();
      reject(error instanceof Error ? error : new Error(messageOf(error)));
    };
    const abort = (): void => {
      fail(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", fail);
    socket.once("connect", () => {
      settle();
      const link = new StreamLink(socket);
      link.tell(events);
      resolve(link);
    });
  });
}

export interface ListenerOptions {
  readonly accept: Accept;
  /** What others dial, once the server is bound. */
  readonly addressOf: (server: net.Server) => string;
  /** Given where payloads are to be lent to the sockets. */
  readonly addon?: LendingAddon | undefined;
}

export async function listenOnSocket(target: SocketTarget, options: ListenerOptions): Promise<Listener> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true, highWaterMark: HIGH_WATER_BYTES }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    acceptSocket(socket, options);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(target, resolve);
  });
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  return {
    address: options.addressOf(server),
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function acceptSocket(socket: net.Socket, { accept, addon }: ListenerOptions): void {
  const link = new StreamLink(socket);
  const events = accept(link);
  link.tell(events, addon);
  socket.on("data", (bytes: Buffer) => {
    if (!deliver(events, bytes)) socket.pause();
  });
}

/** Copies bytes to where the owner wants them. False when it wants no more for now; it has got all of these nevertheless. */
export function deliver(events: LinkEvents, bytes: Uint8Array): boolean {
  let goesOn = true;
  for (let from = 0; from < bytes.length; ) {
    const target = events.buffer();
    const count = Math.min(target.length, bytes.length - from);
    target.set(bytes.subarray(from, from + count));
    goesOn = events.read(count);
    from += count;
  }
  return goesOn;
}
