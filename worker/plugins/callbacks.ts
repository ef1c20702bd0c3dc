// Tells the plugins' callbacks of events: one event at a time, in order, each plugin a copy of its own.
import type { RunEvent, Stamped } from "../../common/events.ts";
import type { LoadedPlugin } from "./check.ts";
import { failedBy } from "./failure.ts";

type Told = RunEvent & Stamped;

export class Callbacks {
  readonly #plugins: readonly LoadedPlugin[];
  readonly #failed = new Set<LoadedPlugin>();
  #last: Promise<void> = Promise.resolve();

  constructor(plugins: readonly LoadedPlugin[]) {
    this.#plugins = plugins.filter(({ plugin }) => plugin.callback !== undefined);
  }

  /** Resolves when every callback is done with it. @throws JobFailedError when one fails; that one is told nothing more */
  tell(event: Told): Promise<void> {
    // A failure belongs to the event that it came of, not to those behind it.
    const told = this.#last.catch(() => undefined).then(() => this.#tellAll(event));
    this.#last = told;
    told.catch(() => undefined); // whoever told the event is told of the failure
    return told;
  }

  async #tellAll(event: Told): Promise<void> {
    for (const loaded of this.#plugins) if (!this.#failed.has(loaded)) await this.#tell(loaded, event);
  }

  async #tell(loaded: LoadedPlugin, event: Told): Promise<void> {
    try {
      await loaded.plugin.callback?.onEvent(structuredClone(event));
    } catch (thrown) {
      this.#failed.add(loaded);
      throw failedBy({ file: loaded.file, name: "callback.onEvent" }, thrown);
    }
  }
}
