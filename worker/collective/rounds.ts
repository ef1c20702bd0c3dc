/**
 * Why a frame of `round` is not expected; undefined when it is. Members' rounds differ by at most one (S3), so nothing older than the
 * newest round here comes in, and nothing more than one ahead of it. Pure.
 * @param begun the last round of this kind of call that was begun here in this generation
 * @param newest the last round of any kind; below 0 for none
 */
export function whyNotRound(round: number, begun: number | undefined, newest: number): string | undefined {
  if (begun !== undefined && round <= begun) return `round ${round} is over`;
  if (newest < 0) return undefined;
  return round >= newest && round <= newest + 1 ? undefined : `round ${round} while this worker is at ${newest}`;
}
