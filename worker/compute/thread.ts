// The compute thread: takes one request at a time, answers it, never does any I/O between the steps. All of its work is in session.ts.
import { parentPort, workerData } from "node:worker_threads";
import { JobFailedError, messageOf, must } from "../../common/errors.ts";
import type { OpenBackend } from "./backend.ts";
import { type Calls, type Reply, type Request, toWire } from "./protocol.ts";
import { openSession, type Session } from "./session.ts";

const port = must(parentPort, "the port to the agent thread");
/** URL of the module that opens what the session computes with; null for TensorFlow. */
const backend = workerData as string | null;
let session: Session | undefined;

const opened = (): Session => must(session, "a loaded model");

const handlers: {
  [Name in keyof Calls]: (payload: Calls[Name]["in"]) => Calls[Name]["out"] | Promise<Calls[Name]["out"]>;
} = {
  load: async (request) => {
    session = await openSession(request, await chosenBackend());
    return session.loaded;
  },
  startPhase: (phase) => opened().startPhase(phase),
  rehearse: () => {
    opened().rehearse();
    return undefined;
  },
  startTrunk: ({ phase }) => opened().startTrunk(phase),
  features: (microBatches) => opened().features(microBatches),
  beginRange: (range) => {
    opened().beginRange(range);
    return undefined;
  },
  closeRange: () => opened().closeRange(),
  keepBlocks: (ranges) => {
    opened().keepBlocks(ranges);
    return undefined;
  },
  run: (microBatches) => opened().run(microBatches),
  audited: () => opened().audited(),
  recompute: (microBatch) => opened().recompute(microBatch),
  apply: (update) => opened().apply(update),
  evaluate: (microBatches) => opened().evaluate(microBatches),
  keepBest: () => {
    opened().keepBest();
    return undefined;
  },
  restoreBest: () => {
    opened().restoreBest();
    return undefined;
  },
  snapshot: () => opened().snapshot(),
  restore: () => opened().restore(),
  startOver: () => {
    opened().startOver();
    return undefined;
  },
  export: async ({ directory }) => {
    await opened().export(directory);
    return undefined;
  },
  frozenDigest: () => opened().frozenDigest(),
  tensors: () => opened().tensors(),
  close: () => {
    session?.close();
    session = undefined;
    return undefined;
  },
};

async function chosenBackend(): Promise<OpenBackend | undefined> {
  if (backend === null) return undefined;
  return ((await import(backend)) as { readonly openBackend: OpenBackend }).openBackend;
}

function handle({ name, payload }: Pick<Request, "name" | "payload">): unknown {
  return (handlers[name] as (payload: unknown) => unknown)(payload);
}

async function answer(request: Request): Promise<void> {
  let reply: Reply;
  try {
    for (const told of request.told) await handle(told);
    reply = { id: request.id, value: await handle(request) };
  } catch (thrown) {
    reply = { id: request.id, error: toWire(explained(thrown)) };
  }
  port.postMessage(reply);
}

/** Out of memory is the one failure in here that its reader can do something about. */
function explained(thrown: unknown): unknown {
  if (thrown instanceof JobFailedError) return thrown;
  if (
    !/OOM|out of memory|Array buffer allocation failed|could not allocate|ResourceExhausted|failed to allocate memory/i.test(
      messageOf(thrown),
    )
  )
    return thrown;
  const hint = "lower training.batchSize, or raise training.microBatches so that each piece is smaller";
  return new JobFailedError("out-of-memory", `out of memory: ${messageOf(thrown)}`, { cause: thrown, hint });
}

let queue = Promise.resolve();
port.on("message", (request: Request) => {
  queue = queue.then(() => answer(request));
});
