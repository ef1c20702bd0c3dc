// A loaded graph. Owns the TensorFlow session until `close`.
import { must } from "../../../common/errors.ts";
import type { Binding, BindingData, TensorMetadata } from "./binding.ts";
import { referenceTo, type Tensor } from "./ir.ts";
import { dtypeNumbers } from "./saved-model.ts";

/** A tensor on TensorFlow's side. Its owner deletes it. */
export type Fed = readonly [placeholder: Tensor, id: number];

/** Where the values of some fetches go. */
export type Targets = ReadonlyMap<Tensor, Float32Array>;

const NO_TARGETS: Targets = new Map();

export class Session {
  readonly #binding: Binding;
  readonly #model: number;

  /** @param directory holds saved_model.pb */
  constructor(binding: Binding, directory: string) {
    this.#binding = binding;
    this.#model = binding.loadSavedModel(`${directory}/`, "serve");
  }

  /** Gives `data` to TensorFlow for `placeholder`; delete it with `release`. */
  feed(placeholder: Tensor, data: BindingData): Fed {
    const { shape, dtype } = placeholder;
    return [placeholder, this.#binding.createTensor([...shape], dtypeNumbers[dtype], data)];
  }

  release(fed: readonly Fed[]): void {
    for (const [, id] of fed) this.#binding.deleteTensor(id);
  }

  /**
   * Runs what `fetches` depend on and copies their values out, into `targets` where one is given for a fetch, else into new arrays. The
   * first run of each set of fetches takes long: TensorFlow optimizes the graph for it.
   */
  run(feeds: readonly Fed[], fetches: readonly Tensor[], targets: Targets = NO_TARGETS): BindingData[] {
    const ids = feeds.map(([, id]) => id);
    const inputs = feeds.map(([placeholder]) => referenceTo(placeholder)).join();
    const outputs = this.#binding.runSavedModel(this.#model, ids, inputs, fetches.map(referenceTo).join());
    return fetches.map((fetch, i) => this.#take(must(outputs[i], "fetched tensor"), targets.get(fetch)));
  }

  close(): void {
    this.#binding.deleteSavedModel(this.#model);
  }

  #take({ id }: TensorMetadata, target: Float32Array | undefined): BindingData {
    try {
      if (target === undefined) return this.#binding.tensorDataSync(id);
      this.#binding.copyTensor(id, target);
      return target;
    } finally {
      this.#binding.deleteTensor(id);
    }
  }
}
