// The Dataset service: manifest and samples for workers that cannot reach the source themselves.
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { InvalidRequestError } from "../../common/errors.ts";
import type { Empty, SamplesRequest, Sent } from "../../proto/messages.ts";
import { PIECE_BYTES } from "../../proto/settings.ts";
import { serverStream } from "./handlers.ts";

export interface DatasetServiceParts {
  readonly manifest: () => AsyncIterable<Uint8Array> | Uint8Array;
  readonly readSample: (id: number) => Promise<Uint8Array>;
}

/** Of one request: a caller that wants more asks again, so that no call lasts for ever. */
const MOST_SAMPLES = 65_536;

export function datasetHandlers({ manifest, readSample }: DatasetServiceParts): UntypedServiceImplementation {
  return {
    manifest: serverStream<Empty, Sent<"ManifestResponse">>(() => manifestPieces(manifest())),
    samples: serverStream((request: SamplesRequest) => samples(idsOf(request), readSample)),
  };
}

async function* manifestPieces(
  source: AsyncIterable<Uint8Array> | Uint8Array,
): AsyncGenerator<Sent<"ManifestResponse">> {
  for await (const bytes of source instanceof Uint8Array ? [source] : source)
    for (const data of pieces(bytes)) yield { data };
}

async function* samples(
  ids: Iterable<number>,
  readSample: (id: number) => Promise<Uint8Array>,
): AsyncGenerator<Sent<"SamplesResponse">> {
  for (const id of ids) {
    const bytes = await readSample(id);
    let sent = 0;
    for (const data of pieces(bytes)) {
      sent += data.length;
      yield { id, data, last: sent === bytes.length };
    }
  }
}

/** At least one, also of nothing. */
function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from === 0 || from < bytes.length; from += PIECE_BYTES)
    yield bytes.subarray(from, from + PIECE_BYTES);
}

function idsOf({ ids, range }: SamplesRequest): Iterable<number> {
  const count = ids?.ids.length ?? range?.count ?? 0;
  if (count === 0) throw new InvalidRequestError("a request for samples names none");
  if (count > MOST_SAMPLES)
    throw new InvalidRequestError(`a request for ${count} samples; expected ${MOST_SAMPLES} at most`);
  return ids?.ids ?? numbers(range?.first ?? 0, count);
}

function* numbers(first: number, count: number): Generator<number> {
  for (let id = first; id < first + count; id++) yield id;
}
