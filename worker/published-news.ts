// What the workers tell each other of published checkpoints: the one that published says it in its next message of a round, so that all
// learn it in the same one.
export interface PublishedCheckpoint {
  /** File name of its manifest. */
  readonly name: string;
  /** The last one that it covers. */
  readonly round: number;
}

export class PublishedNews {
  #toSay: PublishedCheckpoint | undefined;
  #newest: PublishedCheckpoint | undefined;

  /** Of all that were heard of. */
  get newest(): PublishedCheckpoint | undefined {
    return this.#newest;
  }

  /** Training begins with it, on all workers alike. */
  begin(newest: PublishedCheckpoint | undefined): void {
    this.#newest = newest;
  }

  /** This worker has published it: it knows before the others do. */
  announce(published: PublishedCheckpoint): void {
    this.#toSay = published;
    this.hear([published]);
  }

  /** For the next message: each is said once. */
  take(): PublishedCheckpoint | undefined {
    const said = this.#toSay;
    this.#toSay = undefined;
    return said;
  }

  /** Everyone's, of one round. The newest counts: it was written on those before. */
  hear(said: readonly (PublishedCheckpoint | undefined)[]): void {
    for (const one of said) if (one !== undefined && one.round > (this.#newest?.round ?? -1)) this.#newest = one;
  }
}
