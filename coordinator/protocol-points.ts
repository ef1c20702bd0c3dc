// Named places in what a leader does, so that a test can make it end exactly there (docs/faults.md). Nothing happens at them in a real
// coordinator.
import type { GenerationRecord, Order } from "./membership/state.ts";

export const COORDINATOR_POINTS = [
  /** The next generation's number is stored, none of its members has been told. */
  "generation-stored",
  /** One more member has been told to reconfigure. */
  "reconfigure-sent",
  /** All have reported; the plan that was made of it is not stored. */
  "before-plan-stored",
  "plan-stored",
  /** One more member has been told to start. */
  "start-sent",
] as const;
export type CoordinatorPoint = (typeof COORDINATOR_POINTS)[number];

export interface CoordinatorPoints {
  /** Nothing more is carried out before it resolves, if it does. */
  reach(point: CoordinatorPoint): Promise<void> | void;
}

export const NO_COORDINATOR_POINTS: CoordinatorPoints = { reach: () => undefined };

/** Of a record that is to be stored. */
export function pointBeforeStoring({ plan }: GenerationRecord): CoordinatorPoint | undefined {
  return plan === undefined ? undefined : "before-plan-stored";
}

/** Of a record that was stored; a command alone has none. */
export function pointAfterStoring({ plan, command }: GenerationRecord): CoordinatorPoint | undefined {
  if (plan !== undefined) return "plan-stored";
  return command === undefined ? "generation-stored" : undefined;
}

export function pointAfterSending({ kind }: Order): CoordinatorPoint | undefined {
  if (kind === "reconfigure") return "reconfigure-sent";
  return kind === "start" ? "start-sent" : undefined;
}
