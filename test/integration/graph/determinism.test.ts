// The bits of gradients over thread settings, in processes of their own: TensorFlow reads the settings once.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

const script = new URL("../../support/gradient-hash.js", import.meta.url).pathname;

const SETTINGS = [
  ["1", "1"],
  ["2", "2"],
  ["4", "4"],
  ["4", "1"],
] as const;

for (const batchNormalization of ["frozen", "train"]) {
  test(`BatchNormalization ${batchNormalization}: gradients have the same bits with 1, 2 and 4 inter-op threads and with 1, 2 and 4 towers`, async () => {
    const hashes: string[] = [];
    for (const [threads, towers] of SETTINGS) {
      const { stdout } = await promisify(execFile)(process.execPath, [script, threads, towers, batchNormalization]);
      hashes.push(stdout.trim());
    }
    assert.match(hashes[0] ?? "", /^[0-9a-f]{64}$/);
    assert.deepEqual(
      hashes,
      hashes.map(() => hashes[0]),
    );
  });
}
