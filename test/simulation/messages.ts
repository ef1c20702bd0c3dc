// What simulated processes tell each other. Between worker and coordinator the membership's own words; between workers the frames of
// worker/collective, with values instead of bytes.
import type { TreeRange } from "../../common/tree.ts";
import type { MembershipEvent } from "../../coordinator/membership/events.ts";
import type { Order } from "../../coordinator/membership/state.ts";
import type { Hello } from "../../worker/collective/handshake.ts";
import type { Pipe } from "./network.ts";

type Without<Event, Keys extends PropertyKey> = Event extends unknown ? Omit<Event, Keys> : never;
/** What happens to the membership, before it is dated. */
export type Happened = Without<MembershipEvent, "at">;
type Said = Extract<MembershipEvent, { readonly kind: "ready" | "reported" | "left" | "trained" | "failed" }>;

/** A worker to its coordinator. */
export type Upward = Without<Said, "at" | "workerId"> | { readonly kind: "opened" } | { readonly kind: "heartbeat" };

/** A coordinator to a worker. */
export interface Downward {
  readonly token: number;
  readonly order: Order;
}

/** Part of a gradient, and which micro-batches are in it (one bit each): what S2 and S6 are checked by. */
export interface Piece {
  readonly values: Float32Array;
  readonly microBatches: number;
}

export interface Frame {
  readonly generation: number;
  readonly round: number;
  readonly stateHash: string;
  readonly body:
    | {
        readonly kind: "block";
        readonly block: TreeRange;
        readonly chunk: number;
        readonly piece: Piece | undefined;
      }
    | { readonly kind: "result"; readonly chunk: number; readonly piece: Piece | undefined }
    | { readonly kind: "gather"; readonly offset: number; readonly bytes: Uint8Array; readonly of: number };
}

/** What the worker that was dialed sends back. */
export type Back =
  | { readonly kind: "accept" }
  | { readonly kind: "refuse"; readonly reason: string }
  | { readonly kind: "frame"; readonly frame: Frame };

/** A dialed link: who dials reads from it what the other writes to `back`. */
export interface Dial {
  readonly hello: Hello;
  readonly back: Pipe<Back>;
}
