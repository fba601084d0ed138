// Tables as HTML, for notebooks. They have no colours of their own, so that they fit light and dark pages.

import type { WengertTable } from "./table.ts";

/** Returns text with the characters escaped that are syntax in HTML. */
export function escapedHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const NUMBER = ' style="text-align:right;font-variant-numeric:tabular-nums"';
const TEXT = ' style="text-align:left"';

/** Returns a table as HTML, of which the first `texts` columns hold text and the others numbers. */
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
