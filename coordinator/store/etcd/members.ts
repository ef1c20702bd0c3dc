// The members of an etcd cluster as one: calls go to one of them as long as it answers, then to the next.
//   etcd3's own retries and circuit breakers are switched off: a transaction whose answer was lost must not be sent again unseen (K3).
import { Etcd3, GRPCDeadlineExceededError, type IOptions } from "etcd3";
import { messageOf, must, TransientError } from "../../../common/errors.ts";
import { failureOf, isCompacted, isLeaseGone } from "./failures.ts";

export interface EtcdAccess {
  /** "http://HOST:PORT" or "https://HOST:PORT" of each member. */
  readonly endpoints: readonly string[];
  /** PEM. Without it, https trusts what the system trusts. */
  readonly tls?: { readonly ca: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  readonly user?: { readonly name: string; readonly password: string };
}

/** Of one call. A member that is cut off would leave it open for ever. */
export const CALL_MS = 2000;

/** A member with the calls that are of use here. */
export type Member = Pick<Etcd3, "kv" | "leaseClient" | "watchClient">;

export class Members {
  readonly #clients: readonly { readonly endpoint: string; readonly client: Etcd3 }[];
  #turn = 0;
  #closed = false;

  constructor(access: EtcdAccess) {
    this.#clients = access.endpoints.map((endpoint) => ({ endpoint, client: new Etcd3(optionsOf(access, endpoint)) }));
  }

  /** A call that may be repeated: once to each member until one answers. @throws ConfigError, TransientError */
  async ask<T>(call: (member: Member) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.once(call);
      } catch (error) {
        if (!(error instanceof TransientError) || tried >= this.#clients.length || this.#closed) throw error;
      }
    }
  }

  /** A call whose outcome is unknown when it fails. @throws ConfigError, TransientError; what is no failure of the member as it is */
  async once<T>(call: (member: Member) => Promise<T>): Promise<T> {
    const { member, failed } = this.pick();
    try {
      return await call(member);
    } catch (thrown) {
      const error = causeOf(thrown);
      if (isLeaseGone(error) || isCompacted(error)) throw error;
      throw failed(error);
    }
  }

  /** The member whose turn it is; `failed` goes on to the next one and says what the error means. @throws TransientError once closed */
  pick(): { readonly member: Member; readonly failed: (error: unknown) => Error } {
    if (this.#closed) throw new TransientError("the store is closed");
    const turn = this.#turn;
    const { endpoint, client } = must(this.#clients[turn % this.#clients.length], "an endpoint");
    const failed = (error: unknown): Error => {
      // Of several calls that failed on the same member, one goes on to the next.
      if (this.#turn === turn) this.#turn++;
      return failureOf(error, endpoint);
    };
    return { member: client, failed };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { client } of this.#clients) client.close();
  }
}

type FaultHandling = NonNullable<IOptions["faultHandling"]>;

/**
 * Does what it is given, once: all that etcd3 asks of a policy. Of errors that pass etcd3 would make each time a new connection, and
 * leave the old one to be tried again: it sees those of a member that does not answer alone, whose connection may be dead.
 */
const ONCE = {
  execute: async (attempt: (context: { readonly signal: AbortSignal }) => unknown) => {
    try {
      return await attempt({ signal: new AbortController().signal });
    } catch (error) {
      throw error instanceof GRPCDeadlineExceededError ? error : new FailedCall(error);
    }
  },
} as unknown as NonNullable<FaultHandling["global"]>;

/** Hides from etcd3 what failed. */
class FailedCall extends Error {
  override readonly name = "FailedCall";
  override readonly cause: unknown;
  constructor(cause: unknown) {
    super(messageOf(cause));
    this.cause = cause;
  }
}

/** Two policies may have hidden it. */
function causeOf(thrown: unknown): unknown {
  return thrown instanceof FailedCall ? causeOf(thrown.cause) : thrown;
}

function optionsOf({ tls, user }: EtcdAccess, endpoint: string): IOptions {
  return {
    hosts: endpoint,
    ...(tls === undefined ? {} : { credentials: credentialsOf(tls) }),
    ...(user === undefined ? {} : { auth: { username: user.name, password: user.password } }),
    defaultCallOptions: ({ isStream }) => (isStream ? {} : { deadline: Date.now() + CALL_MS }),
    faultHandling: { global: ONCE, host: () => ONCE },
    grpcOptions: {
      // etcd closes connections that are asked more often than each 5 s.
      "grpc.keepalive_time_ms": 10_000,
      "grpc.keepalive_timeout_ms": 5000,
      "grpc.enable_retries": 0, // not even of calls whose connection broke before they were sent
      // Keys, leases and watches share one connection, which is tried about 25 times in a minute without an answer.
      "grpc.initial_reconnect_backoff_ms": 100,
      "grpc.max_reconnect_backoff_ms": 3000,
      "grpc.enable_http_proxy": 0,
    },
  };
}

/** As etcd3 takes them. */
export function credentialsOf({ ca, cert, key }: NonNullable<EtcdAccess["tls"]>): NonNullable<IOptions["credentials"]> {
  return {
    rootCertificate: ca,
    ...(cert === undefined ? {} : { certChain: cert }),
    ...(key === undefined ? {} : { privateKey: key }),
  };
}
