// What each round of a loop gets besides the state: a row of numbers, from one source or several.

import type { Scalar } from "../../values/scalar.ts";
import { apart } from "./leaves.ts";
import type { LoopRunner } from "./runner.ts";
import type { RowSource, WindowedLoop } from "./windowed_loop.ts";

/** A part of the rows of a loop. */
export interface RowPart {
  /** The number of leaves in each row. */
  readonly width: number;
  /** Returns the leaves of a row. */
  readonly leaves: (i: number) => readonly Scalar[];
  /** Returns what a step gets, from the leaves of a row. */
  readonly build: (leaves: readonly Scalar[], i: number) => readonly Scalar[];
  /** The rounds that have kept these leaves, where these are states. */
  readonly column?: Column;
}

/** The states that rounds have kept. */
export interface Column {
  readonly runner: LoopRunner;
  /** The result of the operation that runs the rounds. */
  readonly called: Scalar;
  /** The first of these rounds. */
  readonly from: number;
}

/** Returns scalars as a part of rows; `undefined` where they are not made alike in all rounds. */
export function scalarRows(
  row: (i: number) => readonly Scalar[],
  from: number,
  to: number,
): RowPart | undefined {
  const template = row(from);
  const isShared = sharedIn(template, row, from, to);
  const own = (i: number) =>
    isShared === undefined ? row(i) : row(i).filter((_, k) => !isShared[k]);
  const first = apart(own(from));
  if (first === undefined) return undefined;
  const width = first.leaves.length;
  const whole = (scalars: readonly Scalar[]): readonly Scalar[] => {
    if (isShared === undefined) return scalars;
    let next = 0;
    return template.map((x, k) => isShared[k] ? x : scalars[next++]);
  };
  if (width === 0) return { width, leaves: () => NOTHING, build: () => whole(NOTHING) };
  const all: (readonly Scalar[])[] = [first.leaves];
  for (let i = from + 1; i < to; i++) {
    const scalars = own(i);
    if (scalars.every((x) => typeof x === "number") && first.make === numbersOf(scalars.length)) {
      all.push(scalars);
      continue;
    }
    const taken = apart(scalars);
    if (taken?.make !== first.make) return undefined;
    all.push(taken.leaves);
  }
  return {
    width,
    leaves: (i) => all[i - from],
    build: (leaves, i) => leaves === all[i - from] ? row(i) : whole(first.together(leaves)),
  };
}

/** Returns which boxes are the same in all rows, if any are: these stay what they are. */
function sharedIn(
  template: readonly Scalar[],
  row: (i: number) => readonly Scalar[],
  from: number,
  to: number,
): boolean[] | undefined {
  const isShared = template.map((x) => typeof x !== "number");
  for (let i = from + 1; i < to && isShared.includes(true); i++) {
    row(i).forEach((x, k) => isShared[k] &&= x === template[k]);
  }
  return isShared.includes(true) ? isShared : undefined;
}

const NOTHING: readonly Scalar[] = [];
const made: string[] = [];

function numbersOf(count: number): string {
  return made[count] ??= new Array(count).fill("number").join(" ");
}

/** Returns what a step gets of all parts, from the leaves of a row, or from those that it has. */
export function builtRow(
  parts: readonly RowPart[],
  i: number,
  leaves?: readonly Scalar[],
): Scalar[] {
  let next = 0;
  return parts.flatMap((part) =>
    part.build(
      leaves === undefined ? part.leaves(i) : leaves.slice(next, next += part.width),
      i,
    )
  );
}

/** Returns where the numbers of rows come from, from one round to before another. */
export function sourcesOf(parts: readonly RowPart[], from: number, to: number): RowSource[] {
  let offset = 0;
  return parts.map((part) => {
    const { width, column } = part;
    const source = column !== undefined && width > 0
      ? { kind: "column" as const, runner: column.runner, first: from - column.from }
      : { kind: isConstant(part, from, to) ? "constant" as const : "operands" as const };
    offset += width;
    return { width, offset: offset - width, ...source };
  });
}

function isConstant(part: RowPart, from: number, to: number): boolean {
  if (part.width === 0) return true;
  for (let i = from; i < to; i++) {
    if (part.leaves(i).some((leaf) => typeof leaf !== "number")) return false;
  }
  return true;
}

/** Returns the leaves of rows that are operands of the loop. */
export function operandsOfRows(
  parts: readonly RowPart[],
  sources: readonly RowSource[],
  from: number,
  to: number,
): Scalar[] {
  const operands: Scalar[] = [];
  parts.forEach(({ leaves }, k) => {
    if (sources[k].kind !== "operands") return;
    for (let i = from; i < to; i++) for (const leaf of leaves(i)) operands.push(leaf);
  });
  return operands;
}

/** Returns the numbers of one row. */
export function rowNumbers(
  parts: readonly RowPart[],
  i: number,
  numberOf: (leaf: Scalar) => number,
): number[] {
  return parts.flatMap(({ column, leaves, width }) => {
    if (column === undefined) return leaves(i).map(numberOf);
    const { runner, from } = column;
    const start = (i - from) * runner.loop.keptWidth;
    return Array.from({ length: width }, (_, j) => runner.rounds.keptAt(start + j));
  });
}

/** Writes the rows that are constants to where a loop has them whose first row has a number. */
export function presetRows(
  rounds: WindowedLoop,
  parts: readonly RowPart[],
  sources: readonly RowSource[],
  from: number,
): void {
  sources.forEach((source, k) => {
    if (source.kind !== "constant" || source.width === 0) return;
    const { leaves, width } = parts[k];
    const { numbers, start, stride } = rounds.constantsOf(source);
    for (let i = 0; i < rounds.windows.rows; i++) {
      const own = leaves(from + i) as number[];
      for (let j = 0; j < width; j++) numbers[start + i * stride + j] = own[j];
    }
  });
}
