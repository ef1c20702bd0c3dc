// Text tables and sparklines.
import assert from "node:assert/strict";
import { test } from "node:test";
import { printable, sparkline, tableLines } from "../../../cli/render/table.ts";

test("columns are as wide as their widest cell, numbers at the right", () => {
  assert.deepEqual(
    tableLines(
      [{ title: "name" }, { title: "n", align: "right" }],
      [
        ["日本語の", "1"],
        ["b", "1,000"],
      ],
    ),
    ["name      n", "日本語の      1", "b     1,000"],
  );
});

test("a name can't steer the terminal", () => {
  assert.equal(printable("a\u001b[2Jb\u202ec\n"), "a\ufffd[2Jb\ufffdc\ufffd");
  assert.doesNotMatch(tableLines([{ title: "x" }], [["\u001b]0;title\u0007"]]).join("\n"), /[\u001b\u0007]/);
});

test("a sparkline rises with its values, holds the last and is no longer than asked for", () => {
  assert.equal(sparkline([0, 0.5, 1], 0, 1), "▁▅█");
  assert.equal(sparkline([3, 3], 3, 3), "▅▅");
  assert.equal(sparkline([], 0, 1), "");
  const long = sparkline([...Array<number>(999).fill(0), 1], 0, 1, 40);
  assert.ok(long.length <= 40 && long.endsWith("█"));
});
