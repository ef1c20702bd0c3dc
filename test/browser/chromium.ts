// A real browser: Debian's chromium, driven by playwright-core, which downloads none of its own.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** Nothing but what is tested may use the network or the person's own profile. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface View {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: "light" | "dark";
}

/** Path of the browser. Without one the test is skipped, and with CI=true it fails. */
export function browserOrSkip(t: TestContext): string | undefined {
  const found = [process.env["ELASTUNE_CHROMIUM"] ?? "", ...PLACES].find((place) => place !== "" && existsSync(place));
  if (found !== undefined) return found;
  const message = "no chromium here: install it (Debian: apt-get install -y chromium) or name one by ELASTUNE_CHROMIUM";
  if (process.env["CI"] === "true") throw new Error(message);
  t.skip(message);
  return undefined;
}

/** Opens browsers of one profile after the other; each goes with the test that opened it. */
export async function openBrowser(t: TestContext, executablePath: string, view: View): Promise<BrowserContext> {
  const profile = await mkdtemp(path.join(tmpdir(), "elastune-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: FLAGS,
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
    deviceScaleFactor: view.width < 600 ? 2 : 1,
  });
  t.after(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });
  return context;
}

/** What a page asked of the network, and what its console complained of, from now on. */
export function watch(page: Page): { readonly requests: readonly string[]; readonly complaints: readonly string[] } {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { requests, complaints };
}
