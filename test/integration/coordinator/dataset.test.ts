import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidRequestError } from "../../../common/errors.ts";
import { callStream, openClient } from "../../../proto/client.ts";
import { datasetService } from "../../../proto/services.ts";
import { aCoordinator, aWorker, DEADLINE } from "./support.ts";

const MIB = 1 << 20;

test("a manifest of any size arrives as it is", DEADLINE, async (t) => {
  const manifest = Buffer.alloc(5 * MIB + 3, "manifest ");
  const { coordinator } = await aCoordinator(t, { manifest: () => manifest });
  const worker = await aWorker(t, coordinator.address);
  assert.ok(manifest.equals(await worker.manifest()));
});

test("samples come in the order asked for, an empty and a large one too", DEADLINE, async (t) => {
  const bytesOf = (id: number) => Buffer.alloc(id === 3 ? 5 * MIB + 1 : id === 4 ? 0 : 10, id);
  const { coordinator } = await aCoordinator(t, { readSample: (id) => Promise.resolve(bytesOf(id)) });
  const worker = await aWorker(t, coordinator.address);
  const ids = [9, 3, 4, 1];
  const read: number[] = [];
  for await (const { id, bytes } of worker.samples(ids)) {
    assert.ok(bytesOf(id).equals(bytes));
    read.push(id);
  }
  assert.deepEqual(read, ids);
});

test("samples can be asked for as a range, and not without end", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const client = openClient(coordinator.address);
  t.after(() => {
    client.close();
  });
  const read: number[] = [];
  for await (const { id } of callStream(client, datasetService.samples, { range: { first: 5, count: 3 } }))
    read.push(id);
  assert.deepEqual(read, [5, 6, 7]);
  for (const count of [0, 100_000])
    await assert.rejects(
      callStream(client, datasetService.samples, { range: { first: 0, count } }).next(),
      InvalidRequestError,
    );
});

test("a reader that does not read is not read for: what waits for it stays bounded", DEADLINE, async (t) => {
  let handedOut = 0;
  const readSample = () => {
    handedOut++;
    return Promise.resolve(Buffer.alloc(256 << 10));
  };
  const { coordinator } = await aCoordinator(t, { readSample });
  const worker = await aWorker(t, coordinator.address);
  let taken = 0;
  for await (const { bytes } of worker.samples(Array.from({ length: 400 }, (_, id) => id))) {
    taken++;
    assert.equal(bytes.length, 256 << 10);
    if (taken > 2) continue;
    await settled(() => handedOut);
    assert.ok(handedOut - taken < 64, `${handedOut} samples were read when ${taken} were taken`);
  }
  assert.equal(taken, 400);
});

/** Resolves when the value has stayed the same for a while. */
async function settled(value: () => number): Promise<void> {
  for (let before = -1; before !== value(); ) {
    before = value();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test("a sample that cannot be read fails the request with the reason", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t, {
    readSample: (id) => Promise.reject(new InvalidRequestError(`no sample ${id}`)),
  });
  const worker = await aWorker(t, coordinator.address);
  await assert.rejects(worker.samples([7])[Symbol.asyncIterator]().next(), /no sample 7/);
});
