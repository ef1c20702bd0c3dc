// A browser for the tests of pages, from the system's packages where we may install one. Without it those tests say what to install.
import { capture, mustRun } from "./child.mjs";
import { say, withProgress } from "./progress.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Installs Debian's chromium when there is no browser, we are root and there is apt-get; else leaves it to the tests. */
export async function installBrowser() {
  if (process.env.ELASTUNE_CHROMIUM || (await anyRuns(NAMES))) return;
  if (process.getuid?.() !== 0 || !(await anyRuns(["apt-get"]))) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    await withProgress("chromium for the tests of pages: install", async () => {
      await mustRun("apt-get", ["update", "-qq"], { env });
      await mustRun("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env });
    });
  } catch (error) {
    say(`chromium could not be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function anyRuns(names) {
  for (const name of names) if ((await capture("sh", ["-c", `command -v ${name}`])).code === 0) return true;
  return false;
}
