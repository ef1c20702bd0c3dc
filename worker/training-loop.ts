// From round to round until the program says `end`: execute, commit, do what was decided, tell, save.
import type { Clock } from "../common/clock.ts";
import { JobFailedError, must } from "../common/errors.ts";
import type { Metrics, RunEvent } from "../common/events.ts";
import type { Job } from "../common/job/schema.ts";
import type { TestReport } from "../common/metrics/classification.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import {
  type Committed,
  commitEvaluation,
  commitFeatures,
  commitTrain,
  type EvaluationRound,
  type FeaturesRound,
  nextRound,
  type Outcome,
  type TrainRound,
  withFeaturesRestarted,
  withStop,
} from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import { NO_FACTS } from "../common/ledger/record-of.ts";
import { type StateLayout, weightsDigest } from "./checkpoint/state-file.ts";
import { checkpointDue, type Checkpointer } from "./checkpointer.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { Loaded, StartedPhase, StepResult } from "./compute/protocol.ts";
import type { SkippedFile } from "./data/findings.ts";
import type { SampleLoader } from "./data/sample-loader.ts";
import { featureColumns } from "./data/source.ts";
import type { Evaluator } from "./evaluator.ts";
import type { FeatureStage } from "./features/stage.ts";
import type { SampleSource } from "./feed.ts";
import type { RoundLedger } from "./ledger/round-ledger.ts";
import type { Command, Members } from "./members.ts";
import { exchange, refuseDifferent } from "./round-messages.ts";
import type { PhaseInputs, RoundRunner } from "./round-runner.ts";

export interface LoopParts {
  readonly job: Job;
  readonly program: TrainingProgram;
  readonly runner: RoundRunner;
  readonly members: Members;
  readonly pictures: SampleSource;
  readonly features: FeatureStage;
  readonly evaluator: Evaluator;
  readonly compute: ComputeThread;
  readonly loaded: Loaded;
  readonly loader: Pick<SampleLoader, "setAside">;
  readonly layout: StateLayout;
  readonly checkpointer: Checkpointer;
  readonly ledger: RoundLedger;
  readonly modelDir: string;
  readonly clock: Clock;
  readonly emit: (event: RunEvent) => Promise<void>;
  /** The test split was measured. */
  readonly onTested: (report: TestReport) => Promise<void>;
}

export interface Trained {
  readonly steps: number;
  readonly test: Metrics | null;
  readonly weightsSha256: string;
  readonly compute: "graph" | "eager";
  readonly device: string;
  /** auto when a phase trained on features. */
  readonly features: "auto" | "off";
}

/** @returns undefined when a command halted it; a checkpoint of where it stands is then on disk. */
export async function trainToEnd(parts: LoopParts, from: ProgramState): Promise<Trained | undefined> {
  const { program, checkpointer, job, members } = parts;
  const told: Told = { phase: -1, onFeatures: false };
  let state = await withStoredFeatures(parts, from);
  // A worker that is alone need not wait for a round to know what it has been asked.
  let command: Command = members.worldSize === 1 ? members.wanted : "none";
  try {
    for (let round = nextRound(program, state); round.kind !== "end"; round = nextRound(program, state)) {
      if (command === "halt") {
        await agree(parts);
        await checkpointer.save(state, true);
        await checkpointer.settled();
        return undefined;
      }
      await members.mayGoOn();
      const committed = await runRound(parts, state, round, told);
      checkpointer.completed({ compared: round.kind !== "features" });
      command = committed.command;
      await carryOut(parts, state.step, committed.outcomes);
      const after = await commandApplied(parts, committed.state, command);
      const { generation } = members;
      parts.ledger.committed({ program, generation, before: state, round, committed, after, reissued: [] });
      if (checkpointDue(program, state, after, job.spec.checkpoint.everySteps)) await checkpointer.save(after);
      state = after;
    }
    return await finish(parts, state, told.onFeatures);
  } finally {
    await checkpointer.close();
  }
}

/** What a round came to, and what was asked of all workers in it. */
interface CommittedRound extends Committed {
  readonly command: Command;
}

/** What the events have said so far. */
interface Told {
  phase: number;
  onFeatures: boolean;
}

async function runRound(
  parts: LoopParts,
  state: ProgramState,
  round: FeaturesRound | TrainRound | EvaluationRound,
  told: Told,
): Promise<CommittedRound> {
  if (round.kind === "features") {
    const command = await parts.features.run(round);
    return { ...commitFeatures(state, round), command };
  }
  const phase = phaseOf(parts.program, state);
  const inputs = await inputsOf(parts, phase);
  const started = await parts.runner.startPhase(phase, round.batchSize, inputs);
  if (round.kind === "evaluate") return evaluationRound(parts, state, round);
  told.onFeatures ||= inputs.kind === "features";
  if (round.phase !== told.phase) await tellPhase(parts, state, started, inputs.kind);
  told.phase = round.phase;
  return trainRound(parts, state, round);
}

/** Features where the phase has them and they are there; after a cache was cleared the test split is measured on pictures. */
async function inputsOf({ program, features, pictures }: LoopParts, phase: number): Promise<PhaseInputs> {
  const stored = program.phases[phase]?.features === true && (await features.open(phase));
  return stored ? { kind: "features", source: () => features.source() } : { kind: "pictures", source: () => pictures };
}

/** A resumed run whose stored features are gone computes them again. */
async function withStoredFeatures({ program, features }: LoopParts, state: ProgramState): Promise<ProgramState> {
  const wanted = program.phases[state.phase]?.features === true && state.inPhase.features > 0;
  return wanted && !(await features.open(state.phase)) ? withFeaturesRestarted(state) : state;
}

/** The phase whose weights and graph are used: after the last one the test split is still measured with it. */
function phaseOf(program: TrainingProgram, state: ProgramState): number {
  return Math.min(state.phase, program.phases.length - 1);
}

async function trainRound(parts: LoopParts, state: ProgramState, round: TrainRound): Promise<CommittedRound> {
  const began = parts.clock.monotonicMs();
  const result = await parts.runner.train(state, round);
  if (!result.applied) await refuseNonFinite(parts, round, result);
  const { weight: weightSum, loss } = result.sums;
  parts.ledger.computed({ ...result, weightSum, loss: loss / weightSum });
  const stepMs = parts.clock.monotonicMs() - began;
  await parts.emit({
    event: "step",
    step: round.step,
    epoch: round.epoch + 1,
    loss: result.sums.loss / result.sums.weight,
    learningRate: must(parts.program.phases[round.phase], "a phase").learningRate * round.rateFactor,
    batchSize: round.batchSize,
    samplesPerSecond: (round.samples / stepMs) * 1000,
    stepMs,
    timings: result.timings,
    stateHash: result.stateHash,
  });
  return { ...commitTrain(parts.program, state, round, result.applied), command: result.command };
}

async function evaluationRound(parts: LoopParts, state: ProgramState, round: EvaluationRound): Promise<CommittedRound> {
  const { evaluator } = parts;
  if (round.offset === 0) evaluator.restart();
  const evaluated = await parts.runner.evaluate(state, round);
  for (const microBatch of evaluated.microBatches) evaluator.add(microBatch);
  parts.ledger.computed({ ...NO_FACTS, ...evaluated, weightSum: round.samples - evaluated.setAside.length });
  return { ...commitEvaluation(parts.program, state, round, () => evaluator.metrics()), command: evaluated.command };
}

async function carryOut(
  { compute, emit, evaluator, onTested }: LoopParts,
  step: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const outcome of outcomes) {
    switch (outcome.kind) {
      case "evaluated":
        if (outcome.split === "validation") await emit({ event: "validation", step, ...outcome.metrics });
        else await onTested(evaluator.report("test"));
        break;
      case "decided":
        await emit({ event: "decision", step, ...outcome.decision });
        break;
      case "keep-best":
        await compute.call("keepBest", undefined);
        break;
      case "restore-best":
        await compute.call("restoreBest", undefined);
        break;
    }
  }
}

async function commandApplied(parts: LoopParts, state: ProgramState, command: Command): Promise<ProgramState> {
  if (command !== "stop") return state;
  const stopped = withStop(parts.program, state);
  await carryOut(parts, state.step, stopped.outcomes);
  return stopped.state;
}

/** The end is a round too: all agree on the state, the final checkpoint and the model are written, and nobody leaves before that is done. */
async function finish(parts: LoopParts, state: ProgramState, onFeatures: boolean): Promise<Trained> {
  const { compute, checkpointer, loaded, members } = parts;
  const { weightsSha256, setAside } = await agree(parts);
  await checkpointer.save(state, true);
  if (members.rank === 0) await compute.call("export", { directory: parts.modelDir });
  await tellSetAside(parts, setAside);
  await checkpointer.settled();
  members.beginRound();
  await exchange(members, {});
  if (members.rank === 0) await checkpointer.removeUnpublished();
  return {
    steps: state.step,
    test: state.test ?? null,
    weightsSha256,
    compute: loaded.compute,
    device: loaded.device,
    features: onFeatures ? "auto" : "off",
  };
}

/** A round for nothing but to see that all have the same state, with what each says at the end. */
async function agree({ checkpointer, compute, layout, loader, members }: LoopParts) {
  await checkpointer.copied();
  const stateHash = await compute.call("snapshot", undefined);
  const weightsSha256 = await weightsDigest(layout);
  members.beginRound();
  const { messages } = await exchange<Farewell>(members, { stateHash, weightsSha256, setAside: loader.setAside() });
  refuseDifferent(
    "weights",
    messages.map((said) => said.weightsSha256),
  );
  refuseDifferent(
    "states",
    messages.map((said) => said.stateHash),
  );
  checkpointer.completed({ compared: true });
  return { weightsSha256, setAside: messages.flatMap((said) => said.setAside) };
}

/** What each worker says at the end. */
interface Farewell {
  readonly stateHash: string;
  readonly weightsSha256: string;
  readonly setAside: readonly SkippedFile[];
}

async function tellPhase(
  { job, program, emit }: LoopParts,
  state: ProgramState,
  started: StartedPhase,
  fed: PhaseInputs["kind"],
): Promise<void> {
  const { name } = must(program.phases[state.phase], "a phase");
  const { trainableParameters, graph } = started;
  const input = fed === "pictures" && featureColumns(job.spec.dataset) !== undefined ? "rows" : fed;
  await emit({ event: "phase", phase: name, step: state.step, trainableParameters, input, graph: graph ?? null });
}

/** Each worker has met some of them. */
async function tellSetAside({ emit }: LoopParts, setAside: readonly SkippedFile[]): Promise<void> {
  const reasons = new Map(setAside.map(({ path, reason }) => [path, reason] as const));
  if (reasons.size === 0) return;
  const files = [...reasons]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, reason]) => `${path} (${reason})`)
    .join(", ");
  await emit({
    event: "warning",
    code: "samples-set-aside",
    message: `${reasons.size} corrupt samples were left out: ${files}`,
  });
}

/** By the job's policy the update is left out and said, or the job fails. */
async function refuseNonFinite({ job, emit }: LoopParts, round: TrainRound, result: StepResult): Promise<void> {
  const message = `step ${round.step}: the gradient is not finite (loss ${result.sums.loss / result.sums.weight}); nothing was updated`;
  const hint = "lower training.phases[].learningRate, or set training.clipNorm";
  if (job.spec.training.onNonFinite === "fail") throw new JobFailedError("non-finite-gradient", message, { hint });
  await emit({ event: "warning", code: "non-finite-gradient", message, hint });
}
