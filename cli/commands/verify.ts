// elastune verify RUN: whether every sample of every epoch was trained on exactly once, and nothing was changed since.
import { formatProblem } from "../../common/errors.ts";
import { verifyRun, type Verified } from "../library/verify-run.ts";

/** The rest of them is counted: with a wrong seed, say, every round is wrong. */
const SHOWN = 20;

/** @throws UsageError when there is no run. @returns the exit code. */
export async function verifyCommand(runDir: string, flags: { readonly json?: boolean }): Promise<number> {
  const verified = await verifyRun(runDir);
  const { ok, problems, ...rest } = verified;
  const event = { event: "verified", time: new Date().toISOString(), ok, ...rest, problems };
  process.stdout.write(flags.json === true ? `${JSON.stringify(event)}\n` : textOf(runDir, verified));
  return ok ? 0 : 1;
}

function textOf(runDir: string, verified: Verified): string {
  const lines = [
    `${runDir}: ${verified.ok ? "verified" : "NOT verified"}`,
    `  ${countsText(verified)}`,
    ...(verified.finished ? [] : ["  The run is not finished: this is what its newest checkpoint holds."]),
    ...verified.problems.slice(0, SHOWN).map(formatProblem),
    ...(verified.problems.length > SHOWN ? [`  and ${verified.problems.length - SHOWN} more`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function countsText({ epochs, samples, steps, missing, duplicated, reissued, setAside }: Verified): string {
  const trained = `${samples} samples in ${steps} steps, ${epochs} epochs`;
  const once = missing + duplicated === 0 ? "each exactly once an epoch" : `${missing} missing, ${duplicated} twice`;
  const more = [
    ...(reissued === 0 ? [] : [`${reissued} micro-batches computed again after a loss`]),
    ...(setAside === 0 ? [] : [`${setAside} samples set aside as corrupt`]),
  ];
  return [trained, once, ...more].join("; ");
}
