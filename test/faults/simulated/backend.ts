// What a worker of the tests computes with in place of TensorFlow.
import { openSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { InvariantError } from "../../../common/errors.ts";
import type { Backend } from "../../../worker/compute/backend.ts";
import type { LoadRequest } from "../../../worker/compute/protocol.ts";
import { simulatedModel } from "./model.ts";
import { simulatedPhase } from "./phase.ts";
import { type SimulatedSettings, takeSpeed } from "./settings.ts";

export async function openSimulated(request: LoadRequest, settings: SimulatedSettings): Promise<Backend> {
  const milliseconds = settings.microBatchMs / takeSpeed(settings);
  const prepared = simulatedModel(request, settings.parameters);
  await pause(settings.loadMs);
  return {
    version: "simulated",
    device: "cpu",
    prepared,
    refusePhase: () => undefined,
    createPhase: ({ prepared: { trainable, statistics } }) =>
      simulatedPhase({
        changed: [...trainable, ...statistics],
        classes: request.classes.length,
        towers: request.towers,
        milliseconds,
        count: counterIn(settings.countFile),
      }),
    createTrunk: () => {
      throw new InvariantError("simulated phases have no trunk");
    },
    exportAs: (format) => Promise.reject(new InvariantError(`no simulated model as ${format}`)),
    countTensors: () => 0,
  };
}

/** Appended at once: a process that is killed has counted all that it began. */
function counterIn(file: string | undefined): (count: number) => void {
  if (file === undefined) return () => undefined;
  const handle = openSync(file, "a");
  return (count) => {
    writeSync(handle, Buffer.alloc(count));
  };
}
