// A CSV file of numbers whose classes can be told apart: what a job of vectors trains on.

/** Columns a to e, another and the class; each row near its class's own place, the same rows each time. */
export function numberTable(rows: number, names: readonly string[] = ["low", "high", "mid"]): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const kind = row % names.length;
    const numbers = Array.from({ length: 5 }, (_, column) => {
      const place = Math.sin(1 + kind * 5 + column) * 2;
      return (place + Math.sin(row * 12.9898 + column * 78.233) * 0.6).toFixed(4);
    });
    return `${numbers.slice(0, 2).join()},${row},${numbers.slice(2).join()},${names[kind] ?? ""}`;
  });
  return ["a,b,row number,c,d,e,kind", ...lines, ""].join("\n");
}

export const NUMBERS = ["a", "b", "c", "d", "e"];
