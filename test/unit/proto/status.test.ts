import assert from "node:assert/strict";
import { test } from "node:test";
import { Metadata, status as Code } from "@grpc/grpc-js";
import {
  ConfigError,
  CorruptDataError,
  DeadlineError,
  InvalidRequestError,
  InvariantError,
  JobFailedError,
  NotLeaderError,
  PeerLostError,
  StaleGenerationError,
  TransientError,
} from "../../../common/errors.ts";
import { errorOfReport, failureReportOf } from "../../../proto/failure.ts";
import { fromStatus, toStatus } from "../../../proto/status.ts";

const CASES = [
  [new InvalidRequestError("no such sample"), Code.INVALID_ARGUMENT],
  [new TransientError("busy"), Code.UNAVAILABLE],
  [new StaleGenerationError(7, "generation 6 is over"), Code.ABORTED],
  [new NotLeaderError("host:1", "follower"), Code.FAILED_PRECONDITION],
  [new NotLeaderError(undefined, "no leader"), Code.FAILED_PRECONDITION],
  [new PeerLostError(2, 7, "rank 2 is gone"), Code.ABORTED],
  [new DeadlineError("too late"), Code.DEADLINE_EXCEEDED],
  [new CorruptDataError("torn"), Code.DATA_LOSS],
  [new InvariantError("a bug"), Code.INTERNAL],
] as const;

for (const [error, code] of CASES) {
  test(`${error.name} goes over the wire and back as it is (${error.message})`, () => {
    const status = toStatus(error);
    assert.equal(status.code, code);
    assert.deepEqual(withoutCause(fromStatus(status)), withoutCause(error));
  });
}

/** Class and own fields. */
function withoutCause(error: Error): unknown {
  const { cause: _cause, ...fields } = error;
  return { ...fields, class: error.constructor, message: error.message };
}

test("anything else is a bug of the other side, with its message", () => {
  const error = fromStatus(toStatus(new RangeError("index out of range")));
  assert.ok(error instanceof InvariantError);
  assert.equal(error.message, "index out of range");
});

test("a status of another implementation is read by its code, also with a detail that is not ours", () => {
  const metadata = new Metadata();
  metadata.set("elastune-error-bin", Buffer.from('{"name":"constructor"'));
  for (const detail of [{}, { metadata }]) {
    assert.ok(fromStatus({ code: Code.UNAVAILABLE, details: "gone", ...detail }) instanceof TransientError);
    assert.ok(fromStatus({ code: Code.CANCELLED, ...detail }) instanceof TransientError);
    assert.ok(fromStatus({ code: Code.DEADLINE_EXCEEDED, ...detail }) instanceof DeadlineError);
    assert.ok(fromStatus({ code: Code.UNIMPLEMENTED, ...detail }) instanceof InvalidRequestError);
    assert.ok(fromStatus({ code: Code.RESOURCE_EXHAUSTED, ...detail }) instanceof InvalidRequestError);
    assert.ok(fromStatus({ code: Code.DATA_LOSS, ...detail }) instanceof CorruptDataError);
    assert.ok(fromStatus({ code: Code.UNKNOWN, ...detail }) instanceof InvariantError);
  }
});

test("a stream that its server's death has cut short may be tried again elsewhere: grpc-js calls that INTERNAL", () => {
  const details = "Received RST_STREAM with code 0 (Call ended without gRPC status)";
  assert.ok(fromStatus({ code: Code.INTERNAL, details }) instanceof TransientError);
});

test("a long message is cut, so that the status fits into the headers", () => {
  assert.ok(toStatus(new InvalidRequestError("x".repeat(100_000))).details.length < 2000);
});

test("a worker's failure is reported as it was thrown", () => {
  const problems = [{ path: "spec.model.source", line: 3, message: "no such file", hint: "look" }];
  for (const error of [
    new ConfigError("job.yaml", problems),
    new JobFailedError("no-gpu", "none was found", { hint: "doctor" }),
    new Error("unforeseen"),
  ]) {
    const back = errorOfReport(failureReportOf(error));
    assert.deepEqual(withoutCause(back), withoutCause(error));
    assert.equal(back.constructor, error.constructor);
  }
});
