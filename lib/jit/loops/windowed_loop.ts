// The rounds of a loop in memory: all of them, or one window after the other.

import { RoundLoop, type RoundShape } from "../../wasm/round_loop.ts";
import { forEachIndex, type ResultRows } from "../../operations/left_results.ts";
import { copyResults, copyRows, floatsOf, type NumberRows } from "../copy_floats.ts";
import { DividedRows } from "./divided_rows.ts";
import { areSeveral, type RoundWindow, windowOf, type Windows } from "./windows.ts";

/** Where a part of the rows comes from. */
export interface RowSource {
  /** Constants are in memory, operands are given with each run, a column has the states of another loop. */
  readonly kind: "constant" | "operands" | "column";
  readonly width: number;
  /** The index of its first number in a row. */
  readonly offset: number;
  /** The loop that has kept the states of a column. */
  readonly runner?: RowsRunner;
  /** The row of that loop that the first one of this reads. */
  readonly first?: number;
}

/** A loop whose states can be rows of another. */
export interface RowsRunner {
  readonly rounds: WindowedLoop;
  /** How often its rounds have run. */
  readonly version: number;
}

/** The rounds of a loop, with the rows that they read and what is kept of them. */
export class WindowedLoop {
  readonly loop: RoundLoop;
  /** Which rounds are in the memory of the loop at a time. */
  readonly windows: Windows;
  /** What is not in the memory of the loop, where this holds one window. */
  private readonly divided: DividedRows | undefined;
  /** Where rows come from. */
  sources: readonly RowSource[] = [];
  /** The number of the first round. */
  private first = 0;
  /** The first round of the window that runs. */
  private begin = 0;

  constructor(shape: RoundShape, windows: Windows) {
    this.loop = new RoundLoop(shape, Math.min(windows.rows, windows.width));
    this.windows = windows;
    this.divided = areSeveral(windows) ? new DividedRows(shape, windows) : undefined;
  }

  /** Says where rows come from, and the number of the first round. */
  prepare(sources: readonly RowSource[], first: number): void {
    this.sources = sources;
    this.first = first;
  }

  /** Leaves out the rows that are states of other loops. */
  leaveOutColumns(): void {
    this.sources = this.sources.filter(({ kind }) => kind !== "column");
  }

  /** Runs all rounds; returns whether none went a new way. */
  run(): boolean {
    return this.go(0) === this.windows.rows;
  }

  /** Returns a number that was kept. */
  keptAt(index: number): number {
    const { loop, divided } = this;
    if (divided === undefined) return loop.view[loop.keptAddress + index];
    const { keptWidth, shape: { results } } = loop;
    const [row, at] = [Math.floor(index / keptWidth), index % keptWidth];
    const states = keptWidth - results;
    if (at >= states) return divided.results[row * results + at - states];
    const { start } = this.entered(row);
    return loop.view[loop.keptAddress + (row - start) * keptWidth + at];
  }

  /** Copies numbers that were kept. */
  copyKept(rows: ResultRows, into: Float64Array, to: number): void {
    const { loop, divided, shape: { keepsStates } } = this;
    if (divided === undefined) return copyResults(loop.view, loop.keptAddress, rows, into, to);
    if (!keepsStates) return copyResults(divided.results, 0, rows, into, to);
    forEachIndex(rows, (index, i) => into[to + i] = this.keptAt(index));
  }

  /** Returns where the constants of a source are written. */
  constantsOf(source: RowSource): NumberRows<Float64Array> {
    const { divided } = this;
    if (divided === undefined) return this.rowsOf(source);
    const { offset, width } = source;
    return { numbers: divided.constantsAt(offset, width), start: 0, stride: width };
  }

  /** Fills the rows: from operands, the first of which has an index, and from other loops. */
  fillRows(operands: ArrayLike<number>, index: number): number {
    const { divided, sources, windows } = this;
    if (divided === undefined) return this.fillWindow(0, windows.rows, operands, index);
    const widths = sources.map(({ kind, width }) => kind === "operands" ? width : 0);
    const end = index + windows.rows * widths.reduce((total, width) => total + width, 0);
    divided.operands = floatsOf(operands, index, end);
    divided.current = undefined;
    return end;
  }

  /** Runs rounds from one on, and returns the first that goes a new way, or the number of all. */
  go(from: number): number {
    const { loop, divided, first, windows: { rows }, shape: { direction } } = this;
    if (divided === undefined) return loop.go(from, first + direction * from);
    let round = from;
    while (round < rows) {
      const own = windowOf(this.windows, direction === 1 ? round : rows - 1 - round);
      const count = own.end - own.start;
      const begin = direction === 1 ? own.start : rows - own.end;
      if (round === begin) {
        divided.keepState(own, loop.view.subarray(loop.stateAddress));
        this.enter(own);
      }
      this.begin = begin;
      const done = loop.go(round - begin, first + direction * round, count);
      divided.takeResults(own, this.kept);
      round = begin + done;
      if (done < count) return round;
    }
    return rows;
  }

  /** The round that was running when a function threw. */
  get failedAt(): number {
    return this.begin + this.loop.failedAt;
  }

  private get shape(): RoundShape {
    return this.loop.shape;
  }

  /** Makes sure that the states of a row's window are in memory, and returns the window. */
  private entered(row: number): RoundWindow {
    const { loop, first, divided, windows, shape: { state } } = this;
    const own = windowOf(windows, row);
    if (divided!.current?.index === own.index) return own;
    this.enter(own);
    const { index, start, end } = own;
    loop.view.set(divided!.states.subarray(index * state, (index + 1) * state), loop.stateAddress);
    loop.go(0, first + start, end - start);
    return own;
  }

  /** Fills the rows of a window. */
  private enter(own: RoundWindow): void {
    const { sources, divided } = this;
    const { start, end } = own;
    divided!.current = own;
    this.fillWindow(start, end, divided!.operands, 0);
    for (const source of sources) {
      if (source.kind !== "constant" || source.width === 0) continue;
      const constants = rowsFrom(this.constantsOf(source), start);
      copyRows(constants, this.rowsOf(source), source.width, end - start);
    }
  }

  /** Fills rows that are no constants, and returns the index after all operands. */
  private fillWindow(
    start: number,
    end: number,
    operands: ArrayLike<number>,
    index: number,
  ): number {
    const { sources, windows: { rows } } = this;
    const count = end - start;
    let next = index;
    for (const source of sources) {
      const { kind, width, runner, first } = source;
      const into = this.rowsOf(source);
      if (kind === "column") runner!.rounds.copyStates(into, first! + start, count);
      if (kind !== "operands") continue;
      const given = { numbers: operands, start: next + start * width, stride: width };
      copyRows(given, into, width, count);
      next += rows * width;
    }
    return next;
  }

  /** Copies states that were kept, from a row on, into the rows of another loop. */
  private copyStates(into: NumberRows<Float64Array>, first: number, count: number): void {
    const { divided, windows, shape: { state } } = this;
    for (let done = 0; done < count;) {
      const { start, end } = divided === undefined
        ? { start: 0, end: windows.rows }
        : this.entered(first + done);
      const until = Math.min(count, end - first);
      const kept = rowsFrom(this.kept, first + done - start);
      copyRows(kept, rowsFrom(into, done), state, until - done);
      done = until;
    }
  }

  /** What is kept of the rounds in memory: states, where there are any, and results. */
  private get kept(): NumberRows<Float64Array> {
    const { loop: { view, keptAddress, keptWidth } } = this;
    return { numbers: view, start: keptAddress, stride: keptWidth };
  }

  /** Returns the part of the rows in memory that comes from a source. */
  private rowsOf({ offset }: RowSource): NumberRows<Float64Array> {
    const { loop: { view, rowsAddress, shape: { row } } } = this;
    return { numbers: view, start: rowsAddress + offset, stride: row };
  }
}

/** Returns rows from one on. */
function rowsFrom(
  { numbers, start, stride }: NumberRows<Float64Array>,
  row: number,
): NumberRows<Float64Array> {
  return { numbers, start: start + row * stride, stride };
}
