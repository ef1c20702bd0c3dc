// TensorFlow, as what a session computes with.
import { exportAs } from "../model/export.ts";
import { prepareModel } from "../model/prepare.ts";
import type { Backend } from "./backend.ts";
import { createPhase, createTrunk, refusePhase } from "./create-phase.ts";
import type { LoadRequest } from "./protocol.ts";
import { countTensors, loadTensorFlow } from "./tensorflow.ts";

export async function openTensorFlow(request: LoadRequest): Promise<Backend> {
  const { tf, version, device } = await loadTensorFlow(request.device);
  const prepared = await prepareModel(tf, request);
  const { built } = prepared;
  return {
    version,
    device,
    prepared,
    refusePhase: (parts) => {
      refusePhase(tf, built, parts, request);
    },
    createPhase: (parts) => createPhase(tf, built, parts, request),
    createTrunk: (model, cut) => createTrunk(tf, built, model, cut, request),
    exportAs: (format, model, options) => exportAs(format, model, options, () => tf),
    countTensors: () => countTensors(tf),
  };
}
