// elastune setup and elastune doctor: the set-up scripts, which are plain JavaScript because they run before anything is compiled.
const scripts = new URL("../../../scripts/lib/", import.meta.url);

interface SetupItem {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly toDo?: string;
}

interface SetupReport {
  readonly ok: boolean;
  readonly device: "cpu" | "gpu";
  readonly gpu: string | null;
  readonly cores: number;
  readonly cacheDir: string;
  readonly tensorflow: string | null;
  readonly items: readonly SetupItem[];
}

/** @returns the exit code: 1 when something is missing. */
export async function doctorCommand(flags: { readonly json?: boolean }): Promise<number> {
  const { inspectSetup } = (await import(new URL("inspect-setup.mjs", scripts).href)) as {
    inspectSetup: () => Promise<SetupReport>;
  };
  const report = await inspectSetup();
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ event: "doctor", time: new Date().toISOString(), ...report })}\n`
      : doctorLines(report),
  );
  return report.ok ? 0 : 1;
}

/** @returns the exit code. */
export async function setupCommand(): Promise<number> {
  const { runSetup } = (await import(new URL("run-setup.mjs", scripts).href)) as { runSetup: () => Promise<void> };
  await runSetup();
  return 0;
}

function doctorLines(report: SetupReport): string {
  const width = Math.max(...report.items.map(({ name }) => name.length));
  const items = report.items.map(
    ({ name, ok, found, toDo }) =>
      `${ok ? "ok     " : "MISSING"}  ${name.padEnd(width)}  ${found}${toDo === undefined ? "" : `\n         ${" ".repeat(width)}  -> ${toDo}`}`,
  );
  const device = report.device === "gpu" ? `GPU ${report.gpu ?? ""}` : "CPU";
  const summary = [
    `device   ${device}, ${report.cores} cores`,
    `cache    ${report.cacheDir}`,
    report.ok ? "Everything is in place." : "Something is missing: see above.",
  ];
  return `${[...items, ...summary].join("\n")}\n`;
}
