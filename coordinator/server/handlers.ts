// grpc-js handlers from async functions: errors become statuses, streams wait for their reader, a caller that has gone ends the work.
import type { handleServerStreamingCall, handleUnaryCall, ServerWritableStream } from "@grpc/grpc-js";
import { once } from "node:events";
import { toStatus } from "../../proto/status.ts";

export function unary<Request, Response>(
  answer: (request: Request) => Promise<Response> | Response,
): handleUnaryCall<Request, Response> {
  return (call, reply) => {
    void (async () => answer(call.request))().then(
      (response) => {
        reply(null, response);
      },
      (error: unknown) => {
        reply(toStatus(error));
      },
    );
  };
}

/** Takes one message after the other, each when the reader has room for it: memory stays bounded however slow it is. */
export function serverStream<Request, Response>(
  messages: (request: Request, signal: AbortSignal) => AsyncIterable<Response>,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    const gone = new AbortController();
    call.once("cancelled", () => {
      gone.abort();
    });
    writeAll(call, () => messages(call.request, gone.signal), gone.signal).then(
      () => {
        call.end();
      },
      (error: unknown) => {
        if (!gone.signal.aborted) call.emit("error", toStatus(error));
      },
    );
  };
}

async function writeAll<Response>(
  call: ServerWritableStream<unknown, Response>,
  messages: () => AsyncIterable<Response>,
  signal: AbortSignal,
): Promise<void> {
  for await (const message of messages()) {
    signal.throwIfAborted();
    if (!call.write(message)) await once(call, "drain", { signal });
  }
}
