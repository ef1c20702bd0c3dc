// What a plugin module may export. Users type their modules by these, so they are part of the library's interface.
import type { RunEvent, Stamped } from "../../common/events.ts";

/** Any of these as named exports of an ES module; at least one. Functions are deterministic and synchronous but for the callback's. */
export interface Plugin {
  readonly loss?: PluginLoss;
  /** By name: letters, digits and hyphens. A name that ends in `loss` gets better downwards, every other one upwards. */
  readonly metrics?: Readonly<Record<string, PluginMetric>>;
  readonly augment?: PluginAugment;
  readonly callback?: PluginCallback;
}

/** Takes the place of softmax cross-entropy: in training, and as the `loss` of validation and test. */
export interface PluginLoss {
  /** For messages. */
  readonly name?: string;
  /**
   * @param logits one for each class
   * @param label the sample's class
   * @param into takes the gradient of the loss with respect to the logits; every element must be written
   * @returns the sample's loss, a finite number
   */
  compute(logits: Float32Array, label: number, classes: number, into: Float32Array): number;
}

/** A metric of validation and test. */
export interface PluginMetric<State = unknown> {
  /** At the start of each pass over a split: an object, which `add` changes. */
  start(): State;
  /** Called for each sample, in the split's order. */
  add(state: State, sample: PluginSample): void;
  /** After the last sample: a finite number. */
  value(state: State): number;
}

/** A sample and what the network made of it. */
export interface PluginSample {
  /** One for each class. */
  readonly logits: Float32Array;
  readonly label: number;
  /** Softmax of the logits. */
  readonly probabilities: Float64Array;
}

/** Changes a picture of a train round after the job's own augmentation. */
export interface PluginAugment {
  apply(picture: PluginPicture): void;
}

export interface PluginPicture {
  /** height x width x 3, RGB, row by row: to be changed in place. */
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** Two int32, a function of (job seed, epoch, sample): the one source of randomness, so that every worker draws the same. */
  readonly seed: readonly [number, number];
  /** From 0. */
  readonly epoch: number;
}

/** Told of every event, one at a time and in order; training waits for it. */
export interface PluginCallback {
  onEvent(event: RunEvent & Stamped): void | Promise<void>;
}
