// Which worker writes a checkpoint. Pure, so that all of them know without a word; whoever it is, the files are the same but for its name.
import { mix } from "../../common/sampling/hash.ts";

/** The rank that writes the checkpoint of a round: chosen by a hash, since checkpoints are due in regular distances. */
export function writerOf(round: number, worldSize: number): number {
  return mix(round) % worldSize;
}
