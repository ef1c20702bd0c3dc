// Errors over the wire: our classes to gRPC statuses and back. The class and its fields travel in the trailing metadata; without them
// (another implementation, a proxy) the status code decides.
import { Metadata, status as Code } from "@grpc/grpc-js";
import {
  CorruptDataError,
  DeadlineError,
  InvalidRequestError,
  InvariantError,
  messageOf,
  NotLeaderError,
  PeerLostError,
  StaleGenerationError,
  TransientError,
} from "../common/errors.ts";

/** What a grpc-js handler passes on and a client's call fails with. */
export interface WireStatus {
  readonly code: Code;
  readonly details: string;
  readonly metadata: Metadata;
}

type WireError =
  | InvalidRequestError
  | TransientError
  | StaleGenerationError
  | NotLeaderError
  | PeerLostError
  | DeadlineError
  | CorruptDataError
  | InvariantError;

const CODES: Readonly<Record<WireError["name"], Code>> = {
  InvalidRequestError: Code.INVALID_ARGUMENT,
  TransientError: Code.UNAVAILABLE,
  StaleGenerationError: Code.ABORTED,
  NotLeaderError: Code.FAILED_PRECONDITION,
  PeerLostError: Code.ABORTED,
  DeadlineError: Code.DEADLINE_EXCEEDED,
  CorruptDataError: Code.DATA_LOSS,
  InvariantError: Code.INTERNAL,
};

const KEY = "elastune-error-bin";
/** All headers together must stay below 8 KiB, and a message travels twice. */
const MESSAGE_CHARACTERS = 1500;

interface Detail {
  readonly name: WireError["name"];
  readonly current?: number;
  readonly rank?: number;
  readonly generation?: number;
  readonly leader?: string;
}

/** Any other error than ours is a bug of the side that threw it: INTERNAL. */
export function toStatus(thrown: unknown): WireStatus {
  const details = messageOf(thrown).slice(0, MESSAGE_CHARACTERS);
  const metadata = new Metadata();
  if (!isWireError(thrown)) return { code: Code.INTERNAL, details, metadata };
  metadata.set(KEY, Buffer.from(JSON.stringify(detailOf(thrown))));
  return { code: CODES[thrown.name], details, metadata };
}

/** The error that the other side meant. */
export function fromStatus(status: Partial<WireStatus>, cause?: unknown): WireError {
  const message = status.details ?? "";
  const detail = readDetail(status.metadata);
  return detail === undefined ? byCode(status.code, message, { cause }) : byDetail(detail, message, { cause });
}

/** Whether the other side itself said so, and not the connection to it. @param error from `fromStatus` */
export function isAnswer(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as Partial<WireStatus> | undefined) : undefined;
  return readDetail(cause?.metadata) !== undefined;
}

function isWireError(thrown: unknown): thrown is WireError {
  return thrown instanceof Error && thrown.name in CODES;
}

function detailOf(error: WireError): Detail {
  switch (error.name) {
    case "StaleGenerationError":
      return { name: error.name, current: error.current };
    case "PeerLostError":
      return { name: error.name, rank: error.rank, generation: error.generation };
    case "NotLeaderError":
      return error.leader === undefined ? { name: error.name } : { name: error.name, leader: error.leader };
    default:
      return { name: error.name };
  }
}

/** What another side put there is not trusted: anything unexpected counts as absent. */
function readDetail(metadata: Metadata | undefined): Detail | undefined {
  const [value] = metadata?.get(KEY) ?? [];
  if (value === undefined) return undefined;
  try {
    const detail = JSON.parse(value.toString()) as Detail | null;
    return detail !== null && detail.name in CODES ? detail : undefined;
  } catch {
    return undefined; // not ours
  }
}

function byDetail(detail: Detail, message: string, options: ErrorOptions): WireError {
  switch (detail.name) {
    case "StaleGenerationError":
      return new StaleGenerationError(detail.current ?? 0, message, options);
    case "PeerLostError":
      return new PeerLostError(detail.rank ?? 0, detail.generation ?? 0, message, options);
    case "NotLeaderError":
      return new NotLeaderError(detail.leader, message, options);
    case "InvalidRequestError":
      return new InvalidRequestError(message, options);
    case "TransientError":
      return new TransientError(message, options);
    case "DeadlineError":
      return new DeadlineError(message, options);
    case "CorruptDataError":
      return new CorruptDataError(message, options);
    case "InvariantError":
      return new InvariantError(message, options);
  }
}

/** What grpc-js says, as INTERNAL, of a stream that ended without a status: whoever was to give it has died. */
const CUT_SHORT = /^Received RST_STREAM with code /;

function byCode(code: Code | undefined, message: string, options: ErrorOptions): WireError {
  if (code === Code.INTERNAL && CUT_SHORT.test(message)) return new TransientError(message, options);
  switch (code) {
    case Code.UNAVAILABLE:
    case Code.CANCELLED: // by the connection; a caller that cancels looks at its signal first
      return new TransientError(message, options);
    case Code.DEADLINE_EXCEEDED:
      return new DeadlineError(message, options);
    case Code.DATA_LOSS:
      return new CorruptDataError(message, options);
    case Code.INVALID_ARGUMENT:
    case Code.NOT_FOUND:
    case Code.OUT_OF_RANGE:
    case Code.UNIMPLEMENTED:
    case Code.RESOURCE_EXHAUSTED: // a message above the limit
      return new InvalidRequestError(message, options);
    default:
      return new InvariantError(message, options);
  }
}
