// The plugins' changes to one training picture: a function of (seed, epoch, sample), as the job's own augmentation is.
import { mix2 } from "../../common/sampling/hash.ts";
import type { LoadedPlugin } from "./check.ts";
import { called, pluginFailed, shown } from "./failure.ts";
import type { PluginAugment, PluginPicture } from "./types.ts";

/** A plugin that changes pictures. */
export interface AugmentPlugin {
  readonly file: string;
  readonly sha256: string;
  readonly augment: PluginAugment;
}

/** One picture of one epoch. */
export interface Picture {
  /** height x width x 3; changed. */
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly seed: number;
  readonly epoch: number;
  readonly sampleId: number;
}

/** Keeps these draws apart from all others of the same seed, epoch and sample. */
const PURPOSE = 0x706c7567;

export function augmentsOf(plugins: readonly LoadedPlugin[]): readonly AugmentPlugin[] {
  return plugins.flatMap(({ file, sha256, plugin: { augment } }) =>
    augment === undefined ? [] : [{ file, sha256, augment }],
  );
}

/** One plugin after the other, in the job's order. @throws JobFailedError when one fails */
export function applyPlugins(plugins: readonly AugmentPlugin[], picture: Picture): void {
  const { height, width, seed, epoch, sampleId } = picture;
  // A plain array of this picture alone: training's own lies in shared memory, among others, which not every library takes.
  const pixels = new Uint8Array(picture.pixels);
  plugins.forEach(({ file, augment }, index) => {
    const part = { file, name: "augment.apply" };
    const apply: (changed: PluginPicture) => unknown = augment.apply.bind(augment);
    const seeds = mix2(seed, epoch, sampleId, PURPOSE, index);
    const returned = called(part, () => apply({ pixels, height, width, seed: seeds, epoch }));
    if (returned !== undefined && returned !== pixels)
      throw pluginFailed(part, `returned ${shown(returned)}; expected it to change the pixels in place`);
  });
  picture.pixels.set(pixels);
}
