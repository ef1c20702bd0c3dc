// The command line. Parses, calls one command, turns what was thrown into one message and an exit code:
// 0 done, 1 the job failed, 2 wrong usage, 78 wrong configuration.
import { createRequire } from "node:module";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../common/errors.ts";
import { failureOf } from "./failure.ts";
import type { CoordinatorFlags } from "./commands/coordinator.ts";
import type { WorkerFlags } from "./commands/worker.ts";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

const program = new Command("elastune")
  .description(
    "Fine-tunes a pretrained network. Run it again, or kill and resume it: the weights are the same to the last bit.",
  )
  .version(version)
  .showHelpAfterError("(elastune --help lists the commands)")
  .exitOverride();

/** Of a process that a launcher starts. */
const parentOption = (): Option => new Option("--with-parent", "end when stdin is closed").hideHelp();
const cacheOption = (): Option => new Option("--cache-dir <dir>", "folder for compiled graphs and features").hideHelp();

const whole = (value: string): number => {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("expected a whole number from 1 on.");
};

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

/** Of a job that several coordinators lead in turn. */
function withEtcd(to: Command, what: string): Command {
  return to
    .option("--etcd <url>", what)
    .option("--etcd-ca <file>", "PEM: whom to trust as etcd over https (default: whom the system trusts)")
    .option("--etcd-cert <file>", "PEM: this client's certificate, with --etcd-key")
    .option("--etcd-key <file>", "PEM: its key")
    .option("--etcd-user <name>", "with the password in ELASTUNE_ETCD_PASSWORD")
    .option("--lease-ttl <seconds>", "how long a leader that has died is missed: 2 at least (default: 5)", whole);
}

function command(name: string, description: string): Command {
  return program.command(name).description(description).exitOverride();
}

type Run = (...args: never[]) => Promise<number>;

/** @param load a worker must not take the time to load what a report is drawn with */
function act(load: () => Promise<Run>): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const run = await load();
    process.exitCode = await run(...(args as never[]));
  };
}

withEtcd(
  command("run <job>", "fine-tune as the job file says"),
  "through which several coordinators agree on one: URLs by commas, or `local` for one on this machine",
)
  .option("--coordinators <n>", "coordinators on this machine, of which one leads (default: 1)", whole)
  .option("--run-dir <dir>", "folder of the run (default: runs/NAME)")
  .option("--resume", "go on with the run in the folder")
  .option(
    "--workers <n>",
    "workers on this machine (default: the job's workers.replicas); never changes the result",
    whole,
  )
  .option("--eager", "compute op by op with tfjs instead of the compiled step")
  .option("--set <path=value>", "override a key of the job, such as training.batchSize=64; may be repeated", collect)
  .option("--json", "one JSON object per line on stdout")
  .action(act(async () => (await import("./commands/run.ts")).runCommand));

withEtcd(
  command("coordinator <job>", "lead the workers of a job, which come by `elastune worker`"),
  "be one of several coordinators of the run in the folder, which agree through it on one: URLs by commas",
)
  .option("--run-dir <dir>", "folder of the run (default: runs/NAME)")
  .option("--resume", "go on with the run in the folder")
  .option("--workers <n>", "workers that training begins with (default: the job's workers.replicas)", whole)
  .option("--listen <host:port>", "where workers reach it; this machine only", "127.0.0.1:0")
  .option("--eager", "compute op by op with tfjs instead of the compiled step")
  .option("--set <path=value>", "override a key of the job; may be repeated", collect)
  .option("--json", "one JSON object per line on stdout")
  .addOption(cacheOption())
  .addOption(parentOption())
  .action(
    act(async () => {
      const { coordinatorCommand } = await import("./commands/coordinator.ts");
      return (job: string, flags: CoordinatorFlags) => coordinatorCommand(job, flags);
    }),
  );

command("worker", "train with the others of a job, which the coordinator tells")
  .requiredOption("--coordinator <host:port>", "where the coordinator is; several by commas", collect)
  .option("--job-hash <hash>", "leave if the coordinator has another job than this")
  .option("--data-root <dir>", "where the data set lies on this machine (default: where the job says)")
  .addOption(cacheOption())
  .addOption(parentOption())
  .action(
    act(async () => {
      const { workerCommand } = await import("./commands/worker.ts");
      return (flags: WorkerFlags) => workerCommand(flags);
    }),
  );

command("status <run>", "how a running job stands: its workers, its step")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/control.ts")).statusCommand));

command("pause <run>", "hold a running job at the next round's edge")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/control.ts")).pauseCommand));

command("resume <run>", "let a paused job go on")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/control.ts")).resumeCommand));

command("scale <run>", "let more or fewer workers of this machine train a running job")
  .argument("<n>", "workers that are to train", whole)
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/control.ts")).scaleCommand));

command("stop <run>", "end training at the next round's edge; the model is measured and saved")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/control.ts")).stopCommand));

command("validate <job>", "check a job file without running it")
  .option("--set <path=value>", "override a key of the job; may be repeated", collect)
  .option("--print", "print the job with all its defaults")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/validate.ts")).validateCommand));

command("report <run>", "write RUN/report.html, one page that shows the run")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/report.ts")).reportCommand));

command("verify <run>", "prove from the ledger that every sample of every epoch was trained on exactly once")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/verify.ts")).verifyCommand));

command(
  "predict <run> <input...>",
  "say which class pictures are: files, folders, - for stdin (a picture, or paths); or rows of CSV files",
)
  .option("--probabilities", "show every class, not the most probable one alone")
  .option("--json", "one JSON object per sample on stdout")
  .action(act(async () => (await import("./commands/predict.ts")).predictCommand));

command("evaluate <run>", "measure the model of a run on its test split")
  .option("--split <name>", "test (the default), validation or train")
  .option("--data <path>", "all pictures of DIR/CLASS instead, or all rows of a CSV file")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/evaluate.ts")).evaluateCommand));

command("export <run>", "write the model of a run in another format")
  .requiredOption("--format <format>", "tfjs, saved-model, keras or safetensors")
  .option("--output <dir>", "folder to write (default: RUN/exports/FORMAT)")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/export.ts")).exportCommand));

command("compare <runs...>", "put runs side by side: jobs, results, curves")
  .option("--html <file>", "write it as a page as well, with the curves in one chart")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/compare.ts")).compareCommand));

command("runs [dir]", "list the runs in a folder (default: runs)")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/runs.ts")).runsCommand));

command("inspect <model>", "show a model's layers, their sizes and where to cut")
  .option("--unfreeze <pattern>", "layers that a phase would train; may be repeated", collect)
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/inspect.ts")).inspectCommand));

command("doctor", "show what is installed, which device is used and what is missing")
  .option("--json", "one JSON object on stdout")
  .action(act(async () => (await import("./commands/set-up.ts")).doctorCommand));

command("setup", "set up what is missing: TensorFlow and its addon").action(
  act(async () => (await import("./commands/set-up.ts")).setupCommand),
);

// A reader that went away (`| head`) is no failure: the run goes on, its folder holds everything.
for (const output of [process.stdout, process.stderr]) output.on("error", ignoreBrokenPipe);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? exitOf(error) : fail(error);
}

/** Commander has written to stdout or stderr what there is to say; programs are told as well. */
function exitOf({ exitCode, message }: CommanderError): number {
  if (exitCode === 0) return 0;
  if (process.argv.includes("--json")) tellPrograms(failureOf(new UsageError(message)).event);
  return 2;
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function fail(error: unknown): number {
  const { exitCode, event, text } = failureOf(error);
  const json = process.argv.includes("--json");
  if (json) tellPrograms(event);
  // What a launcher reads here it says itself.
  if (!json || !process.argv.includes("--with-parent")) process.stderr.write(`${text}\n`);
  return exitCode;
}

function tellPrograms(event: object): void {
  process.stdout.write(`${JSON.stringify({ ...event, time: new Date().toISOString() })}\n`);
}
