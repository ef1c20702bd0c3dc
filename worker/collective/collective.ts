// What workers do together, as one object per worker: the sum of gradients in tree order, and everyone's bytes to everyone. It joins the
// links (mesh.ts) to the two calls (reducer.ts, gatherer.ts), which live for one generation.
import { type Clock, systemClock } from "../../common/clock.ts";
import { InvariantError, PeerLostError, StaleGenerationError } from "../../common/errors.ts";
import type { Kernels } from "../compute/kernels/kernels.ts";
import { type ListenOptions, transportOf } from "../links/transport.ts";
import type { Transport } from "../links/link.ts";
import { awakeAmong } from "./awake.ts";
import type { Frame } from "./frame.ts";
import { Gatherer } from "./gatherer.ts";
import { Mesh, type MeshOwner } from "./mesh.ts";
import type { Membership } from "./peers.ts";
import type { Placement } from "./receiver.ts";
import { type Parity, Reducer } from "./reducer.ts";
import type { ReduceCall, Reduction } from "./reduction.ts";
import { type CollectivePlan, regionOf } from "./region.ts";
import { whyNotRound } from "./rounds.ts";
import { soleReduction } from "./sole.ts";

export type { Membership } from "./peers.ts";
export type { ReduceCall, Reduction } from "./reduction.ts";
export { type CollectivePlan, collectiveBytes } from "./region.ts";

export interface CollectiveOptions {
  /** S4: checked in the handshake of every link. */
  readonly jobUid: string;
  /** Shared; the caller's, and never grown. */
  readonly memory: WebAssembly.Memory;
  /** Byte offset of the collective's region in it, `collectiveBytes(plan)` long. */
  readonly at: number;
  readonly plan: CollectivePlan;
  /** Over the same memory, loaded on this thread. */
  readonly kernels: Kernels;
  readonly listen: ListenOptions;
  readonly clock?: Clock;
}

/** One generation's members and the calls among them. */
interface Session {
  readonly ranks: number;
  readonly reducer: Reducer;
  readonly gatherer: Gatherer;
  readonly left: Set<number>;
  failure: Error | undefined;
}

export class Collective implements MeshOwner {
  readonly #options: CollectiveOptions;
  readonly #transport: Transport;
  #mesh: Mesh | undefined;
  #session: Session | "alone" | undefined;
  #lastBuffer: Parity = 0;

  private constructor(options: CollectiveOptions) {
    this.#options = options;
    this.#transport = transportOf(options.listen);
  }

  /** Listens; `join` links. */
  static async open(options: CollectiveOptions): Promise<Collective> {
    const self = new Collective(options);
    const { jobUid, plan, clock = systemClock } = options;
    const memory = options.memory.buffer;
    const transport = self.#transport;
    self.#mesh = await Mesh.open({ jobUid, transport, owner: self, clock, maxRanks: plan.ranks, memory });
    return self;
  }

  /** What others dial: "unix:/path/x.sock" or "tcp:127.0.0.1:4711". */
  get address(): string {
    return this.#open.address;
  }

  get bytesSent(): number {
    return this.#mesh?.traffic.sentBytes ?? 0;
  }

  get bytesReceived(): number {
    return this.#mesh?.traffic.receivedBytes ?? 0;
  }

  /**
   * Ends the generation before, whose pending calls reject, and resolves when all links of this one stand; those to members that stay
   * are kept.
   * @throws PeerLostError when a member can't be linked to, StaleGenerationError when the generation is over.
   */
  async join(membership: Membership, signal: AbortSignal): Promise<void> {
    const mesh = this.#open;
    this.#fail(new StaleGenerationError(membership.generation, `generation ${membership.generation} begins`));
    await mesh.join(
      membership,
      () => {
        this.#lastBuffer = reducerOf(this.#session)?.lastBuffer ?? this.#lastBuffer;
        this.#session = membership.addresses.length === 1 ? "alone" : this.#sessionOf(membership);
      },
      signal,
    );
  }

  /** The sum over all micro-batches of a train round, in tree order. */
  reduce(call: ReduceCall): Reduction {
    const session = this.#joined;
    if (session === "alone") return soleReduction(call);
    if (session.failure !== undefined) return { add: () => undefined, done: rejected(session.failure) };
    const reduction = session.reducer.begin(call);
    reduction.done.catch(() => undefined); // whoever awaits `done` hears of it; nobody may await it yet
    this.#failForLeft(session);
    return reduction;
  }

  /** Everyone's bytes by rank, the own included; at most 256 MB each. The payload may be written again at once. */
  gather(round: number, payload: Uint8Array): Promise<readonly Uint8Array[]> {
    return this.exchange(round, () => payload);
  }

  /**
   * What each has for us, by rank, for what we have for each; else as `gather`.
   * @param isLent the payloads stay as they are until this worker has completed a later round: they are not copied first
   */
  exchange(round: number, payloadFor: (rank: number) => Uint8Array, isLent = false): Promise<readonly Uint8Array[]> {
    const session = this.#joined;
    if (session === "alone") return Promise.resolve([payloadFor(0)]);
    if (session.failure !== undefined) return rejected(session.failure);
    const gathered = session.gatherer.begin(round, payloadFor, isLent);
    gathered.catch(() => undefined); // as in `reduce`: it may fail while its caller still waits for something else
    this.#failForLeft(session);
    return gathered;
  }

  /** The generation is over, though the next one's members are not known yet: pending calls reject, and frames of it are dropped. */
  interrupt(error: Error): void {
    this.#fail(error);
  }

  /** Tells the others, so that nobody waits for this worker, and closes all links. Pending calls reject. Idempotent. */
  async close(): Promise<void> {
    this.#fail(new Error("the collective was closed"));
    await this.#mesh?.close();
  }

  // What the mesh tells.

  place(from: number, frame: Frame): Placement {
    const session = this.#session;
    if (session === undefined || session === "alone" || session.failure !== undefined) return { kind: "skip" };
    const call = callOf(session, frame);
    if (call === undefined) return { kind: "refuse", reason: `a frame of kind ${frame.kind} on a link that stands` };
    const reason = this.#whyNotRound(session, call, frame.round) ?? call.whyNot(from, frame);
    return reason === undefined ? call.place(from, frame) : { kind: "refuse", reason };
  }

  landed(from: number, frame: Frame): void {
    const session = this.#session;
    if (session === undefined || session === "alone" || session.failure !== undefined) return;
    callOf(session, frame)?.landed(from, frame);
  }

  lost(error: PeerLostError): void {
    this.#fail(error);
  }

  left(rank: number): void {
    const session = this.#session;
    if (session === undefined || session === "alone") return;
    session.left.add(rank);
    this.#failForLeft(session);
  }

  #whyNotRound({ reducer, gatherer }: Session, call: Reducer | Gatherer, round: number): string | undefined {
    if (call.isPending && round === call.begun) return undefined;
    return whyNotRound(round, call.begun, Math.max(reducer.begun ?? -1, gatherer.begun ?? -1));
  }

  /** A member that has left has sent all it will: whoever needs more of it waits in vain. */
  #failForLeft(session: Session): void {
    for (const rank of session.left) {
      if (session.reducer.needs(rank) || session.gatherer.needs(rank))
        this.#fail(new PeerLostError(rank, this.#open.generation, `rank ${rank} has left`));
    }
  }

  #fail(error: Error): void {
    const session = this.#session;
    if (session === undefined || session === "alone") return;
    session.failure ??= error;
    session.reducer.fail(error);
    session.gatherer.fail(error);
  }

  #sessionOf({ rank, addresses }: Membership): Session {
    const { plan, memory, kernels, at } = this.#options;
    const { frameBytes } = this.#transport;
    const ranks = addresses.length;
    if (ranks > plan.ranks) throw new InvariantError(`${ranks} ranks, planned for ${plan.ranks}`);
    const outlet = this.#open;
    const refuse = (from: number, reason: string): void => {
      outlet.refuse(from, reason);
    };
    const common = { rank, ranks, frameBytes, outlet, refuse, stayAwake: awakeAmong(ranks) };
    const reducer = new Reducer({
      ...common,
      plan,
      memory,
      kernels,
      lastBuffer: this.#lastBuffer,
      region: regionOf(plan, ranks, frameBytes, at),
      failed: (error) => {
        this.#fail(error);
      },
    });
    return { ranks, reducer, gatherer: new Gatherer(common), left: new Set(), failure: undefined };
  }

  get #open(): Mesh {
    if (this.#mesh === undefined) throw new InvariantError("the collective is not open");
    return this.#mesh;
  }

  get #joined(): Session | "alone" {
    if (this.#session === undefined) throw new InvariantError("no generation has been joined");
    return this.#session;
  }
}

function reducerOf(session: Session | "alone" | undefined): Reducer | undefined {
  return session === undefined || session === "alone" ? undefined : session.reducer;
}

function callOf({ reducer, gatherer }: Session, { kind }: Frame): Reducer | Gatherer | undefined {
  if (kind === "gather") return gatherer;
  return kind === "block" || kind === "result" ? reducer : undefined;
}

/** Told to whoever awaits it, and to nobody else. */
function rejected(error: Error): Promise<never> {
  const promise = Promise.reject(error);
  promise.catch(() => undefined);
  return promise;
}
