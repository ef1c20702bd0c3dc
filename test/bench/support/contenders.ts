// Who takes part in bench/step.ts, and how each is started at its best.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { ROOT } from "./environment.ts";

export interface Setup {
  readonly model: "mobilenet" | "resnet";
  readonly size: number;
  readonly batch: number;
  /** `all` with BatchNormalization frozen, `all-bn` with it training. */
  readonly trains: "head" | "all" | "all-bn";
}

export interface Contender {
  readonly name: string;
  readonly command: string;
  readonly args: (setup: Setup) => readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Micro-batches that the compiled step computes at once. */
const TOWERS = Math.max(2, availableParallelism());
const PEERS = path.join(ROOT, "test", "bench", "peers");
/** Where Debian's and Ubuntu's libtcmalloc-minimal4 puts it. */
const TCMALLOC = "/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4";

export const OURS: Contender = {
  name: "ours",
  command: process.execPath,
  args: (setup) => [worker(), "graph", ...wordsOf(setup), String(TOWERS)],
  env: { TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: String(TOWERS), TF_CPP_MIN_LOG_LEVEL: "3" },
};

/** Our graph on a step of more micro-batches than towers. */
export function bareGraph(setup: Setup, microBatches: number) {
  return { ...OURS, args: [...OURS.args(setup), String(microBatches)] };
}

export const EAGER: Contender = {
  name: "eager",
  command: process.execPath,
  args: (setup) => [worker(), "eager", ...wordsOf(setup), "1"],
  env: { TF_CPP_MIN_LOG_LEVEL: "3" },
};

/** Those of Keras and PyTorch that a Python has. */
export function peersOf(python: string, tcmalloc: string = TCMALLOC): Contender[] {
  const keras = has(python, "tensorflow, keras")
    ? [keraser(python, "train_on_batch"), keraser(python, "gradients")]
    : [];
  return [...keras, ...(has(python, "torch, torchvision") ? torchers(python, tcmalloc) : [])];
}

function keraser(python: string, kind: "train_on_batch" | "gradients"): Contender {
  return {
    name: `keras ${kind}`,
    command: python,
    args: (setup) => [peer("keras_step.py"), ...wordsOf(setup), kind],
    env: {},
  };
}

function torchers(python: string, tcmalloc: string): Contender[] {
  const preload: Readonly<Record<string, string>> = existsSync(tcmalloc) ? { LD_PRELOAD: tcmalloc } : {};
  const suffix = existsSync(tcmalloc) ? " + tcmalloc" : "";
  const torcher = (name: string, words: readonly string[], env: Readonly<Record<string, string>>): Contender => ({
    name,
    command: python,
    args: (setup) => [peer("torch_step.py"), ...wordsOf(setup), ...words],
    env,
  });
  return [
    torcher("torch default", ["default"], {}),
    torcher(`torch channels_last${suffix}`, ["channels_last"], preload),
    torcher(`torch.compile${suffix}`, ["default", "compile"], preload),
  ];
}

function has(python: string, modules: string): boolean {
  try {
    execFileSync(python, [
      "-c",
      `import importlib.util, sys; sys.exit(not all(importlib.util.find_spec(m.strip()) for m in "${modules}".split(",")))`,
    ]);
    return true;
  } catch {
    return false; // not in this Python: another one that was given may have it
  }
}

function wordsOf({ model, size, batch, trains }: Setup): string[] {
  return [model, String(size), String(batch), trains];
}

function worker(): string {
  return path.join(import.meta.dirname, "..", "step-worker.js");
}

function peer(file: string): string {
  return path.join(PEERS, file);
}
