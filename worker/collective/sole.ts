// The reduce of a worker that is alone: its one block is the whole tree, so the sum is there already.
import { InvariantError } from "../../common/errors.ts";
import type { ReduceCall, Reduction } from "./reduction.ts";

export function soleReduction({ leaves }: ReduceCall): Reduction {
  let resolve: (at: number | undefined) => void = () => undefined;
  const done = new Promise<number | undefined>((settle) => (resolve = settle));
  if (leaves === 0) resolve(undefined);
  const add: Reduction["add"] = ({ lo, hi, at }) => {
    if (lo !== 0 || hi !== leaves) throw new InvariantError(`block ${lo}-${hi} of a worker that is alone`);
    resolve(at);
  };
  return { add, done };
}
