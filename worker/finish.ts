// The end of a job: all agree on what they have, the model is written, and nobody leaves before that is done.
import { must } from "../common/errors.ts";
import type { ProgramState } from "../common/program/state.ts";
import { weightsDigest } from "./checkpoint/state-file.ts";
import type { SkippedFile } from "./data/findings.ts";
import type { LoopParts, Trained } from "./loop-parts.ts";
import type { Members } from "./members.ts";
import { exchange, refuseDifferent } from "./round-messages.ts";
import type { Told } from "./run-round.ts";

/** The end is a round too: all agree on the state, the final checkpoint and the model are written, and nobody leaves before that is done. */
export async function finish(parts: LoopParts, state: ProgramState, told: Told): Promise<Trained> {
  const { compute, checkpointer, loaded, members } = parts;
  parts.points.reach("before-exchange", { kind: "end" });
  const { weightsSha256, setAside } = await agree(parts);
  await checkpointer.save(state, true);
  if (members.rank === 0) await compute.call("export", { directory: parts.modelDir });
  await checkpointer.settled();
  await meet(members);
  if (!told.setAside) await tellSetAside(parts, setAside);
  told.setAside = true;
  if (members.rank === 0) await checkpointer.removeUnpublished();
  await meet(members);
  return {
    steps: state.step,
    test: state.test ?? null,
    weightsSha256,
    compute: loaded.compute,
    device: loaded.device,
    features: told.onFeatures ? "auto" : "off",
  };
}

/** Resolves when all have come so far. */
export async function meet(members: Members): Promise<void> {
  members.beginRound();
  await exchange(members, {});
}

/** A round for nothing but to see that all have the same state, with what each says at the end. */
export async function agree({ checkpointer, compute, layout, loader, members }: LoopParts) {
  await checkpointer.copied();
  const stateHash = await compute.call("snapshot", undefined);
  const weightsSha256 = await weightsDigest(layout);
  members.beginRound();
  const { messages } = await exchange<Farewell>(members, { stateHash, weightsSha256, setAside: loader.setAside() });
  refuseDifferent(
    "weights",
    messages.map((said) => said.weightsSha256),
  );
  refuseDifferent(
    "states",
    messages.map((said) => said.stateHash),
  );
  checkpointer.completed({ compared: true });
  return { weightsSha256, setAside: messages.flatMap((said) => said.setAside) };
}

/** What each worker says at the end. */
interface Farewell {
  readonly stateHash: string;
  readonly weightsSha256: string;
  readonly setAside: readonly SkippedFile[];
}

/** The ledger knows all of them; why, those workers know that have met them and are still here. */
async function tellSetAside(parts: LoopParts, met: readonly SkippedFile[]): Promise<void> {
  if (parts.job.spec.dataset.corruptSamples === "fail") return;
  const { samples } = parts.manifest;
  const ids = await parts.checkpointer.setAside();
  const known = new Map([...ids].map((id) => [must(samples[id], `sample ${id}`).path, ""]));
  for (const { path, reason } of met) known.set(path, ` (${reason})`);
  if (known.size === 0) return;
  const files = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, reason]) => `${path}${reason}`);
  await parts.speaker.emit({
    event: "warning",
    code: "samples-set-aside",
    message: `${known.size} corrupt samples were left out: ${files.join(", ")}`,
  });
}
