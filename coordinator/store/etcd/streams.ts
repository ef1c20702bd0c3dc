// etcd's streams, each for one purpose: a single keepalive of a lease, and the updates under a prefix from a revision on.
import type { IDuplexStream, IWatchRequest, IWatchResponse } from "etcd3";
import { CompactedError, type LeaseId, type Update } from "../store.ts";
import { CALL_MS, type Member } from "./members.ts";
import { prefixRange, updatesOf } from "./requests.ts";

/** @returns whether the lease lives, with its whole time from now on */
export async function keepAliveOnce({ leaseClient }: Member, lease: LeaseId): Promise<boolean> {
  const stream = await leaseClient.leaseKeepAlive({ deadline: Date.now() + CALL_MS });
  return new Promise<boolean>((resolve, reject) => {
    stream.on("error", reject);
    stream.on("end", () => {
      reject(new Error("the stream has ended without an answer"));
    });
    stream.on("data", ({ TTL }) => {
      resolve(Number(TTL) > 0);
    });
    stream.write({ ID: lease });
    stream.end();
  });
}

/**
 * Until the stream breaks. Asks for one revision more than is wanted: etcd takes the last compacted revision for one that is still
 * whole, though deletes at it are gone (K4).
 * @throws CompactedError, the signal's reason, what ended the stream
 */
export async function* updatesFrom(
  { watchClient }: Member,
  { prefix, under, from }: { readonly prefix: string; readonly under: string; readonly from: number },
  signal: AbortSignal,
): AsyncGenerator<Update, void, undefined> {
  signal.throwIfAborted();
  const stream = (await watchClient.watch()) as WatchStream;
  const cancel = (): void => {
    stream.end(); // else etcd3 takes the member for failed
    stream.cancel();
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    signal.throwIfAborted(); // meanwhile
    stream.write({ create_request: { ...prefixRange(prefix + under), start_revision: Math.max(1, from - 1) } });
    for await (const { compact_revision, canceled, cancel_reason, events } of stream) {
      if (Number(compact_revision) > 0) throw new CompactedError(Number(compact_revision), from);
      if (canceled) throw new Error(`the watch was cancelled: ${cancel_reason}`);
      yield* updatesOf(prefix, events).filter(({ revision }) => revision >= from);
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}

/** A stream of grpc-js, of which etcd3 declares a part. */
type WatchStream = IDuplexStream<IWatchRequest, IWatchResponse> & AsyncIterable<IWatchResponse>;
