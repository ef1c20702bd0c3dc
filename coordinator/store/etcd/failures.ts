// What an error of etcd means to whoever called. Whatever is not named here may pass: another member, or the same one later, may answer.
import { castGrpcError, EtcdAuthenticationFailedError, EtcdLeaseInvalidError, EtcdPermissionDeniedError } from "etcd3";
import { ConfigError, messageOf, TransientError } from "../../../common/errors.ts";

const COMPACTED = "required revision has been compacted";

/** A lease that has ended, as etcd tells it. */
export function isLeaseGone(error: unknown): boolean {
  return error instanceof EtcdLeaseInvalidError;
}

export function isCompacted(error: unknown): boolean {
  return messageOf(error).includes(COMPACTED);
}

/** ConfigError where somebody must change something, else TransientError. */
export function failureOf(thrown: unknown, endpoint: string): Error {
  const error = thrown instanceof Error ? castGrpcError(thrown) : thrown; // errors of streams come untyped
  if (error instanceof ConfigError || error instanceof TransientError) return error;
  const message = `etcd at ${endpoint}: ${messageOf(error)}`;
  if (error instanceof EtcdAuthenticationFailedError || error instanceof EtcdPermissionDeniedError)
    return new ConfigError("etcd", [{ path: "--etcd", message, hint: "see --etcd-user and ELASTUNE_ETCD_PASSWORD" }]);
  return new TransientError(message, { cause: error });
}
