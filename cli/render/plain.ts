// Plain lines for a pipe or a log file: what happens, and where training stands every few seconds.
import type { RunEvent } from "../../common/events.ts";
import { duration, grouped, lineOf, number } from "./format.ts";
import { type Pace, PaceMeter } from "./pace.ts";
import type { Output, Renderer } from "./renderer.ts";

const EVERY_MS = 2000;

export function plainRenderer(stdout: Output, stderr: Output, nowMs: () => number): Renderer {
  const meter = new PaceMeter();
  // What is over within two seconds needs no line.
  let lastMs = nowMs();
  const due = (): boolean => {
    if (nowMs() - lastMs < EVERY_MS) return false;
    lastMs = nowMs();
    return true;
  };
  return {
    event: (event) => {
      const pace = meter.see(event, nowMs());
      const line = event.event === "step" ? (due() ? stepLine(event, pace) : undefined) : lineOf(event);
      if (line !== undefined)
        (event.event === "warning" || event.event === "error" ? stderr : stdout).write(`${line}\n`);
    },
    progress: ({ activity, done, total }) => {
      if (due()) stdout.write(`${activity}: ${grouped(done)} of ${grouped(total)}\n`);
    },
    close: () => undefined,
  };
}

function stepLine(event: RunEvent & { readonly event: "step" }, pace: Pace): string {
  const left = pace.secondsLeft === undefined ? "" : `, ${duration(pace.secondsLeft)} left`;
  return `step ${grouped(event.step)} of ${grouped(pace.totalSteps)}, epoch ${event.epoch}: loss ${number(event.loss)}, rate ${number(event.learningRate)}, ${number(event.samplesPerSecond)} samples/s${left}`;
}
