// Sends long payloads over a socket from where they lie: the kernel refers to their pages instead of copying them, so that the other
// side's read is the only copy. Node has no call for it; where the socket is full, Node waits for it.
import type net from "node:net";
import type { SystemAddon } from "../system/addon.ts";
import { descriptorOf } from "./descriptor.ts";

/** What Node writes, and copies, to hear when there is room again. */
const WAIT_BYTES = 16_384;
const NOTHING = new Uint8Array(0);

/** What lending needs of the addon. */
export type LendingAddon = Pick<SystemAddon, "sendLent">;

/** Of one socket. Whoever else writes to it calls `giveUp` before. */
export class Lender {
  readonly #socket: net.Socket;
  readonly #addon: LendingAddon;
  readonly #whenRoom: () => void;
  /** What shall be lent once Node has written what is before it. An object of its own for each wait. */
  #waiting: { readonly rest: Uint8Array } | undefined;

  /** @param whenRoom called when a payload that had to wait has left; not when the socket has closed meanwhile */
  constructor(socket: net.Socket, addon: LendingAddon, whenRoom: () => void) {
    this.#socket = socket;
    this.#addon = addon;
    this.#whenRoom = whenRoom;
  }

  /** A payload is on its way. */
  get isBusy(): boolean {
    return this.#waiting !== undefined;
  }

  /** Leaves what is on its way to Node, so that others can write behind it. */
  giveUp(): void {
    const { rest } = this.#waiting ?? {};
    this.#waiting = undefined;
    if (rest !== undefined) this.#socket.write(rest, this.#tellRoom);
  }

  /** Both, in this order; the payload is lent as far as the system can. */
  lend(head: Uint8Array, payload: Uint8Array): void {
    this.giveUp();
    if (this.#socket.writableLength > 0) this.#writeThen(head, payload);
    else this.#go(head, payload);
  }

  /** Of a payload alone, with nothing of Node's before it, something is taken unless it can't be lent: Node writes all of it then. */
  #go(head: Uint8Array, payload: Uint8Array): void {
    const taken = this.#take(head, payload);
    if (taken === head.length + payload.length) return;
    if (taken < head.length) this.#writeThen(head.subarray(taken), payload);
    else if (taken === 0) this.#writeThen(payload, NOTHING);
    else {
      const left = payload.subarray(taken - head.length);
      this.#writeThen(left.subarray(0, WAIT_BYTES), left.subarray(WAIT_BYTES));
    }
  }

  #take(head: Uint8Array, payload: Uint8Array): number {
    const descriptor = descriptorOf(this.#socket);
    return descriptor === undefined ? 0 : this.#addon.sendLent(descriptor, head, payload);
  }

  #writeThen(bytes: Uint8Array, rest: Uint8Array): void {
    const waiting = { rest };
    this.#waiting = waiting;
    this.#socket.write(bytes, () => {
      if (this.#waiting !== waiting) return; // it was given up
      this.#waiting = undefined;
      if (rest.length > 0 && !this.#socket.destroyed) this.#go(NOTHING, rest);
      this.#tellRoom();
    });
  }

  readonly #tellRoom = (): void => {
    if (!this.isBusy && !this.#socket.destroyed) this.#whenRoom();
  };
}
