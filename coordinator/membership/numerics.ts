// Whether two workers compute the same bits, as far as they can tell.

/** Each name whose value is not the same, with both values; empty when they are alike. */
export function numericsDifferences(
  expected: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return names
    .filter((name) => text(expected[name]) !== text(found[name]))
    .map((name) => `${name}: expected ${text(expected[name])}, found ${text(found[name])}`);
}

function text(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
