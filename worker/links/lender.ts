// Sends long payloads over a socket from where they lie: the kernel refers to their pages instead of copying them, so that the other
// side's read is the only copy. Node has no call for it; where the socket is full, Node waits for it.
import type net from "node:net";
import type { SystemAddon } from "../system/addon.ts";

/** What Node writes, and copies, to hear when there is room again. */
const WAIT_BYTES = 16_384;
const NOTHING = new Uint8Array(0);

export type LendingAddon = Pick<SystemAddon, "sendLent">;

/** Node does not document where a socket's descriptor is. */
type HasHandle = net.Socket & { readonly _handle?: { readonly fd?: number } | null };

export class Lender {
  readonly #socket: HasHandle;
  readonly #addon: LendingAddon;
  readonly #whenSent: () => void;
  /** What Node shall not copy, behind what it writes now. */
  #rest: Uint8Array | undefined;

  /** @param whenSent called after a payload that had to wait */
  constructor(socket: net.Socket, addon: LendingAddon, whenSent: () => void) {
    this.#socket = socket;
    this.#addon = addon;
    this.#whenSent = whenSent;
  }

  /** A payload is on its way. */
  get isBusy(): boolean {
    return this.#rest !== undefined;
  }

  /** Leaves what is on its way to Node, so that others can write behind it. */
  giveUp(): void {
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest !== undefined) this.#socket.write(rest);
  }

  send(head: Uint8Array, payload: Uint8Array): void {
    this.giveUp();
    if (this.#socket.writableLength > 0) this.#writeThen(head, payload);
    else this.#lend(head, payload);
  }

  #lend(head: Uint8Array, payload: Uint8Array): void {
    const taken = this.#take(head, payload);
    if (taken < 0) {
      this.#socket.write(head);
      this.#socket.write(payload);
    } else if (taken < head.length) this.#writeThen(head.subarray(taken), payload);
    else if (taken < head.length + payload.length) {
      const left = payload.subarray(taken - head.length);
      this.#writeThen(left.subarray(0, WAIT_BYTES), left.subarray(WAIT_BYTES));
    }
  }

  #take(head: Uint8Array, payload: Uint8Array): number {
    const descriptor = this.#socket._handle?.fd;
    return descriptor === undefined ? -1 : this.#addon.sendLent(descriptor, head, payload);
  }

  #writeThen(bytes: Uint8Array, rest: Uint8Array): void {
    this.#rest = rest;
    this.#socket.write(bytes, (error) => {
      if (this.#rest !== rest) return; // it was given up
      this.#rest = undefined;
      if (error !== undefined && error !== null) return; // it closes, and `closed` tells
      if (rest.length > 0) this.#lend(NOTHING, rest);
      if (!this.isBusy) this.#whenSent();
    });
  }
}
