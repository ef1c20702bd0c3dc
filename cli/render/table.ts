// Tables of text for a terminal or a pipe: columns as wide as their widest cell, without colour.

export interface Column {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly align?: "left" | "right";
}

const GAP = "  ";

/** The lines of the table, head first. Names out of files can't steer the terminal: control characters are replaced. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [columns.map(({ title }) => title), ...rows].map((row) => row.map(printable));
  const widths = columns.map((_, index) => Math.max(0, ...cells.map((row) => length(row[index] ?? ""))));
  return cells.map((row) =>
    columns
      .map(({ align }, index) => padded(row[index] ?? "", widths[index] ?? 0, align ?? "left"))
      .join(GAP)
      .trimEnd(),
  );
}

/** A file's or layer's name as it may be printed. */
export function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

function padded(text: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, width - length(text)));
  return align === "left" ? text + space : space + text;
}

/** In code points: near enough to what a terminal shows. */
function length(text: string): number {
  return Array.from(text).length;
}

const BARS = "▁▂▃▄▅▆▇█";

/** One character for each value, on a scale from `low` to `high`; at most `most`, the last of each stretch. */
export function sparkline(values: readonly number[], low: number, high: number, most = 40): string {
  const size = Math.max(1, Math.ceil(values.length / most));
  const kept = values.filter((_, index) => (index + 1) % size === 0 || index === values.length - 1);
  const bar = (value: number): string => {
    const share = high > low ? (value - low) / (high - low) : 0.5;
    return BARS[Math.min(BARS.length - 1, Math.max(0, Math.floor(share * BARS.length)))] ?? " ";
  };
  return kept.map(bar).join("");
}
