// What the times of committed steps say. Pure.

/** A step that was told, in ms of the clock that stamped it. */
export interface Commit {
  readonly step: number;
  readonly at: number;
}

export function commitsOf(steps: readonly { readonly step: number; readonly time: string }[]): readonly Commit[] {
  return steps.map(({ step, time }) => ({ step, at: Date.parse(time) }));
}

/** Steps a second from the first commit at or after `from` to the last one. */
export function paceSince(commits: readonly Commit[], from: number): number {
  const counted = commits.filter(({ at }) => at >= from);
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return Number.NaN;
  return ((last.step - first.step) / (last.at - first.at)) * 1000;
}

/** The longest time without a commit of those that end after `from` and begin before `to`. */
export function longestGap(commits: readonly Commit[], from: number, to: number): number {
  const gaps = commits.slice(1).map(({ at }, i) => ({ since: commits[i]?.at ?? at, at }));
  return Math.max(...gaps.filter(({ since, at }) => at >= from && since <= to).map(({ since, at }) => at - since));
}

export function medianStepMs(commits: readonly Commit[]): number {
  const distances = commits.slice(1).map(({ at }, i) => at - (commits[i]?.at ?? at));
  return distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? Number.NaN;
}
