// A two-way stream of bytes to one peer, as the collective sees it: in memory in a unit test, a Unix or TCP socket otherwise.
//   K1. A view that was given to `send` is read until its bytes have left, one that was lent until they have arrived, which may be long
//       after the call: it must not change until the protocol above knows that they arrived.
//   K2. Bytes come in where `buffer` says; it is asked once before each read, so that a payload lands where it is needed, uncopied.

/** What a link tells its owner. */
export interface LinkEvents {
  /** Where the next bytes go; at least one byte long. */
  buffer(): Uint8Array;
  /** So many bytes are in what `buffer` gave last. False: no more until `resume`. */
  read(bytes: number): boolean;
  /** There is room again after `isFull`. */
  drain(): void;
  /** Once, last: the other side ended, or the link broke or was destroyed. */
  closed(reason: string): void;
}

export interface Link {
  /** Sends the parts in order, as one write where that is possible. */
  send(parts: readonly Uint8Array[]): void;
  /**
   * Sends both as well. The payload's memory stays for longer than the link, and is read where it lies until it has arrived (K1), also
   * after nobody here refers to it any more.
   */
  lend(head: Uint8Array, payload: Uint8Array): void;
  /** More would be queued in this process: wait for `drain`. */
  readonly isFull: boolean;
  /** Reads on after `read` said false. */
  resume(): void;
  /** Ends the own direction once everything has left. */
  end(): void;
  /** Closes both directions at once. */
  destroy(reason: string): void;
}

/** What a listener does with a link that someone dialed. */
export type Accept = (link: Link) => LinkEvents;

export interface Listener {
  /** What others dial, such as "unix:/run/x.sock" or "tcp:127.0.0.1:4711". */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Payload bytes of one frame at most, by transport: what was measured to be fastest. Long frames cost fewer turns of the event loop;
 * what they hold it for (a sum of 8 MB) stays within milliseconds. Memory is planned for any of them.
 */
export const FRAME_LIMITS = { memory: 262_144, tcp: 4_194_304, unix: 8_388_608 } as const;

/** Fills the target from byte `at` of a peer's memory; false when that can't be read (any more). */
export type DirectReader = (at: number, target: Uint8Array) => boolean;

/** Reading a peer's memory without sending it. */
export interface DirectAccess {
  /** What a peer needs to know for it. */
  offer(memory: Uint8Array): Uint8Array;
  /** Undefined when what a peer offered can't be read from here. */
  open(offer: Uint8Array): DirectReader | undefined;
}

/** One way of connecting processes. */
export interface Transport {
  /** Payload bytes of one frame, and of one read, at most. */
  readonly frameBytes: number;
  readonly readBytes: number;
  /** Where all processes that it connects are on one host, and the system lets them. */
  readonly direct?: DirectAccess | undefined;
  listen(accept: Accept): Promise<Listener>;
  /** Rejects when nobody listens there, or with the signal's reason. */
  dial(address: string, events: LinkEvents, signal: AbortSignal): Promise<Link>;
}
