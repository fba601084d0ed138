// The results as Markdown. It only arranges what it is given, so that made-up numbers do for testing it.

import type { Footprint } from "./memory.ts";
import type { Timing } from "./timer.ts";

/** How a candidate did, or why it could not. */
export type Outcome = Timing | { readonly name: string; readonly reason: string };

/** A line of a table: one group. */
export interface Row {
  readonly name: string;
  /** The baseline first. */
  readonly outcomes: readonly Outcome[];
}

/** What a table's cells say besides the ratio. */
export interface TableOptions {
  readonly errors?: boolean;
  /** Whether the others' times are said as well. */
  readonly times?: boolean;
  /** How many operations a row has: what one costs is said as well. */
  readonly operations?: readonly number[];
}

/** The time of the baseline, and the others as multiples of it. */
export function ratioTable(rows: readonly Row[], options: TableOptions = {}): string {
  const names = columnsOf(rows);
  const notes = notesOf(rows);
  const cell = (outcome: Outcome | undefined, row: number, column: number) => {
    if (outcome === undefined) return "";
    if ("reason" in outcome) return `– [${notes.indexOf(outcome.reason) + 1}]`;
    const { milliseconds, ratio, error } = outcome;
    const said = [column === 0 ? time(milliseconds) : multiple(ratio)];
    if (options.times && column > 0) said.push(time(milliseconds));
    if (options.errors && error !== undefined) said.push(`error ${scientific(error)}`);
    if (options.operations) said.push(time(milliseconds / options.operations[row]));
    return said.join(" · ");
  };
  const body = rows.map(({ name, outcomes }, row) => [
    name,
    ...names.map((name, column) => cell(outcomes.find((o) => o.name === name), row, column)),
  ]);
  const legend = notes.map((reason, i) => `[${i + 1}] ${reason}`).join("; ");
  return table(["", ...names], body) + (notes.length > 0 ? `\n– cannot: ${legend}.\n` : "");
}

/** The largest errors. */
export function errorTable(rows: readonly Row[]): string {
  const isChecked = (o: Outcome) => "error" in o && o.error !== undefined;
  const names = columnsOf(rows).filter((name) =>
    rows.some(({ outcomes }) => outcomes.some((o) => o.name === name && isChecked(o)))
  );
  const body = rows.map(({ name, outcomes }) => [
    name,
    ...names.map((name) => {
      const outcome = outcomes.find((o) => o.name === name);
      return outcome !== undefined && "error" in outcome ? scientific(outcome.error!) : "";
    }),
  ]);
  return table(["", ...names], body);
}

/** A program's footprint against that of the same on plain numbers. */
export interface MemoryRow {
  readonly name: string;
  readonly operations: number;
  readonly plain: Footprint | string;
  readonly others: Readonly<Record<string, Footprint | string>>;
}

/** The memory that is taken beyond the plain program's, in all and an operation. */
export function memoryTable(rows: readonly MemoryRow[]): string {
  const names = [...new Set(rows.flatMap(({ others }) => Object.keys(others)))];
  const body = rows.map(({ name, operations, plain, others }) => [
    name,
    ...names.map((name) => {
      const other = others[name];
      if (other === undefined) return "";
      if (typeof other === "string" || typeof plain === "string") return `– ${other}`;
      const bytes = Math.max(0, other.bytes - plain.bytes);
      const each = Math.round(bytes / operations);
      return `${Math.round(bytes / 2 ** 20)} MiB · ${each} bytes an operation · ${
        time(1000 * other.seconds)
      }`;
    }),
  ]);
  return table(["", ...names], body);
}

/** The name of the first row from which on `later` stays faster than `sooner`, if there is one. */
export function crossover(rows: readonly Row[], sooner: string, later: string): string | undefined {
  const at = (row: Row, name: string) => {
    const outcome = row.outcomes.find((o) => o.name === name);
    return outcome !== undefined && "ratio" in outcome ? outcome.ratio : NaN;
  };
  const last = rows.findLastIndex((row) => !(at(row, later) < at(row, sooner)));
  return rows[last + 1]?.name;
}

/** The columns in the order of the row that has most of them. */
function columnsOf(rows: readonly Row[]): string[] {
  const longest = rows.toSorted((a, b) => b.outcomes.length - a.outcomes.length)[0];
  return [...new Set([longest, ...rows].flatMap(({ outcomes }) => outcomes.map((o) => o.name)))];
}

function notesOf(rows: readonly Row[]): string[] {
  const outcomes = rows.flatMap((row) => row.outcomes);
  return [...new Set(outcomes.flatMap((o) => "reason" in o ? [o.reason] : []))];
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_, i) => i === 0 ? "---" : "--:"), ...body];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** Two digits, or all before the point. */
export function multiple(ratio: number): string {
  if (ratio >= 9.95) return Math.round(ratio).toLocaleString("en");
  return ratio >= 0.995 ? ratio.toFixed(1) : ratio.toFixed(2);
}

/** A time with its unit. */
export function time(milliseconds: number): string {
  const [factor, unit] = milliseconds >= 1000
    ? [1e-3, "s"]
    : milliseconds >= 1
    ? [1, "ms"]
    : milliseconds >= 1e-3
    ? [1e3, "µs"]
    : [1e6, "ns"];
  const shown = milliseconds * factor;
  return `${shown >= 99.5 ? Math.round(shown) : shown.toPrecision(2)} ${unit}`;
}

/** An error to one digit. */
function scientific(error: number): string {
  return error === 0 ? "0" : error.toExponential(0);
}
