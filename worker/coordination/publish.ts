// Publishing a checkpoint: the same call until a coordinator that leads answers, or for long enough.
import type { Clock } from "../../common/clock.ts";
import { DeadlineError } from "../../common/errors.ts";
import { call } from "../../proto/client.ts";
import { coordinatorService } from "../../proto/services.ts";
import type { Connection } from "./connection.ts";

/** By file names of manifests; null stands for none. */
export interface LatestChange {
  /** Must be the job's newest checkpoint. */
  readonly expected: string | null;
  /** Is to be the newest. */
  readonly name: string | null;
}

export interface Publisher {
  readonly connection: Connection;
  readonly workerId: string;
  /** The highest that was heard. */
  readonly fencingToken: () => number;
  readonly clock: Clock;
}

/** Where there is one coordinator. Of several another one may lead soon: only the session's end ends the waiting then. */
const PUBLISH_MS = 10_000;

/**
 * @returns the newest checkpoint now
 * @throws DeadlineError after a while: what came of it is not known then; the error that the coordinator answers with; the signal's reason
 */
export async function publish(
  { connection, workerId, fencingToken, clock }: Publisher,
  { expected, name }: LatestChange,
  signal: AbortSignal,
): Promise<string | null> {
  const late = new AbortController();
  const answered = new AbortController();
  const either = AbortSignal.any([signal, late.signal]);
  if (!connection.areSeveral)
    clock.sleep(PUBLISH_MS, answered.signal).then(
      () => {
        late.abort(new DeadlineError(`no coordinator has published it within ${PUBLISH_MS} ms`));
      },
      () => undefined, // it was answered in time
    );
  try {
    const { latest } = await connection.insist((client, either) => {
      const request = { workerId, fencingToken: fencingToken(), expected: expected ?? "", name: name ?? "" };
      return call(client, coordinatorService.publish, request, { signal: either });
    }, either);
    return latest === "" ? null : latest;
  } catch (error) {
    either.throwIfAborted();
    throw error;
  } finally {
    answered.abort();
  }
}
