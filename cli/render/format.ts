// Numbers and events as people read them.
import type { FinishedEvent, Metrics, RunEvent } from "../../common/events.ts";

/** "4.2e-5", "0.0123", "0.512", "12.3": three significant digits. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A loss as a number, a share in percent; a plugin's metric may be anything. */
export function metricText(name: string, value: number): string {
  return name.endsWith("loss") || value < 0 || value > 1 ? number(value) : percent(value);
}

/** "0:07", "12:05", "1:02:03". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const pad = (value: number): string => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

/** 1234567 as "1,234,567", whatever the locale. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

function metrics({ loss, accuracy }: Metrics): string {
  return `loss ${number(loss)}, accuracy ${percent(accuracy)}`;
}

/** A line for an event that stays on the screen; undefined for one that only moves the progress. */
export function lineOf(event: RunEvent): string | undefined {
  switch (event.event) {
    case "started":
      return `run ${event.run}: ${grouped(event.totalSteps)} steps, folder ${event.runDir}`;
    case "phase":
      return `phase ${event.phase}: ${grouped(event.trainableParameters)} weights train${event.input === "features" ? ", on features computed once per sample" : ""}`;
    case "validation":
      return `step ${grouped(event.step)}: validation ${metrics(event)}`;
    case "decision":
      return `step ${grouped(event.step)}: ${event.kind}: ${event.reason}`;
    case "warning":
    case "error":
      return `${event.event}: ${event.message}${event.hint === undefined ? "" : `\n  ${event.hint}`}`;
    case "finished":
      return finishedLines(event);
    case "worker":
      return workerLine(event);
    case "coordinator":
      return `coordinator ${event.pid} at ${event.address}`;
    case "scale":
      return `${grouped(event.replicas)} workers are to train from now on`;
    case "generation":
      return `${grouped(event.worldSize)} workers train from step ${grouped(event.step)} on (generation ${event.generation})`;
    case "checkpoint":
    case "step":
      return undefined;
  }
}

function workerLine(event: RunEvent & { readonly event: "worker" }): string | undefined {
  const { worker, device, state, reason } = event;
  if (state === "ready") return `worker ${worker} ready on ${device}`;
  return state === "lost" ? `worker ${worker} lost: ${reason ?? "no reason is known"}` : undefined;
}

function finishedLines(event: FinishedEvent): string {
  return [
    `done: ${grouped(event.steps)} steps in ${duration(event.seconds)} (${event.compute}, ${event.device})`,
    ...(event.test === null ? [] : [`test ${metrics(event.test)}`]),
    `model   ${event.model}`,
    `weights sha256 ${event.weightsSha256}`,
  ].join("\n");
}
