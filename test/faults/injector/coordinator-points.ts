// Points of a coordinator at which planned faults happen to its process.
import { setTimeout as pause } from "node:timers/promises";
import type { CoordinatorPoints } from "../../../coordinator/protocol-points.ts";
import { claim, type FaultKind, type FaultPlan, hasHappened, type ProcessFault } from "./faults.ts";
import { happenToProcess } from "./process-faults.ts";

const POLL_MS = 5;

export function coordinatorPointsOf({ faults, folder }: FaultPlan): CoordinatorPoints {
  return {
    reach: async (point) => {
      for (const fault of faults) {
        if (fault.point !== point || !claim(fault, folder, "coordinator")) continue;
        while (fault.once !== undefined && !hasHappened(fault.once, folder)) await pause(POLL_MS);
        process.stderr.write(`fault ${fault.name}: ${JSON.stringify(fault.what)}\n`);
        happenToProcess(ofProcess(fault.what));
      }
    },
  };
}

function ofProcess(what: FaultKind): ProcessFault {
  switch (what.kind) {
    case "kill":
    case "stop":
    case "stop-then-continue":
    case "block-event-loop":
    case "out-of-memory":
      return what;
    default:
      throw new RangeError(`a fault of a coordinator: ${what.kind}`);
  }
}
