// What workers exchange lies in huge pages where the system has them: /proc tells what was asked for.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createSharedMemory } from "../../../worker/compute/kernels/kernels.ts";

const BYTES = 64 << 20;
const skip = existsSync("/sys/kernel/mm/transparent_hugepage/enabled")
  ? false
  : "this system has no huge pages to give";

test("the vectors' memory asks for huge pages, all of it", { skip }, () => {
  const before = askedFor();
  const memory = createSharedMemory(BYTES);
  assert.equal(askedFor() - before, memory.buffer.byteLength);
});

/** Bytes of this process that huge pages were asked for. */
function askedFor(): number {
  const areas = readFileSync("/proc/self/smaps", "utf8").split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/);
  const wanted = areas.filter((area) => /^VmFlags:.* hg\b/m.test(area));
  return wanted.reduce((sum, area) => sum + 1024 * Number(/^Size: +(\d+) kB/m.exec(area)?.[1]), 0);
}
