/**
 * A name that no run has: one more than the highest number.
 * @param {string} stem
 * @param {readonly string[]} taken names in the runs folder
 */
export function nextRunName(stem, taken) {
  const numbers = taken
    .filter((name) => name.startsWith(`${stem}-`))
    .map((name) => Number(name.slice(stem.length + 1)));
  return `${stem}-${Math.max(0, ...numbers.filter(Number.isInteger)) + 1}`;
}
