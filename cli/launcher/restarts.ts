// When a process of a job that died, a worker or a coordinator, is started again, and when no more. Pure: how long it had worked comes in.

/** How a process ended that should have gone on. */
export interface Death {
  readonly pid: number | undefined;
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  /** Since it was ready; undefined when it never was. */
  readonly readyMs: number | undefined;
  /** The last lines of its log. */
  readonly lastWords: string;
}

/** What is remembered of one slot's deaths. */
export interface Deaths {
  /** Restarts since a process of that slot last went on for a while. */
  readonly restarts: number;
  /** Before it was ready, one entry for each way; forgotten once one is ready. */
  readonly early: readonly EarlyDeaths[];
}

interface EarlyDeaths {
  readonly first: Death;
  readonly count: number;
}

export type Verdict =
  | { readonly kind: "restart"; readonly afterMs: number }
  /** It would only happen again. */
  | ({ readonly kind: "give-up" } & EarlyDeaths);

export interface RestartPolicy {
  /** One that was ready for so long has worked: what was before it counts no more. */
  readonly steadyMs: number;
  /** Before the second restart; doubled for each one after it. The first comes at once. */
  readonly backoffMs: number;
  readonly mostBackoffMs: number;
  /** In the same way, before it was ready. */
  readonly mostEarlyDeaths: number;
}

/** `steadyMs` is short: a worker that takes part for a second has been of use, and one that is missing costs a step each second. */
export const RESTARTS: RestartPolicy = { steadyMs: 1000, backoffMs: 1000, mostBackoffMs: 30_000, mostEarlyDeaths: 5 };

export const NO_DEATHS: Deaths = { restarts: 0, early: [] };

export function afterDeath(
  before: Deaths,
  death: Death,
  policy: RestartPolicy,
): { readonly deaths: Deaths; readonly verdict: Verdict } {
  if (isFinal(death)) return { deaths: before, verdict: { kind: "give-up", first: death, count: 1 } };
  const { restarts, early } = remembered(before, death, policy);
  const deaths = { restarts: restarts + 1, early };
  const tooMany = early.find(({ count }) => count >= policy.mostEarlyDeaths);
  if (tooMany !== undefined) return { deaths, verdict: { kind: "give-up", ...tooMany } };
  return { deaths, verdict: { kind: "restart", afterMs: waitMs(restarts, policy) } };
}

/** With this death among the early ones, if it is one. */
function remembered({ restarts, early }: Deaths, death: Death, { steadyMs }: RestartPolicy): Deaths {
  if (death.readyMs !== undefined) return { restarts: death.readyMs >= steadyMs ? 0 : restarts, early: [] };
  const known = early.find(({ first }) => wayOf(first) === wayOf(death));
  const counted = { first: known?.first ?? death, count: (known?.count ?? 0) + 1 };
  return { restarts, early: [...early.filter((other) => other !== known), counted] };
}

/** Wrong usage or configuration, by the exit code: it is the same the next time. */
function isFinal({ code }: Death): boolean {
  return code === 2 || code === 78;
}

function waitMs(restarts: number, { backoffMs, mostBackoffMs }: RestartPolicy): number {
  return restarts === 0 ? 0 : Math.min(mostBackoffMs, backoffMs * 2 ** (restarts - 1));
}

/** "SIGKILL", "code 1". */
export function wayOf({ code, signal }: Pick<Death, "code" | "signal">): string {
  return signal ?? `code ${code ?? 0}`;
}
