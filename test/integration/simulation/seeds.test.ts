import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "../../simulation/simulate.ts";

test("300 seeds: no invariant breaks, with one to six workers, deaths, hangs, cut links, strangers and a second leader", () => {
  const ends = new Set<string>();
  for (let seed = 1; seed <= 300; seed++) {
    const { fault, ended, violations } = simulate(seed);
    assert.deepEqual(violations, [], `npm run bench:simulate -- --seed ${seed}`);
    ends.add(`${fault}: ${ended}`);
  }
  // The seeds must reach what they are for.
  for (const end of ["none: finished", "kill: worker-lost", "hang: worker-lost", "cut: reported", "usurp: not-leader"])
    assert.ok(ends.has(end), `no seed with "${end}": ${[...ends].join(", ")}`);
});

test("a seed replays exactly, and another seed is another run", () => {
  const [first, again, other] = [simulate(7), simulate(7), simulate(8)];
  assert.deepEqual(again, first);
  assert.notEqual(other.digest, first.digest);
});
