import assert from "node:assert/strict";
import { test } from "node:test";
import { WORKER_FAULTS } from "../../simulation/scenario.ts";
import { simulate } from "../../simulation/simulate.ts";

test("300 seeds: no invariant breaks and every job finishes, whatever dies, hangs, is cut off, drains or joins", () => {
  const ends = new Set<string>();
  for (let seed = 1; seed <= 300; seed++) {
    const { faults, ended, violations } = simulate(seed);
    assert.deepEqual(violations, [], `npm run bench:simulate -- --seed ${seed}`);
    for (const fault of faults) ends.add(`${fault}: ${ended}`);
  }
  // The seeds must reach what they are for.
  for (const fault of [...WORKER_FAULTS, "scale", "full-disk"])
    assert.ok(ends.has(`${fault}: finished`), `no seed with ${fault}: ${[...ends].join(", ")}`);
  for (const end of ["usurp: not-leader", "poison: poison-micro-batch", "corrupt-sample: reported"])
    assert.ok(ends.has(end), `no seed with ${end}: ${[...ends].join(", ")}`);
});

test("a seed replays exactly, and another seed is another run", () => {
  const [first, again, other] = [simulate(7), simulate(7), simulate(8)];
  assert.deepEqual(again, first);
  assert.notEqual(other.digest, first.digest);
});
