import assert from "node:assert/strict";
import { test } from "node:test";
import protobuf from "protobufjs";
import { coordinatorService, datasetService } from "../../../proto/services.ts";
import { commandWords, jobStateWords, reportWords } from "../../../proto/words.ts";
import { InvalidRequestError } from "../../../common/errors.ts";
import { ROOT } from "../tooling/project.ts";
import { join } from "node:path";

test("64-bit numbers are numbers, sent or not", () => {
  const { responseSerialize, responseDeserialize } = coordinatorService.session;
  const message = responseDeserialize(responseSerialize({ fencingToken: 2 ** 53 - 1, reconfigure: {} }));
  assert.equal(message.fencingToken, 2 ** 53 - 1);
  assert.equal(message.reconfigure?.generation, 0);
  assert.equal(message.start, null);
});

test("bytes go out as they are", () => {
  const { responseSerialize, responseDeserialize } = datasetService.samples;
  const data = Buffer.from([0, 255, 7]);
  const message = responseDeserialize(responseSerialize({ id: 3, data, last: true }));
  assert.ok(data.equals(message.data));
});

test("what ours encodes, a second implementation decodes from the .proto", async () => {
  const root = await new protobuf.Root().load(join(ROOT, "proto/elastune/v1/coordinator.proto"));
  const bytes = coordinatorService.session.responseSerialize({
    fencingToken: 7,
    start: {
      generation: 2,
      rank: 1,
      members: [{ workerId: "worker-1", host: "a", linkAddress: "a:1" }],
      quotas: [3, 5],
    },
  });
  const type = root.lookupType("elastune.v1.SessionResponse");
  assert.deepEqual(type.toObject(type.decode(bytes), { longs: Number }), {
    fencingToken: 7,
    start: {
      generation: 2,
      rank: 1,
      members: [{ workerId: "worker-1", host: "a", linkAddress: "a:1" }],
      quotas: [3, 5],
    },
  });
});

test("words and numbers stand for each other, and an unknown number is refused", () => {
  for (const word of ["pause", "resume", "stop", "halt"] as const)
    assert.equal(commandWords.fromWire(commandWords.toWire(word)), word);
  for (const word of ["event", "begin", "tested", "trained", "failed"] as const)
    assert.equal(reportWords.fromWire(reportWords.toWire(word)), word);
  assert.equal(jobStateWords.fromWire(jobStateWords.toWire("active")), "active");
  assert.throws(() => commandWords.fromWire(0), InvalidRequestError);
  assert.throws(() => reportWords.fromWire(99), InvalidRequestError);
});
