// Tables of the numbers of a tree, each with its path.

import { describe } from "../../values/describe.ts";
import { pathsOf } from "../../trees/matching.ts";
import { leavesOf, type Tree } from "../../trees/tree.ts";
import { htmlOf } from "./html.ts";
import { widest } from "./table.ts";
import { short } from "./step_text.ts";

/** Returns the numbers of a tree with their paths, as text. */
export function valuesText(values: Tree, name: string): string {
  const rows = rowsOf(values, name);
  const width = widest(rows.map(([path]) => path));
  return rows.map(([path, number]) => `${path.padEnd(width)}  ${number}`).join("\n");
}

/** Returns the numbers of a tree with their paths, as a table in HTML. */
export function valuesHtml(values: Tree, name: string): string {
  return htmlOf({ heading: ["path", "value"], rows: rowsOf(values, name) }, 1);
}

function rowsOf(values: Tree, name: string): [path: string, number: string][] {
  const paths = pathsOf(values, name);
  const place = {
    refusal: "Cannot tabulate this",
    root: name,
    remedy: "it takes trees of numbers",
  };
  return leavesOf(values, place).map((leaf, i) => [
    paths[i],
    typeof leaf === "number" ? short(leaf) : describe(leaf),
  ]);
}
