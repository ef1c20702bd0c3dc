// Where a worker stands when it is asked to enter a generation.
import type { TreeRange } from "../../common/tree.ts";
import type { Sent } from "../../proto/messages.ts";

export type Standing =
  /** It has no State yet. */
  | { readonly kind: "fresh" }
  | {
      readonly kind: "trained";
      /** Rounds that are complete. */
      readonly round: number;
      /** In hex. */
      readonly stateHash: string;
      /** Generation in which it last took its place: its State comes from there. */
      readonly placed: number;
      /** Micro-batches of the round after those; 0 when it has not begun. */
      readonly leaves: number;
      /** What has been computed of it, or is in hand. */
      readonly held: readonly TreeRange[];
    };

export function reportOf(generation: number, standing: Standing): Sent<"GenerationReport"> {
  if (standing.kind === "fresh") return { generation, fresh: true };
  const { round, stateHash, placed, leaves, held } = standing;
  return { generation, round, stateHash, placed, leaves, held: held.map(({ lo, hi }) => ({ lo, hi })) };
}
