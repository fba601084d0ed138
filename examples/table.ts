// Reports as text: tables with aligned columns.

/** Columns as wide as their widest cell: the first and any of words to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, j) =>
    Math.max(title.length, ...rows.map((row) => row[j].length))
  );
  const isText = head.map((_, j) => rows.some((row) => /^[^\d−-]/.test(row[j])));
  const line = (cells: readonly string[]) =>
    "  " + cells.map((cell, j) => isText[j] ? cell.padEnd(widths[j]) : cell.padStart(widths[j]))
      .join("   ").trimEnd();
  return [line(head), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n");
}
