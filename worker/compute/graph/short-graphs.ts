// Graphs for micro-batches in which not all samples count, one for each number that do: compiled when the first such micro-batch comes.
/** The end of an epoch needs one; set-aside samples may ask for others. Each holds the frozen weights once more. */
const MOST = 4;

export class ShortGraphs<Graph extends { close(): void }> {
  readonly #compile: (microBatchSize: number) => Graph;
  /** By micro-batch size, the one used last at the end. */
  readonly #graphs = new Map<number, Graph>();

  constructor(compile: (microBatchSize: number) => Graph) {
    this.#compile = compile;
  }

  ofSize(microBatchSize: number): Graph {
    const graph = this.#graphs.get(microBatchSize) ?? this.#compile(microBatchSize);
    this.#graphs.delete(microBatchSize);
    this.#graphs.set(microBatchSize, graph);
    const [oldest] = this.#graphs.keys();
    if (this.#graphs.size > MOST && oldest !== undefined) {
      this.#graphs.get(oldest)?.close();
      this.#graphs.delete(oldest);
    }
    return graph;
  }

  close(): void {
    for (const graph of this.#graphs.values()) graph.close();
    this.#graphs.clear();
  }
}
