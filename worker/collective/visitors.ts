// Links that others have dialed and that have no part in a generation yet: before their hello, or waiting for our own Start.
import type { Accept, Link } from "../links/link.ts";
import { type Hello, judgeHello } from "./handshake.ts";
import type { Traffic } from "./traffic.ts";
import { type SentMemory, WriteLink, type WriteLinkOwner } from "./write-link.ts";

/** Whom they want to link to. */
export interface Host extends Pick<WriteLinkOwner, "generation" | "closed" | "memory"> {
  /** Of the members, by rank. */
  readonly addresses: readonly string[];
  readonly isClosing: boolean;
  readonly traffic: Traffic;
  /** The dialer is a member of the current generation: its link is the host's, to accept or to refuse. */
  admit(link: WriteLink, hello: Hello): void;
  /** Ends early, without an error, when everything closes. */
  sleep(ms: number): Promise<void>;
}

export interface VisitorsOptions {
  readonly jobUid: string;
  readonly maxRanks: number;
}

/** How long a link may be silent before its hello, and a refused one stay open so that the reason arrives. */
const GREETING_MS = 10_000;

export class Visitors implements WriteLinkOwner {
  readonly #host: Host;
  readonly #options: VisitorsOptions;
  readonly #links = new Set<WriteLink>();

  constructor(host: Host, options: VisitorsOptions) {
    this.#host = host;
    this.#options = options;
  }

  get generation(): number {
    return this.#host.generation;
  }

  get memory(): SentMemory {
    return this.#host.memory;
  }

  readonly accept: Accept = (link: Link) => {
    const visitor = new WriteLink(link, this, this.#host.traffic);
    this.#links.add(visitor);
    if (this.#host.isClosing || this.#links.size > 2 * this.#options.maxRanks + 2)
      visitor.refuse("too many links at once");
    void this.#expire(visitor);
    return visitor;
  };

  hello(link: WriteLink, hello: Hello): void {
    const { jobUid } = this.#options;
    const { generation, addresses } = this.#host;
    const verdict = judgeHello(hello, { jobUid, generation, addresses });
    if (verdict.kind === "refuse") link.refuse(verdict.reason);
    if (verdict.kind === "accept") this.#host.admit(link, hello);
  }

  closed(link: WriteLink, reason: string): void {
    this.#links.delete(link);
    this.#host.closed(link, reason);
  }

  /** It stays. */
  release(link: WriteLink): void {
    this.#links.delete(link);
  }

  /** A generation begins: those who were early say their hello again. */
  greetWaiting(): void {
    for (const visitor of [...this.#links]) if (visitor.heard !== undefined) this.hello(visitor, visitor.heard);
  }

  close(reason: string): void {
    for (const link of this.#links) link.destroy(reason);
  }

  async #expire(visitor: WriteLink): Promise<void> {
    await this.#host.sleep(GREETING_MS);
    const isWaiting = visitor.heard !== undefined && visitor.heard.generation > this.generation;
    if (this.#links.has(visitor) && !isWaiting) visitor.destroy("no valid hello in time");
  }
}
