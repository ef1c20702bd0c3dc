// The links of one member to all others: for each pair two one-way links, so that both sides dial and the dialer always reads.
//   S4. A link belongs to one job and stands for the members of a generation; frames of an older one are read over, those of a newer one
//       wait in the link until this member has joined it.
//   H1. Links to members that stay are kept from generation to generation. A payload that is half read then goes on into a buffer of
//       the old generation, so the new one begins only when no link is in the middle of such a payload.
import { setMaxListeners } from "node:events";
import type { Clock } from "../../common/clock.ts";
import { InvariantError, messageOf, must, PeerLostError, StaleGenerationError } from "../../common/errors.ts";
import type { Listener, Transport } from "../links/link.ts";
import { BLANK, type Frame } from "./frame.ts";
import type { Hello } from "./handshake.ts";
import { checkAddresses, type Membership, type Peer, Peers } from "./peers.ts";
import { ReadLink } from "./read-link.ts";
import { NO_PAYLOAD, type Placement } from "./receiver.ts";
import { startPulse } from "./pulse.ts";
import type { Traffic } from "./traffic.ts";
import { type Host, Visitors } from "./visitors.ts";
import { type SentMemory, sentMemory, type WriteLink } from "./write-link.ts";

/** Gets the frames of the current generation. */
export interface MeshOwner {
  place(from: number, frame: Frame): Placement;
  landed(from: number, frame: Frame): void;
  /** A member can't be reached any more. */
  lost(error: PeerLostError): void;
  /** A member has said that it is finished; whatever it had to send is here. */
  left(rank: number): void;
}

export interface MeshOptions {
  readonly jobUid: string;
  readonly transport: Transport;
  readonly owner: MeshOwner;
  readonly clock: Clock;
  /** Links that have not said hello are at most twice as many. */
  readonly maxRanks: number;
  /** Where what is summed lies: peers may read it where they can. */
  readonly memory: ArrayBufferLike;
}

/** A member that closes both its links at once may have said on the other one that it is finished: time to read that. */
const GRACE_MS = 1000;
/** How long `close` waits for the others to have read everything. */
const CLOSE_MS = 1000;

interface Joining {
  readonly membership: Membership;
  check(): void;
  fail(error: Error): void;
}

export class Mesh implements Host {
  readonly traffic: Traffic = { sentBytes: 0, receivedBytes: 0 };
  readonly memory: SentMemory;
  readonly #options: MeshOptions;
  #listener: Listener | undefined;
  /** The newest membership; the current one once all links stand. */
  #membership: Membership | undefined;
  #current = 0;
  #joining: Joining | undefined;
  readonly #peers = new Peers();
  readonly #visitors: Visitors;
  readonly #closing = new AbortController();
  #isClosing = false;
  #endPulse: () => void = () => undefined;

  private constructor(options: MeshOptions) {
    this.#options = options;
    this.#visitors = new Visitors(this, options);
    this.memory = sentMemory(options.memory, options.transport);
    setMaxListeners(0, this.#closing.signal); // one for each link that waits for something
  }

  static async open(options: MeshOptions): Promise<Mesh> {
    const mesh = new Mesh(options);
    mesh.#listener = await options.transport.listen(mesh.#visitors.accept);
    mesh.#endPulse = startPulse(mesh.#peers, () => (mesh.#current === mesh.generation ? mesh.#current : undefined));
    return mesh;
  }

  get address(): string {
    return must(this.#listener, "a listener").address;
  }

  get generation(): number {
    return this.#membership?.generation ?? 0;
  }

  get addresses(): readonly string[] {
    return this.#membership?.addresses ?? [];
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** Resolves when the links to and from every member stand. `begin` runs just before the first frame is passed on. */
  async join(membership: Membership, begin: () => void, signal: AbortSignal): Promise<void> {
    this.#check(membership);
    checkAddresses(membership, this.address);
    signal.throwIfAborted();
    this.#joining?.fail(new StaleGenerationError(membership.generation, "a newer generation begins"));
    this.#membership = membership;
    this.#peers.keep(membership);
    await this.#standing(membership, signal);
    if (this.#membership !== membership)
      throw new StaleGenerationError(this.generation, "a newer generation has begun");
    begin();
    this.#current = membership.generation;
    for (const peer of this.#peers) peer.read?.resume();
  }

  /** Queues a frame to a rank; `pump` sends. */
  push(to: number, frame: Omit<Frame, "generation">, payload?: Uint8Array, checkOf?: () => number): void {
    this.#peers.at(to).write?.sender.push({ ...frame, generation: this.#current }, payload, checkOf);
  }

  pump(): void {
    for (const peer of this.#peers) peer.write?.sender.pump();
  }

  /** Closes the link from a rank that sent what it must not; the owner hears of it as a loss. */
  refuse(from: number, reason: string): void {
    this.#peers.at(from).read?.destroy(reason);
  }

  /** Says goodbye to all, waits for a moment until they have read it, and closes everything. Idempotent. */
  async close(): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#endPulse();
    this.#joining?.fail(new Error("the collective was closed"));
    this.#visitors.close("the collective was closed");
    const reads = [...this.#peers].filter((peer) => peer.read?.isOpen === true);
    for (const { write } of this.#peers) {
      write?.sender.push({ ...BLANK, kind: "bye", generation: this.#current });
      write?.sender.end();
    }
    if (reads.length > 0) await this.sleep(CLOSE_MS);
    this.#closing.abort();
    for (const { read, write } of this.#peers) {
      read?.destroy("closed");
      write?.destroy("closed");
    }
    await this.#listener?.close();
  }

  // What dialers do.
  admit(link: WriteLink, hello: Hello): void {
    const peer = this.#peers.of(hello.address);
    if (peer === undefined) link.refuse("a worker does not link to itself");
    else if (peer.write?.isOpen === true && peer.write.heard?.generation === hello.generation)
      link.refuse("this member has a link already");
    else this.#stand(peer, link);
  }

  #stand(peer: Peer, link: WriteLink): void {
    const before = peer.write;
    this.#visitors.release(link);
    peer.write = link;
    link.accept();
    if (before?.isOpen === true) before.destroy("a newer link took its place");
    // What we sent on the one before may not have arrived, also where we have seen it close.
    if (before !== undefined && this.#current === this.generation) this.#lost(peer, "it linked anew");
    this.#joining?.check();
  }

  closed(link: WriteLink, reason: string): void {
    for (const peer of this.#peers) if (peer.write === link) void this.#lostLater(peer, link, reason);
  }

  async #lostLater(peer: Peer, link: WriteLink, reason: string): Promise<void> {
    if (peer.read?.isOpen === true) await this.sleep(GRACE_MS);
    if (peer.write === link) this.#lost(peer, reason);
  }

  // What members send.
  /** @param since the generation that the link is dialed for; frames may come in one read with its acceptance. */
  #readOwner(peer: Peer, since: number) {
    return {
      place: (frame: Frame) => this.#place(peer, since, frame),
      landed: (frame: Frame) => {
        this.#landed(peer, frame);
      },
      closed: (reason: string) => {
        this.#lost(peer, reason);
      },
    };
  }

  #place(peer: Peer, since: number, frame: Frame): Placement {
    const { generation } = frame;
    if (generation < since)
      return { kind: "refuse", reason: `a frame of generation ${generation}, the current one is ${this.generation}` };
    if (frame.kind === "bye" || (frame.kind === "ping" && generation <= this.#current)) return NO_PAYLOAD;
    if (generation > this.#current) return this.#isClosing ? { kind: "skip" } : { kind: "hold" };
    if (generation < this.generation || this.#isClosing) return { kind: "skip" };
    return this.#options.owner.place(peer.rank, frame);
  }

  #landed(peer: Peer, frame: Frame): void {
    if (frame.kind === "bye") this.#left(peer);
    else if (frame.kind !== "ping" && frame.generation === this.generation && !this.#isClosing)
      this.#options.owner.landed(peer.rank, frame);
  }

  /** It needs nothing more from us: our end of the other link closes too, which lets it go. */
  #left(peer: Peer): void {
    peer.hasLeft = true;
    peer.write?.sender.clear();
    peer.write?.sender.end();
    if (this.#joining !== undefined) this.#lost(peer, "it has left", true);
    else if (this.#peers.has(peer)) this.#options.owner.left(peer.rank);
  }

  #lost(peer: Peer, reason: string, hasToStay = !peer.hasLeft): void {
    if (this.#isClosing) {
      this.#endClosing();
      return;
    }
    if (!hasToStay || !this.#peers.has(peer)) return;
    const error = new PeerLostError(peer.rank, this.generation, `rank ${peer.rank} is lost: ${reason}`);
    if (this.#joining !== undefined) this.#joining.fail(error);
    else this.#options.owner.lost(error);
  }

  #endClosing(): void {
    for (const { read } of this.#peers) if (read?.isOpen === true) return;
    this.#closing.abort();
  }

  // A new generation.
  #check({ generation }: Membership): void {
    if (this.#isClosing) throw new InvariantError("the collective is closed");
    if (generation <= this.generation)
      throw new StaleGenerationError(this.generation, `generation ${generation} is not newer than ${this.generation}`);
  }

  async #standing(membership: Membership, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const all = AbortSignal.any([signal, stop.signal]);
    setMaxListeners(0, all); // one for each member that is dialed
    const links = [...this.#peers].map((peer) => this.#link(peer, membership, all));
    const accepted = this.#allAccepted(membership);
    const abort = (): void => {
      this.#joining?.fail(signal.reason instanceof Error ? signal.reason : new Error(messageOf(signal.reason)));
    };
    signal.addEventListener("abort", abort, { once: true });
    try {
      this.#visitors.greetWaiting();
      await Promise.all([accepted, ...links]);
    } catch (error) {
      stop.abort(error);
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
      if (this.#joining?.membership === membership) this.#joining = undefined;
      await Promise.allSettled(links);
    }
  }

  /** The own direction: a link that stands, with nothing of the old generation half read. */
  async #link(peer: Peer, { generation, rank, addresses }: Membership, signal: AbortSignal): Promise<void> {
    if (peer.read?.isOpen === true) {
      await peer.read.whenFilled();
      return;
    }
    const { jobUid, transport } = this.#options;
    const hello: Hello = { jobUid, generation, address: must(addresses[rank], "the own address") };
    const owner = this.#readOwner(peer, generation);
    try {
      peer.read = await ReadLink.dial(
        { transport, address: peer.address, hello, owner, traffic: this.traffic },
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof StaleGenerationError) throw error;
      const reason = `rank ${peer.rank} at ${peer.address} can't be linked to: ${messageOf(error)}`;
      throw new PeerLostError(peer.rank, generation, reason, { cause: error });
    }
  }

  /** The other direction: every member has dialed us. */
  #allAccepted(membership: Membership): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        for (const { write } of this.#peers) if (write?.isOpen !== true) return;
        resolve();
      };
      this.#joining = { membership, check, fail: reject };
      check();
    });
  }

  /** Ends early, without an error, when everything closes. */
  async sleep(ms: number): Promise<void> {
    await this.#options.clock.sleep(ms, this.#closing.signal).catch(() => undefined); // only ever aborted by our own close
  }
}
