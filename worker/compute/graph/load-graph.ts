// From a graph in memory to one that TensorFlow can run: pruned, its frozen weights set apart, written or found in the cache, loaded.
import { sizeOf } from "../../model/network.ts";
import type { TensorFlow } from "../../model/tensorflow.ts";
import { backendOf } from "./binding.ts";
import { cacheGraph } from "./cache.ts";
import type { Graph, Tensor } from "./ir.ts";
import { type FrozenVariable, frozenVariable } from "./passes/frozen-variable.ts";
import { reachable } from "./passes/prune.ts";
import type { recorderFor } from "./record.ts";
import { savedModelChunks } from "./saved-model.ts";
import { Session } from "./session.ts";

export interface CompileOptions {
  /** Written graphs are kept here between runs; 2 GiB at most. */
  readonly cacheDir: string;
}

export interface CompileStats {
  /** TensorFlow ops that were written. */
  readonly nodes: number;
  /** Of the written graph: ops and small constants, such as frozen biases. */
  readonly graphBytes: number;
  /** Of the frozen weights, which the session holds once, whatever is run. */
  readonly frozenBytes: number;
  /** sha256 of the written graph. It says how numbers are computed; the large weights are not in it. */
  readonly hash: string;
  /** The written graph came from the cache. */
  readonly cacheHit: boolean;
  /** Layers, gradients and passes. */
  readonly buildMs: number;
  /** Encoding, hashing, and writing unless it came from the cache. */
  readonly writeMs: number;
  readonly loadMs: number;
  /** Layers that have no lowering and were recorded from tfjs. */
  readonly recordedLayers: readonly string[];
}

export interface BuiltGraph {
  readonly graph: Graph;
  /** Everything that will ever be fetched; what none of it needs is left out. */
  readonly fetches: readonly Tensor[];
  /** When building began (performance.now), for the statistics. */
  readonly started: number;
  readonly recorder: ReturnType<typeof recorderFor>;
}

/** The session is the caller's to close. */
export function loadGraph(
  tf: TensorFlow,
  { graph, fetches, started, recorder }: BuiltGraph,
  { cacheDir }: CompileOptions,
): { readonly session: Session; readonly stats: CompileStats } {
  const kept = reachable(graph.nodes, fetches);
  const frozen = frozenVariable(graph, kept);
  const nodes = frozen?.nodes ?? kept;
  const built = performance.now();
  const entry = cacheGraph(cacheDir, savedModelChunks(nodes));
  const written = performance.now();
  const session = new Session(backendOf(tf).binding, entry.directory);
  if (frozen !== undefined) loadFrozen(session, frozen);
  const stats: CompileStats = {
    nodes: nodes.length,
    graphBytes: entry.bytes,
    frozenBytes: frozen === undefined ? 0 : sizeOf(frozen.value.shape) * Float32Array.BYTES_PER_ELEMENT,
    hash: entry.hash,
    cacheHit: entry.hit,
    buildMs: built - started,
    writeMs: written - built,
    loadMs: performance.now() - written,
    recordedLayers: recorder.layers(),
  };
  return { session, stats };
}

function loadFrozen(session: Session, { value, loaded, parts }: FrozenVariable): void {
  const values = new Float32Array(sizeOf(value.shape));
  for (const { start, data } of parts) values.set(data, start);
  const fed = session.feed(value, values);
  session.run([fed], [loaded]);
  session.release([fed]);
}
