// First in, first out, without moving what stays.

export class Fifo<Item> {
  #items: Item[] = [];
  #next = 0;

  get isEmpty(): boolean {
    return this.#next === this.#items.length;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** Undefined when there is none. */
  shift(): Item | undefined {
    const item = this.#items[this.#next];
    if (item === undefined) return undefined;
    this.#next++;
    if (this.isEmpty) this.clear();
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#next = 0;
  }
}
