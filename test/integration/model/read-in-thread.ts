// Thread entry: reads the model file it is given and says what came of it.
import { parentPort, workerData } from "node:worker_threads";
import { readH5Model } from "../../../worker/model/h5.ts";

async function reading(file: string): Promise<{ readonly kind: string; readonly message: string }> {
  try {
    await readH5Model(file);
    return { kind: "read", message: "" };
  } catch (error) {
    return error instanceof Error
      ? { kind: error.name, message: error.message }
      : { kind: "thrown", message: String(error) };
  }
}

parentPort?.postMessage(await reading(String(workerData)));
