// A client's calls as promises and async iterators: each ends by an answer, its deadline or the caller's signal.
import { Client, credentials, type ClientDuplexStream, type ServiceError } from "@grpc/grpc-js";
import type { Method } from "./grpc.ts";
import { CALL_DEADLINE_MS, CHANNEL_OPTIONS } from "./settings.ts";
import { fromStatus } from "./status.ts";

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Default: 10 s. */
  readonly deadlineMs?: number;
}

/** To be closed. Does not connect before the first call. */
export function openClient(address: string): Client {
  return new Client(address, credentials.createInsecure(), CHANNEL_OPTIONS);
}

/** @throws the error that the server meant, or the signal's reason */
export async function call<In, Out>(
  client: Client,
  method: Method<In, unknown, never, Out>,
  request: In,
  { signal, deadlineMs = CALL_DEADLINE_MS }: CallOptions = {},
): Promise<Out> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = withResolvers<Out>();
  const answered = (error: ServiceError | null, response?: Out): void => {
    if (error !== null) reject(signal?.aborted === true ? (signal.reason as Error) : fromStatus(error, error));
    else resolve(response as Out);
  };
  const { path, requestSerialize, responseDeserialize } = method;
  const options = { deadline: Date.now() + deadlineMs };
  const running = client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, options, answered);
  const cancel = (): void => {
    running.cancel();
  };
  signal?.addEventListener("abort", cancel, { once: true });
  return promise.finally(() => signal?.removeEventListener("abort", cancel));
}

/** Messages as the caller takes them; one that stops early ends the call. @throws like `call` */
export async function* callStream<In, Out>(
  client: Client,
  { path, requestSerialize, responseDeserialize }: Method<In, unknown, never, Out>,
  request: In,
  { signal }: Pick<CallOptions, "signal"> = {},
): AsyncGenerator<Out, void, undefined> {
  signal?.throwIfAborted();
  const stream = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request);
  const cancel = (): void => {
    stream.cancel();
  };
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    for await (const message of stream) yield message as Out;
  } catch (error) {
    signal?.throwIfAborted();
    throw fromStatus(error as ServiceError, error);
  } finally {
    signal?.removeEventListener("abort", cancel);
    stream.cancel();
  }
}

/** A stream in both directions, whose owner ends it. */
export function openStream<In, Out>(
  client: Client,
  { path, requestSerialize, responseDeserialize }: Method<In, unknown, never, Out>,
): ClientDuplexStream<In, Out> {
  return client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
} {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
