// Joins protobufjs's message classes to grpc-js's method definitions.
import type { Writer } from "protobufjs/minimal.js";

interface Codec<In, Out> {
  encode(message: In): Writer;
  decode(bytes: Uint8Array): Out;
}

interface GeneratedMethod {
  readonly path: string;
  readonly requestStream: boolean | undefined;
  readonly responseStream: boolean | undefined;
}

/** One method of a grpc-js service definition. What is sent may leave fields out; what arrives has them all. */
export interface Method<ReqIn, ReqOut, ResIn, ResOut> {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly requestSerialize: (message: ReqIn) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => ReqOut;
  readonly responseSerialize: (message: ResIn) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => ResOut;
}

/** Path and streaming kind come from the .proto. */
export function method<ReqIn, ReqOut, ResIn, ResOut>(
  generated: GeneratedMethod,
  request: Codec<ReqIn, ReqOut>,
  response: Codec<ResIn, ResOut>,
): Method<ReqIn, ReqOut, ResIn, ResOut> {
  return {
    path: generated.path,
    requestStream: generated.requestStream ?? false,
    responseStream: generated.responseStream ?? false,
    requestSerialize: (message) => bytesOf(request.encode(message)),
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: (message) => bytesOf(response.encode(message)),
    responseDeserialize: (bytes) => response.decode(bytes),
  };
}

/** The writer is not used again, so its own buffer goes out and a copy is saved. */
function bytesOf(writer: Writer): Buffer {
  const bytes = writer.finish(true);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
