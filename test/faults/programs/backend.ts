// What a worker of these tests computes with: TensorFlow, or time alone where the environment says how much. Loaded by the compute
// thread, by its URL.
import type { OpenBackend } from "../../../worker/compute/backend.ts";
import { withComputeFaults } from "../injector/compute-faults.ts";
import { openSimulated } from "../simulated/backend.ts";
import { readSettings } from "../simulated/settings.ts";

export const openBackend: OpenBackend = (request) => {
  const settings = readSettings();
  return withComputeFaults(settings === undefined ? openReal : (given) => openSimulated(given, settings), request);
};

const openReal: OpenBackend = async (request) => {
  const { openTensorFlow } = await import("../../../worker/compute/tensorflow-backend.ts");
  return openTensorFlow(request);
};
