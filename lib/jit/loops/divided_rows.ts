// What a loop has of all its rounds while its memory holds those of one window: the states in which windows begin, results,
// and the rows from which windows are filled.

import type { RoundShape } from "../../wasm/round_loop.ts";
import { copyRows, type NumberRows } from "../copy_floats.ts";
import { countOfWindows, type RoundWindow, type Windows } from "./windows.ts";

/** The numbers of all rounds of a loop. */
export class DividedRows {
  /** The state in which each window begins. */
  readonly states: Float64Array;
  /** The results of all rounds. */
  readonly results: Float64Array;
  /** The rows that are operands, of one source after the other. */
  operands: Float64Array = new Float64Array(0);
  /** The window that is in memory. */
  current: RoundWindow | undefined;
  /** The rows that are constants, by where in a row they begin. */
  private readonly constants = new Map<number, Float64Array>();
  private readonly shape: RoundShape;
  private readonly windows: Windows;

  constructor(shape: RoundShape, windows: Windows) {
    this.shape = shape;
    this.windows = windows;
    const count = shape.keepsStates ? countOfWindows(windows) : 0;
    this.states = new Float64Array(count * shape.state);
    this.results = new Float64Array(windows.rows * shape.results);
  }

  /** Returns the constants that begin somewhere in the rows, of so many numbers a row. */
  constantsAt(offset: number, width: number): Float64Array {
    let constants = this.constants.get(offset);
    if (constants === undefined) {
      constants = new Float64Array(this.windows.rows * width);
      this.constants.set(offset, constants);
    }
    return constants;
  }

  /** Keeps the state in which a window begins. */
  keepState({ index }: RoundWindow, state: Float64Array): void {
    const { shape: { state: count, keepsStates }, states } = this;
    if (keepsStates) states.set(state.subarray(0, count), index * count);
  }

  /** Takes the results of a window out of what is kept in the memory of the loop, where they are last. */
  takeResults({ start, end }: RoundWindow, { numbers, start: at, stride }: NumberRows): void {
    const { results, shape: { results: width } } = this;
    const kept = { numbers, start: at + stride - width, stride };
    copyRows(kept, { numbers: results, start: start * width, stride: width }, width, end - start);
  }
}
