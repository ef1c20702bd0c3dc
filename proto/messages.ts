// Messages as they arrive: a decoded field that was not sent has its default, so nothing but the members of a oneof is ever absent.
// The generated types cannot say so of nested messages. Defaults lie on the prototype: take fields by name, `{ ...message }` loses them.
import type { elastune } from "./generated.ts";

/** All fields there, but for `Optional` ones. */
type Received<T, Optional extends PropertyKey = never> = {
  readonly [K in Exclude<keyof T, Optional | "$unknowns">]-?: Value<NonNullable<T[K]>>;
} & { readonly [K in Extract<keyof T, Optional>]?: Value<NonNullable<T[K]>> | null };

type Value<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Value<Item>[]
    : T extends object
      ? Received<T>
      : T;

type V1 = typeof elastune.v1;
/** What may be given to a message's `encode`. */
export type Sent<Name extends keyof V1> = V1[Name] extends { encode(message: infer In): unknown } ? In : never;

export type RegisterRequest = Received<Sent<"RegisterRequest">>;
export type RegisterResponse = Received<Sent<"RegisterResponse">>;
export type ReportRequest = Received<Sent<"ReportRequest">>;
export type Run = Received<Sent<"Run">>;
export type PublishRequest = Received<Sent<"PublishRequest">>;
export type PublishResponse = Received<Sent<"PublishResponse">>;
export type SessionRequest = Received<
  Sent<"SessionRequest">,
  | "message"
  | "hello"
  | "heartbeat"
  | "ready"
  | "report"
  | "leaving"
  | "run"
  | "drain"
  | "peerLost"
  | "diverged"
  | "wrongNumbers"
>;
export type SessionResponse = Received<
  Sent<"SessionResponse">,
  "message" | "heartbeatReply" | "reconfigure" | "start" | "command" | "shutdown"
>;
export type ManifestResponse = Received<Sent<"ManifestResponse">>;
export type SamplesRequest = Received<Sent<"SamplesRequest">, "which" | "ids" | "range">;
export type SamplesResponse = Received<Sent<"SamplesResponse">>;
export type WorkerStatus = Received<Sent<"WorkerStatus">, "rank">;
export type StatusResponse = Omit<Received<Sent<"StatusResponse">>, "workers"> & {
  readonly workers: readonly WorkerStatus[];
};
export type ScaleRequest = Received<Sent<"ScaleRequest">>;
export type ExitedRequest = Received<Sent<"ExitedRequest">>;
export type EventsRequest = Received<Sent<"EventsRequest">>;
export type EventsResponse = Received<Sent<"EventsResponse">>;
/** A message without fields. */
export type Empty = object;
