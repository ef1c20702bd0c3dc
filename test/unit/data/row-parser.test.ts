// A record of a table as a vector: every number as float32 has it, everything else named with its column.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RowParser } from "../../../worker/data/row-parser.ts";

const NAMES = ["id", "x", "y", "kind"];

function aParser(features: readonly string[] = ["y", "x"], label: string | undefined = "kind"): RowParser {
  const parser = RowParser.of({ features, label }, NAMES);
  assert.ok(parser instanceof RowParser);
  return parser;
}

test("numbers come in the order of the features, whatever the order of the columns", () => {
  const row = aParser().parse(["7", "1.5", "-2e3", "a"]);
  assert.deepEqual(row, { kind: "row", values: Float32Array.of(-2000, 1.5), label: "a" });
});

test("any finite float32 that JavaScript writes is read back to the bit", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const row = aParser(["x"]).parse(["", String(value), "", "a"]);
      assert.ok(row.kind === "row" && row.values[0] === Math.fround(Number(String(value))));
    }),
  );
});

for (const [text, reason] of [
  ["", /^column "x": expected a number, found nothing$/],
  ["abc", /^column "x": expected a number, found "abc"$/],
  ["NaN", /expected a number, found "NaN"/],
  ["Infinity", /expected a number, found "Infinity"/],
  ["-inf", /found "-inf"/],
  ["0x10", /found "0x10"/],
  ["1,5", /found "1,5"/],
  ["1 2", /found "1 2"/],
  ["1_000", /found "1_000"/],
  [".", /found "\."/],
  ["e5", /found "e5"/],
  ["1e400", /expected a number that float32 can hold, found 1e400/],
  ["3.5e38", /float32 can hold, found 3\.5e38/],
  ["x".repeat(500), /found "x{40}"$/],
] as const) {
  test(`${JSON.stringify(text.slice(0, 20))} is no number`, () => {
    const row = aParser().parse(["1", text, "2", "a"]);
    assert.ok(row.kind === "wrong");
    assert.equal(row.reasons.length, 1);
    assert.match(row.reasons[0] ?? "", reason);
  });
}

test("all that is wrong with a row is told, an empty class too; without a label column none is asked for", () => {
  const row = aParser().parse(["1", "a", "b", ""]);
  assert.deepEqual(row.kind === "wrong" && row.reasons, [
    'column "y": expected a number, found "b"',
    'column "x": expected a number, found "a"',
    'column "kind": expected a class, found nothing',
  ]);
  const unlabelled = RowParser.of({ features: ["x"], label: undefined }, ["x"]);
  assert.ok(unlabelled instanceof RowParser);
  assert.equal(unlabelled.parse(["1"]).kind, "row");
});

test("missing and repeated columns are told all at once, with those that may have been meant", () => {
  const problems = RowParser.of({ features: ["x", "Y", "id"], label: "kin" }, ["id", "id", "x", "y", "kind"]);
  assert.ok(!(problems instanceof RowParser));
  assert.deepEqual(
    problems.map(({ line, message, hint }) => [line, message, hint]),
    [
      [1, 'there is no column "Y"', "did you mean y?"],
      [1, 'expected one column "id", found several', undefined],
      [1, 'there is no column "kin"', "did you mean kind?"],
    ],
  );
});
