// What simulated processes tell each other. Between worker and coordinator the membership's own words; between workers the frames of
// worker/collective, with values instead of bytes.
import type { TreeRange } from "../../common/tree.ts";
import type { Order } from "../../coordinator/membership/state.ts";
import type { Happened } from "../../coordinator/membership/watches.ts";
import type { Hello } from "../../worker/collective/handshake.ts";
import type { Pipe } from "./network.ts";

type Said = Extract<
  Happened,
  {
    readonly kind:
      | "ready"
      | "reported"
      | "left"
      | "run"
      | "drain"
      | "peer-lost"
      | "speed"
      | "trained"
      | "failed"
      | "diverged"
      | "wrong-numbers";
  }
>;
type Unsigned<Message> = Message extends unknown ? Omit<Message, "workerId"> : never;

/** A worker to its coordinator. */
export type Upward = Unsigned<Said> | { readonly kind: "opened" } | { readonly kind: "heartbeat" };

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
  /** Of the exchanges of a generation: the one before its first round is 1. */
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
  | {
      readonly kind: "frame";
      readonly frame: Frame;
      /** A bit of it is wrong; the receiver's check finds that. */
      readonly isSpoiled?: boolean;
    };

/** A dialed link: who dials reads from it what the other writes to `back`. */
export interface Dial {
  readonly hello: Hello;
  readonly back: Pipe<Back>;
}
