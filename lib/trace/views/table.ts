// The Wengert table: a row for each step, in aligned columns, numbers at their decimal points.

import { type Part, partsOf, startOf } from "./folds.ts";
import type { Program } from "./program.ts";
import { expressionOf, questionOf, short, writtenNameOf } from "./step_text.ts";

/** A row: the step, its expression, and its numbers; or one line across all columns. */
export type WengertRow = readonly string[] | string;

/** The heading of a table, and its rows. */
export interface WengertTable {
  readonly heading: readonly string[];
  readonly rows: readonly WengertRow[];
}

/** Returns the table of a program, if possible with no more than `most` rows for steps. */
export function tableOf(program: Program, most: number): WengertTable {
  const { questions, outputs, hasTangents, hasAdjoints } = program;
  const rows: WengertRow[] = [];
  let asked = 0;
  const ask = (before: number) => {
    while (asked < questions.length && questions[asked].after <= before) {
      rows.push(questionOf(questions[asked++]));
    }
  };
  for (const part of partsOf(program, most)) {
    ask(startOf(part));
    rows.push(rowOf(program, part));
    // Questions inside a fold are left out.
    if (typeof part !== "number") asked = questions.findLastIndex((q) => q.after < part.to) + 1;
  }
  ask(Infinity);
  for (const { path, operand } of outputs.slice(0, most)) {
    rows.push(`${path} = ${writtenNameOf(operand)}`);
  }
  if (outputs.length > most) rows.push(`… ${outputs.length - most} more numbers of the result`);
  return {
    heading: [
      "step",
      "expression",
      "primal",
      ...hasTangents ? ["tangent"] : [],
      ...hasAdjoints ? ["adjoint"] : [],
    ],
    rows,
  };
}

function rowOf({ steps, hasTangents, hasAdjoints }: Program, part: Part): WengertRow {
  if (typeof part !== "number") return `… ${part.description}`;
  const step = steps[part];
  const { name, primal, tangent, adjoint } = step;
  const number = (x: number | undefined) => x === undefined ? "" : short(x);
  return [
    name,
    expressionOf(step),
    short(primal),
    ...hasTangents ? [number(tangent)] : [],
    ...hasAdjoints ? [number(adjoint)] : [],
  ];
}

/** Returns a table as text. */
export function textOf({ heading, rows }: WengertTable): string {
  const cells = rows.filter((row) => typeof row !== "string");
  const columns = heading.map((title, j) => {
    const column = cells.map((row) => row[j]);
    const shown = j < 2 ? column : alignedAtPoints(column);
    const width = widest([title, ...shown]);
    return { title: title.padEnd(width), cells: shown.map((cell) => cell.padEnd(width)) };
  });
  const line = (parts: readonly string[]) => parts.join("  ").trimEnd();
  const indent = " ".repeat(columns[0].title.length + 2);
  let next = 0;
  const lines = rows.map((row) => {
    if (typeof row === "string") return indent + row;
    const at = next++;
    return line(columns.map(({ cells }) => cells[at]));
  });
  return [line(columns.map(({ title }) => title)), ...lines].join("\n");
}

function alignedAtPoints(numbers: readonly string[]): string[] {
  const places = numbers.map((text) => /^-?\d*/.exec(text)![0].length);
  const most = places.reduce((a, b) => Math.max(a, b), 0);
  return numbers.map((text, i) => text === "" ? "" : " ".repeat(most - places[i]) + text);
}

/** Returns the length of the longest text. `Math.max(...)` would throw for very many. */
export function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}
