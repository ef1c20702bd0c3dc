import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { CorruptDataError, JobFailedError } from "../../../common/errors.ts";
import { type SampleStream, StreamedSamples } from "../../../worker/data/streamed-samples.ts";

function bytesOf(id: number): Uint8Array {
  return Buffer.from(`sample ${id}`);
}

function identityOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function sampleOf(id: number) {
  const bytes = bytesOf(id);
  return { path: `c/${id}.png`, class: 0, bytes: bytes.length, identity: identityOf(bytes) };
}

/** Notes the ids of each request. @param change of what is sent */
function aStream(change: (id: number) => Uint8Array = bytesOf) {
  const requests: number[][] = [];
  const stream: SampleStream = async function* (ids) {
    requests.push([...ids]);
    for (const id of ids) yield await Promise.resolve({ id, bytes: change(id) });
  };
  return { requests, stream };
}

function reading(stream: SampleStream, signal = new AbortController().signal): StreamedSamples {
  return new StreamedSamples({ stream, sampleOf, signal });
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, id) => id);

test("what is asked for in one turn goes into one request, and into several of 64 where it is more", async () => {
  const { stream, requests } = aStream();
  const samples = reading(stream);
  const read = await Promise.all(numbers(150).map((id) => samples.read(id)));
  assert.deepEqual(
    requests.map(({ length }) => length),
    [64, 64, 22],
  );
  assert.deepEqual(
    read.map(({ bytes, identity }) => [Buffer.from(bytes).toString(), identity]),
    numbers(150).map((id) => [`sample ${id}`, sampleOf(id).identity]),
  );
});

test("what is asked for while a request is under way goes into the next one", async () => {
  const { stream, requests } = aStream();
  const samples = reading(stream);
  const first = [samples.read(1), samples.read(2)];
  await first[0];
  await Promise.all([...first, samples.read(3), samples.read(4)]);
  assert.deepEqual(requests, [
    [1, 2],
    [3, 4],
  ]);
  await samples.read(5);
  assert.deepEqual(requests.at(-1), [5]);
});

for (const { what, bytes, says } of [
  { what: "other bytes of the same number", bytes: Buffer.from("sample X"), says: /c\/2\.png .*other content/ },
  { what: "more bytes", bytes: Buffer.from("sample 2 and more"), says: /c\/2\.png .*17 bytes instead of 8/ },
])
  test(`${what} are no sample: they fail as a changed file does, and nothing else does`, async () => {
    const samples = reading(aStream((id) => (id === 2 ? bytes : bytesOf(id))).stream);
    const read = [1, 2, 3].map((id) => samples.read(id));
    await assert.rejects(read[1] ?? Promise.resolve(), isFailure("data-changed", says));
    assert.equal((await Promise.allSettled(read)).filter(({ status }) => status === "fulfilled").length, 2);
  });

test("where the data set has size and time for an identity, the size is held against it", async () => {
  const stat = { path: "c/1.png", class: 0, bytes: 8, identity: "stat:8+1700000000000" };
  const { signal } = new AbortController();
  const samples = new StreamedSamples({ ...aStream(), sampleOf: () => stat, signal });
  assert.equal((await samples.read(1)).identity, stat.identity);
  await assert.rejects(samples.read(10), isFailure("data-changed", /9 bytes instead of 8/));
});

test("a stream that fails takes with it what it has not brought, with the reason, and is asked anew", async () => {
  let fails: Error | undefined = new Error("no route");
  const stream: SampleStream = async function* (ids) {
    for (const id of ids) {
      if (id === 2 && fails !== undefined) throw fails;
      yield await Promise.resolve({ id, bytes: bytesOf(id) });
    }
  };
  const samples = reading(stream);
  const read = await Promise.allSettled([1, 2, 3].map((id) => samples.read(id)));
  assert.deepEqual(
    read.map(({ status }) => status),
    ["fulfilled", "rejected", "rejected"],
  );
  await assert.rejects(samples.read(2), isFailure("read-failed", /no route/));
  fails = new CorruptDataError("c/2.png is not what it was");
  await assert.rejects(samples.read(2), isFailure("data-changed", /c\/2\.png is not what it was/));
  fails = undefined;
  await samples.read(2);
});

test("a stream that ends early, or brings another sample than was asked for, is no answer", async () => {
  const early = reading(async function* () {
    yield await Promise.resolve({ id: 1, bytes: bytesOf(1) });
  });
  const [one, two] = await Promise.allSettled([early.read(1), early.read(2)]);
  assert.deepEqual([one.status, two.status], ["fulfilled", "rejected"]);
  await assert.rejects(early.read(7), isFailure("read-failed", /sample 1 came/));
});

test("aborted, it asks for nothing more and fails with the signal's reason", async () => {
  const stop = new AbortController();
  const { stream, requests } = aStream();
  const samples = reading(stream, stop.signal);
  stop.abort(new Error("over"));
  await assert.rejects(samples.read(1), /over/);
  assert.deepEqual(requests, []);
});

function isFailure(code: string, says: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof JobFailedError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, says);
    return true;
  };
}
