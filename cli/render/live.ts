// A live line at the bottom of a terminal, redrawn in place; what happened stays above it.
import { stripVTControlCharacters } from "node:util";
import type { RunEvent } from "../../common/events.ts";
import { duration, grouped, lineOf, number, percent } from "./format.ts";
import { type Pace, PaceMeter } from "./pace.ts";
import type { Output, Renderer } from "./renderer.ts";

/** At most this often, so that fast steps do not flood the terminal. */
const REDRAW_MS = 80;
const BAR_CELLS = 16;
const CLEAR_LINE = "\r\u001b[2K";
const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";

export function liveRenderer(stdout: Output, nowMs: () => number): Renderer {
  const meter = new PaceMeter();
  const seen: { phase: string; step?: RunEvent & { readonly event: "step" }; validation: string } = {
    phase: "",
    validation: "",
  };
  let drawnMs = -Infinity;
  const draw = (line: string, always = false): void => {
    if (!always && nowMs() - drawnMs < REDRAW_MS) return;
    drawnMs = nowMs();
    stdout.write(`${HIDE_CURSOR}${CLEAR_LINE}${cutTo(line, (stdout.columns ?? 80) - 1)}`);
  };
  return {
    event: (event) => {
      const pace = meter.see(event, nowMs());
      if (event.event === "phase") seen.phase = event.phase;
      if (event.event === "step") seen.step = event;
      if (event.event === "validation")
        seen.validation = `  validation ${number(event.loss)} ${percent(event.accuracy)}`;
      const line = lineOf(event);
      if (line !== undefined) stdout.write(`${CLEAR_LINE}${line}\n`);
      if (seen.step !== undefined && event.event !== "finished")
        draw(statusLine(seen.phase, seen.step, pace) + seen.validation, line !== undefined);
    },
    progress: ({ activity, done, total }) => {
      draw(`${activity} ${bar(done / total)} ${grouped(done)} of ${grouped(total)}`);
    },
    close: () => stdout.write(`${CLEAR_LINE}${SHOW_CURSOR}`),
  };
}

function statusLine(phase: string, event: RunEvent & { readonly event: "step" }, pace: Pace): string {
  const left = pace.secondsLeft === undefined ? "" : `  ${duration(pace.secondsLeft)} left`;
  const share = pace.totalSteps === 0 ? 0 : pace.step / pace.totalSteps;
  return `${phase} ${bar(share)} ${grouped(pace.step)}/${grouped(pace.totalSteps)}  epoch ${event.epoch}  loss ${number(event.loss)}  rate ${number(event.learningRate)}  ${number(event.samplesPerSecond)}/s${left}`;
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_CELLS);
  return `${"█".repeat(full)}${"░".repeat(BAR_CELLS - full)}`;
}

function cutTo(line: string, columns: number): string {
  const visible = stripVTControlCharacters(line);
  return visible.length <= columns ? visible : `${visible.slice(0, Math.max(0, columns - 1))}…`;
}
