// Whatever the bytes are: one ConfigError, soon, that says what is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LEAST, problemsOf, withSpec } from "./jobs.ts";

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  .concat(
    ["b", "c", "d", "e", "f", "g"].map(
      (name, index) =>
        `${name}: &${name} [${Array(10)
          .fill(`*${"abcdef".charAt(index)}`)
          .join(", ")}]`,
    ),
  )
  .join("\n");

const ROWS: readonly (readonly [what: string, input: string | Uint8Array, says: RegExp, line?: number])[] = [
  ["an empty file", "", /the file is empty/u],
  ["only comments", "# nothing\n\n# here\n", /the file is empty/u],
  ["only a document mark", "---\n", /the file is empty/u],
  ["null", "null\n", /expected a mapping with the keys apiVersion/u, 1],
  ["a list", "- 1\n- 2\n", /found a list of 2/u, 1],
  ["a word", "hello\n", /found "hello"/u, 1],
  ["a number", "3\n", /found 3/u, 1],
  ["several documents", `${LEAST}---\n${LEAST}`, /expected one YAML document, found 2/u, 7],
  ["a bracket left open", "spec: [1", /not valid YAML/u, 1],
  ["a quote left open", `${LEAST}  x: "abc`, /not valid YAML/u, 7],
  ["a tab as indentation", "spec:\n\tmodel: 1\n", /not valid YAML: Tabs/u, 2],
  ["bad indentation", "spec:\n    a: 1\n  b: 2\n", /not valid YAML/u, 3],
  ["an unknown alias", "spec: *nobody\n", /nothing above is called &nobody/u, 1],
  ["an own tag", "spec: !mine {}\n", /not valid YAML: Unresolved tag/u, 1],
  ["a YAML 1.1 binary", "%YAML 1.1\n---\nspec: !!binary aaaa\n", /not valid YAML: Unresolved tag/u, 3],
  ["a duplicate key", `${LEAST}  model: { source: file:b }\n`, /given twice, first on line 5/u, 7],
  ["a duplicate key in a flow mapping", "spec: { a: 1, a: 2 }\n", /given twice, first on line 1/u, 1],
  ["a list as a key", "? [a]\n: b\n", /expected a plain word as a key/u, 1],
  ["the key __proto__", "spec:\n  __proto__: { model: 1 }\n", /expected a plain word as a key/u, 2],
  ["5,000 open brackets", "[".repeat(5000), /at most 64 levels/u],
  ["5,000 levels, closed", `spec: ${"[".repeat(5000)}${"]".repeat(5000)}`, /at most 64 levels/u],
  ["5,000 nested mappings", "{a: ".repeat(5000), /at most 64 levels/u],
  ["5,000 nested block lists", `${"- ".repeat(5000)}x`, /at most 64 levels/u],
  ["5,000 nested keys", "? ".repeat(5000), /at most 64 levels/u],
  ["a million brackets", "[".repeat(1_000_000), /YAML tokens/u],
  ["a hundred thousand keys", Array.from({ length: 100_000 }, (_, index) => `k${index}:`).join("\n"), /YAML tokens/u],
  [
    "ten thousand unknown keys",
    Array.from({ length: 10_000 }, (_, index) => `k${index}:`).join("\n"),
    /unknown key/u,
    1,
  ],
  ["an alias bomb", bomb, /aliases .* stand for too much/u, 5],
  ["an alias inside itself", "spec: &a [*a]\n", /aliases .* stand for too much/u, 1],
  ["more than 1 MiB", " ".repeat((1 << 20) + 1), /larger than 1 MiB/u],
  ["a NUL", "spec: a\0b\n", /found a binary file/u],
  ["an HDF5 file", Buffer.from("894844460d0a1a0a0000000000080800", "hex"), /found a binary file/u],
  ["UTF-16", Buffer.from(LEAST, "utf16le"), /found a binary file/u],
  ["bytes that are not UTF-8", new Uint8Array([0x61, 0x3a, 0x20, 0xff]), /found a binary file/u],
  ["half a surrogate pair", withSpec('  plugins: ["\\uD800"]'), /expected the path of a module/u, 7],
];

for (const [what, input, says, line] of ROWS) {
  test(`${what} is refused without running away`, () => {
    const begun = performance.now();
    const problems = problemsOf(input);
    assert.ok(performance.now() - begun < 20_000);
    const found = problems.find(({ message }) => says.test(message));
    assert.ok(found, JSON.stringify(problems.slice(0, 3)));
    assert.equal(found.line, line);
  });
}
