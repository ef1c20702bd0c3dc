// Manifest and samples from the coordinator. A stream that breaks goes on where it was.
import { must } from "../../common/errors.ts";
import { callStream } from "../../proto/client.ts";
import { datasetService } from "../../proto/services.ts";
import { type Connection, isPassing } from "./connection.ts";

export interface Sample {
  readonly id: number;
  /** As they lie in the source: encoded. */
  readonly bytes: Uint8Array;
}

/** Streams that break one after the other without bringing anything. */
const MOST_FAILURES = 10;
/** Ids of one request. */
const MOST_IDS = 10_000;
const NEVER = new AbortController().signal;

export async function readManifest(connection: Connection, signal: AbortSignal = NEVER): Promise<Uint8Array> {
  return connection.insist(async (client, either) => {
    const pieces: Uint8Array[] = [];
    for await (const { data } of callStream(client, datasetService.manifest, {}, { signal: either })) pieces.push(data);
    return joined(pieces);
  }, signal);
}

export async function* readSamples(
  connection: Connection,
  ids: readonly number[],
  signal: AbortSignal = NEVER,
): AsyncGenerator<Sample, void, undefined> {
  let failures = 0;
  for (let next = 0; next < ids.length; ) {
    const { address } = connection;
    try {
      for await (const sample of ask(connection, ids.slice(next, next + MOST_IDS), signal)) {
        failures = 0;
        next++;
        yield sample;
      }
    } catch (error) {
      if (signal.aborted || !isPassing(error) || ++failures >= MOST_FAILURES) throw error;
      await connection.turn({ failures, address, error }, signal);
    }
  }
}

async function* ask(connection: Connection, ids: readonly number[], signal: AbortSignal): AsyncGenerator<Sample> {
  const request = { ids: { ids: [...ids] } };
  let pieces: Uint8Array[] = [];
  for await (const { id, data, last } of callStream(connection.client, datasetService.samples, request, { signal })) {
    pieces.push(data);
    if (!last) continue;
    yield { id, bytes: joined(pieces) };
    pieces = [];
  }
}

/** A single piece is a view of the message that brought it, which holds hardly more. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? must(pieces[0], "a piece") : Buffer.concat(pieces);
}
