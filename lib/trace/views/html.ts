// Tables as HTML, for notebooks: they take their colours from the page around them.

import type { WengertTable } from "./table.ts";

/** Text as HTML has it. */
export function escapedHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const NUMBER = ' style="text-align:right;font-variant-numeric:tabular-nums"';
const TEXT = ' style="text-align:left"';

/** A table as HTML: the first `texts` columns hold text, the others numbers. */
export function htmlOf({ heading, rows }: WengertTable, texts = 2): string {
  const cell = (tag: "th" | "td") => (content: string, j: number) =>
    `<${tag}${j < texts ? TEXT : NUMBER}>${escapedHtml(content)}</${tag}>`;
  const lines = rows.map((row) =>
    typeof row === "string"
      ? `<tr><td></td><td colspan="${heading.length - 1}"${TEXT}>${escapedHtml(row)}</td></tr>`
      : `<tr>${row.map(cell("td")).join("")}</tr>`
  );
  return [
    "<table>",
    `<thead><tr>${heading.map(cell("th")).join("")}</tr></thead>`,
    "<tbody>",
    ...lines,
    "</tbody>",
    "</table>",
  ].join("\n");
}
