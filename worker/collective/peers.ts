// The other members of a generation, with the two links to each of them. No sockets of its own.
import { InvariantError } from "../../common/errors.ts";
import type { ReadLink } from "./read-link.ts";
import type { WriteLink } from "./write-link.ts";

/** Who is in a generation. */
export interface Membership {
  readonly generation: number;
  /** Of this member. */
  readonly rank: number;
  /** By rank, the own one included. */
  readonly addresses: readonly string[];
}

/** @throws InvariantError when a member's own rank has another address than it, or two members the same one */
export function checkAddresses({ rank, addresses }: Membership, own: string): void {
  if (addresses[rank] !== own || new Set(addresses).size !== addresses.length)
    throw new InvariantError(`rank ${rank} of ${addresses.join(", ")} is not ${own}`);
}

export interface Peer {
  readonly address: string;
  rank: number;
  read: ReadLink | undefined;
  write: WriteLink | undefined;
  hasLeft: boolean;
}

export class Peers {
  readonly #peers = new Map<string, Peer>();

  [Symbol.iterator](): IterableIterator<Peer> {
    return this.#peers.values();
  }

  of(address: string): Peer | undefined {
    return this.#peers.get(address);
  }

  at(rank: number): Peer {
    for (const peer of this) if (peer.rank === rank) return peer;
    throw new InvariantError(`no peer of rank ${rank}`);
  }

  has(peer: Peer): boolean {
    return this.of(peer.address) === peer;
  }

  /** Links to others close; frames of the old generation that have not begun to leave are forgotten. */
  keep({ addresses, rank: own }: Membership): void {
    const before = new Map(this.#peers);
    this.#peers.clear();
    addresses.forEach((address, rank) => {
      if (rank === own) return;
      const kept = before.get(address);
      const peer =
        kept?.hasLeft === false ? kept : { address, rank, read: undefined, write: undefined, hasLeft: false };
      peer.rank = rank;
      peer.write?.sender.clear();
      this.#peers.set(address, peer);
    });
    for (const peer of before.values()) {
      if (this.has(peer)) continue;
      peer.read?.destroy("no longer a member");
      peer.write?.destroy("no longer a member");
    }
  }
}
