// Faults, said shortly.
import type { Fault, FaultKind, RoundPlace } from "../injector/faults.ts";

export interface Place {
  /** Left out: whichever worker comes first. */
  readonly worker?: string;
  readonly point: Fault["point"];
  readonly round?: RoundPlace;
  /** Name of a fault that must have happened before. */
  readonly after?: string;
  /** Name of a fault that a coordinator waits for in its place. */
  readonly once?: string;
}

export const step = (index: number): RoundPlace => ({ kind: "train", index });

/** Its name says what, to whom and where. */
export function fault(what: FaultKind, place: Place): Fault {
  const { worker = "any", point, round } = place;
  const parts = [what.kind, worker, point, round?.kind, round?.index];
  return { name: parts.filter((part) => part !== undefined).join("-"), what, ...place };
}

export function kill(place: Place): Fault {
  return fault({ kind: "kill" }, place);
}
