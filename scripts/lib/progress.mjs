// Progress of whatever takes over two seconds: a bar on a terminal, a plain line every few seconds elsewhere.
// Always on stderr: stdout belongs to what a command prints for machines.
const FIRST_LINE_MS = 2000;
const LINE_EVERY_MS = 5000;
const WORTH_A_LINE_MS = 500;
const REDRAW_MS = 200;
const BAR_WIDTH = 24;

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs `work` and shows how far it is.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {{ measure?: () => Promise<number>, total?: number, unit?: "bytes" | "packages" | "files" }} [options]
 *   measure: how much is done now, of `total`; left out, only the time is shown.
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, options = {}) {
  const started = Date.now();
  const show = process.stderr.isTTY ? drawBar : printLine;
  const stop = repeat(
    show === drawBar ? REDRAW_MS : LINE_EVERY_MS,
    show === drawBar ? REDRAW_MS : FIRST_LINE_MS,
    async () => {
      const done = await options.measure?.().catch(() => undefined);
      return () => show(label, Date.now() - started, done, options);
    },
  );
  try {
    const result = await work();
    stop();
    const elapsedMs = Date.now() - started;
    finishLine(elapsedMs < WORTH_A_LINE_MS ? "" : `${label}: done in ${seconds(elapsedMs)}`);
    return result;
  } catch (error) {
    stop();
    finishLine(`${label}: failed after ${seconds(Date.now() - started)}`);
    throw error;
  }
}

/** Calls `look` again and again until stopped; what a late `look` found is not shown any more. */
function repeat(everyMs, firstMs, look) {
  let stopped = false;
  let timer = setTimeout(tick, firstMs);
  async function tick() {
    const show = await look();
    if (stopped) return;
    show();
    timer = setTimeout(tick, everyMs);
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

function drawBar(label, elapsedMs, done, options) {
  const bar = done === undefined || options.total === undefined ? "" : `[${filled(done / options.total)}] `;
  process.stderr.write(`\r\x1b[K${label}: ${bar}${amount(done, options)}${seconds(elapsedMs)}`);
}

function printLine(label, elapsedMs, done, options) {
  say(`${label}: ${amount(done, options)}${seconds(elapsedMs)}`);
}

function finishLine(text) {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  if (text !== "") say(text);
}

function filled(share) {
  const full = Math.round(Math.min(1, share) * BAR_WIDTH);
  return "#".repeat(full) + ".".repeat(BAR_WIDTH - full);
}

function amount(done, { total, unit = "bytes" }) {
  if (done === undefined) return "";
  const format = unit === "bytes" ? (count) => (count / 1e6).toFixed(0) : String;
  const name = unit === "bytes" ? "MB" : unit;
  if (total === undefined) return `${format(done)} ${name}, `;
  const capped = Math.min(done, total);
  return `${Math.floor((100 * capped) / total)} % (${format(capped)} of ${format(total)} ${name}), `;
}

/** "7.2 s" */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
