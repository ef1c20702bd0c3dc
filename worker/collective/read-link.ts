// A link that we dialed and read from: says hello, waits to be accepted, then passes frames on.
import { must, StaleGenerationError } from "../../common/errors.ts";
import type { DirectReader, Link, LinkEvents, Transport } from "../links/link.ts";
import { encodeFrame, type Frame } from "./frame.ts";
import { encodeHello, greeting, type Hello, MAX_GREETING_BYTES } from "./handshake.ts";
import { type FrameOwner, NO_PAYLOAD, type Placement, Receiver } from "./receiver.ts";
import type { Traffic } from "./traffic.ts";

/** Who gets what a standing link brings. */
export interface ReadLinkOwner {
  place(frame: Frame): Placement;
  landed(frame: Frame): void;
  /** Once; not for a link that never stood. */
  closed(reason: string): void;
}

export interface DialRequest {
  readonly transport: Transport;
  readonly address: string;
  readonly hello: Hello;
  readonly owner: ReadLinkOwner;
  readonly traffic: Traffic;
}

export class ReadLink implements LinkEvents, FrameOwner {
  readonly #request: DialRequest;
  readonly #receiver: Receiver;
  #link: Link | undefined;
  #state: "greeting" | "standing" | "closed" = "greeting";
  #settle: { accept(): void; refuse(reason: Error): void } | undefined;
  readonly #answer = new Uint8Array(MAX_GREETING_BYTES);
  #readDirectly: DirectReader | undefined;
  #whenFilled: (() => void) | undefined;
  #isHeard = false;
  #quiet = 0;

  private constructor(request: DialRequest) {
    this.#request = request;
    this.#receiver = new Receiver(this, request.transport.readBytes, request.traffic);
  }

  /** Resolves with a link that the other side has accepted. */
  static async dial(request: DialRequest, signal: AbortSignal): Promise<ReadLink> {
    const self = new ReadLink(request);
    const accepted = new Promise<void>((accept, refuse) => (self.#settle = { accept, refuse }));
    accepted.catch(() => undefined); // the dialing may fail first, and then this one is never awaited
    const link = await request.transport.dial(request.address, self, signal);
    self.#link = link;
    const abort = (): void => {
      self.destroy("the wait for its acceptance was given up");
    };
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    try {
      const { frame, payload } = encodeHello(request.hello);
      link.send([encodeFrame(frame), payload]);
      await accepted;
      return self;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  get isOpen(): boolean {
    return this.#state === "standing";
  }

  /** Turns in a row, this one included, in which nothing came though it was read. */
  quietTurns(): number {
    this.#quiet = this.#isHeard || this.#receiver.isHeld ? 0 : this.#quiet + 1;
    this.#isHeard = false;
    return this.#quiet;
  }

  /** Resolves when no bytes are under way any more to a place that the owner gave, or the link has closed. */
  whenFilled(): Promise<void> {
    if (!this.#receiver.isFilling || !this.isOpen) return Promise.resolve();
    return new Promise((resolve) => (this.#whenFilled = resolve));
  }

  /** Asks the owner again about a frame that it held. */
  resume(): void {
    if (this.#receiver.resume()) this.#link?.resume();
  }

  destroy(reason: string): void {
    this.#link?.destroy(reason);
    this.closed(reason);
  }

  buffer(): Uint8Array {
    return this.#receiver.buffer();
  }

  read(bytes: number): boolean {
    this.#isHeard = true;
    return this.#state !== "closed" && this.#receiver.read(bytes);
  }

  drain(): void {
    // Nothing is queued on this link: a hello always fits.
  }

  closed(reason: string): void {
    const before = this.#state;
    this.#state = "closed";
    if (before === "standing") this.#request.owner.closed(reason);
    if (before === "greeting") this.#settle?.refuse(new Error(reason));
    this.#whenFilled?.();
  }

  place(frame: Frame): Placement {
    if (this.#state === "standing") return this.#request.owner.place(frame);
    const isAnswer = frame.kind === "accept" || frame.kind === "refuse";
    if (!isAnswer || frame.payloadBytes > MAX_GREETING_BYTES)
      return { kind: "refuse", reason: `a frame of kind ${frame.kind} before the link was accepted` };
    return frame.payloadBytes === 0
      ? NO_PAYLOAD
      : { kind: "into", bytes: this.#answer.subarray(0, frame.payloadBytes) };
  }

  fetch(frame: Frame, from: number, target: Uint8Array): boolean {
    return this.#readDirectly?.(frame.offset + from, target) ?? false;
  }

  landed(frame: Frame): void {
    if (this.#state === "standing") this.#request.owner.landed(frame);
    else if (this.#state === "greeting") this.#answered(frame);
    if (this.#receiver.isFilling) return;
    this.#whenFilled?.();
    this.#whenFilled = undefined;
  }

  refused(reason: string): void {
    this.destroy(reason);
  }

  /** What the other side sends before it has heard of this still comes through the link. */
  #tryDirect(offer: Uint8Array): void {
    const { transport, hello } = this.#request;
    this.#readDirectly = offer.length > 0 ? transport.direct?.open(offer) : undefined;
    if (this.#readDirectly !== undefined) this.#link?.send([encodeFrame(greeting("direct", hello.generation, 0))]);
  }

  #answered(frame: Frame): void {
    const settle = must(this.#settle, "a dial that waits");
    const payload = this.#answer.subarray(0, frame.payloadBytes);
    if (frame.kind === "accept") {
      this.#state = "standing";
      this.#tryDirect(payload);
      settle.accept();
      return;
    }
    const reason = new TextDecoder().decode(payload);
    const isStale = frame.generation > this.#request.hello.generation;
    settle.refuse(isStale ? new StaleGenerationError(frame.generation, reason) : new Error(reason));
    this.destroy(reason);
  }
}
