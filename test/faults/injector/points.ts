// Protocol points at which planned faults happen.
import type { ProtocolPoints } from "../../../worker/protocol-points.ts";
import type { CoordinatorLink } from "./coordinator-link.ts";
import { armCompute } from "./compute-faults.ts";
import { claim, type Fault, type FaultKind, type FaultPlan, isPlace } from "./faults.ts";
import { fillDisk } from "./full-disk.ts";
import type { FaultyLinks } from "./links.ts";
import { happenToProcess } from "./process-faults.ts";

export interface Injector {
  readonly plan: FaultPlan;
  readonly links: FaultyLinks;
  /** There is one when a fault of the plan needs it. */
  readonly coordinatorLink: CoordinatorLink | undefined;
}

export function pointsOf(injector: Injector, worker: string): ProtocolPoints {
  const { faults, folder } = injector.plan;
  return {
    reach: (point, round) => {
      for (const fault of faults)
        if (isPlace(fault, worker, point, round) && claim(fault, folder, worker)) happen(fault, injector);
    },
  };
}

function happen({ what, name }: Fault, injector: Injector): void {
  process.stderr.write(`fault ${name}: ${JSON.stringify(what)}\n`);
  act(what, injector);
}

function act(what: FaultKind, { links, coordinatorLink }: Injector): void {
  switch (what.kind) {
    case "mark":
      break;
    case "kill":
    case "stop":
    case "stop-then-continue":
    case "block-event-loop":
    case "out-of-memory":
      happenToProcess(what);
      break;
    case "throw":
      throw new Error("an error that was planned");
    case "full-disk":
      fillDisk(what.writes);
      break;
    case "throw-in-compute":
    case "wrong-bit-in-gradient":
    case "wrong-bit-in-weights":
    case "wrong-bits-in-gradients":
      armCompute(what);
      break;
    case "cut-link":
    case "blackhole-link":
    case "wrong-bit-on-link":
    case "delay-link":
      links.happen(what);
      break;
    case "cut-coordinator":
    case "blackhole-coordinator":
    case "delay-coordinator":
      coordinatorLink?.happen(what);
      break;
  }
}
