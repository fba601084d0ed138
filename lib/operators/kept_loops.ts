// Loops of lifted code while a trace runs that keeps loops. Rounds are functions that assign the variables of the loop; a step
// sets these, runs a round, takes what they have become, and leaves them as they were.

import { add } from "../elementary/arithmetic.ts";
import { ne } from "../elementary/comparison.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { isFloatArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import { isKnownFunction } from "./known_functions.ts";
import { makeOf } from "./loop_leaves.ts";
import { type LoopRows, loopRows } from "./loop_rows.ts";

/** Returns whether a trace is running that keeps loops, and a list is one, if it is one that the loop runs over. */
export function keepsLoops(list: unknown = NO_LIST): boolean {
  return currentInterpreter()?.keepLoop !== undefined &&
    (Array.isArray(list) || isFloatArray(list));
}

const NO_LIST: readonly never[] = [];

/** Returns whether functions are known to do nothing but compute. */
export function areKnown(functions: () => readonly unknown[]): boolean {
  try {
    return functions().every((f) => typeof f !== "function" || isKnownFunction(f));
  } catch {
    // One of them is not there yet: whoever calls it says so.
    return false;
  }
}

/** Fewest rounds that are kept where they ask about their numbers. */
const FEWEST_ASKING = 8;
/** Fewest rounds that are kept where they do not: a shorter loop runs faster as it is found again in what was traced. */
const FEWEST = 1000;
/** Rounds of the first part of a loop whose end depends on numbers; the next one has twice as many. */
const FIRST = 16;

/**
 * Runs a loop whose rows are known before it runs.
 *
 * @param get returns the variables of the loop, @param set sets them
 * @param enumerate calls a function with the row of each round
 * @param round runs a round, which assigns the variables, and returns whether it has left the loop
 */
export function keptRounds(
  site: string,
  isAsking: boolean,
  hasBreak: boolean,
  get: () => unknown[],
  set: (values: readonly unknown[]) => void,
  enumerate: (put: (...row: unknown[]) => unknown) => void,
  round: (...row: never[]) => unknown,
): void {
  const own = round as (...row: unknown[]) => unknown;
  const rows: (readonly unknown[])[] = [];
  let count = 0;
  // Rounds that read nothing by their number are counted only.
  if (round.length === 0) enumerate(() => void count++);
  else {
    enumerate((...row) => void rows.push(row));
    count = rows.length;
  }
  const run = (i: number) => round.length === 0 ? own() : own(...rows[i]);
  let done = 0;
  const isLong = count >= (isAsking ? FEWEST_ASKING : FEWEST);
  if (isLong && get().some((value) => value === undefined || value === null)) {
    if (run(done++) === true) return;
  }
  const made = !isLong ? undefined : round.length === 0 ? NO_ROWS : loopRows(rows);
  const step = (row: readonly unknown[]) => own(...row);
  if (made !== undefined && !hasBreak) {
    if (keptPart(site, get, set, made, done, count, step) !== undefined) return;
  }
  if (made !== undefined && hasBreak) {
    for (let size = FIRST; done < count; size *= 2) {
      const to = Math.min(count, done + size);
      const left = keptPart(site, get, set, made, done, to, step, () => true);
      if (left === undefined) break;
      if (left) return;
      done = to;
    }
  }
  for (; done < count; done++) if (run(done) === true) return;
}

/**
 * Runs a loop that goes on as long as a condition holds.
 *
 * @param isFirst whether a round comes before the condition
 * @param update what comes between two rounds
 */
export function keptWhile(
  site: string,
  _isAsking: boolean,
  _hasBreak: boolean,
  get: () => unknown[],
  set: (values: readonly unknown[]) => void,
  isFirst: boolean,
  holds: () => boolean,
  round: () => unknown,
  update?: () => void,
): void {
  const own = () => {
    if (round() === true) return true;
    update?.();
    return false;
  };
  if (isFirst && own()) return;
  for (let count = FIRST; holds(); count *= 2) {
    if (get().some((value) => value === undefined || value === null)) {
      if (own()) return;
      continue;
    }
    const left = keptPart(site, get, set, NO_ROWS, 0, count, own, holds);
    if (left) return;
    if (left !== undefined) continue;
    do {
      if (own()) return;
    } while (holds());
    return;
  }
}

const NO_ROWS: LoopRows = { leavesOf: () => NO_LIST, rowOf: () => [] };

/**
 * Runs rounds of a loop as one that is kept, and returns whether one of them has left the loop; `undefined` where it
 * cannot be kept, and nothing has run.
 *
 * @param holds the condition on which rounds run, where there is one
 */
function keptPart(
  site: string,
  get: () => unknown[],
  set: (values: readonly unknown[]) => void,
  rows: LoopRows,
  from: number,
  to: number,
  round: (row: readonly unknown[]) => unknown,
  holds?: () => boolean,
): boolean | undefined {
  const interpreter = currentInterpreter();
  if (interpreter?.keepLoop === undefined) return undefined;
  const makes = get().map((value) => makeOf(value));
  if (makes.includes(undefined)) return undefined;
  const taken = () => {
    const leaves: Scalar[] = [];
    const isTaken = get().every((value, k) => makes[k]!.take(value, leaves));
    return isTaken ? leaves : undefined;
  };
  const put = (state: readonly Scalar[]) => {
    let at = 0;
    const next = () => state[at++];
    set(makes.map((make) => make!.put(next)));
  };
  const initial = taken()!;
  const state = holds === undefined ? initial : [...initial, 0];
  const step = (own: readonly Scalar[], row: readonly Scalar[], i: Scalar) => {
    const before = get();
    try {
      put(own);
      let hasLeft = false;
      if (holds !== undefined) hasLeft = ne(own[own.length - 1], 0);
      const isRun = !hasLeft && (holds === undefined || holds());
      if (isRun) hasLeft = round(rows.rowOf(row, i)) === true;
      const leaves = taken() ??
        interpreter.refuse("a variable that a round of a loop sets is made in different ways");
      return { state: holds === undefined ? leaves : [...leaves, hasLeft ? 1 : 0], results: [] };
    } finally {
      set(before);
    }
  };
  const answer = interpreter.keepLoop({
    rounds: to - from,
    state,
    row: (i) => rows.leavesOf(from + i),
    step: from === 0 ? step : (own, row, i) => step(own, row, add(i, from)),
    site,
    fewest: FEWEST,
  });
  if (answer === undefined) return undefined;
  put(answer.state);
  return holds !== undefined && ne(answer.state[answer.state.length - 1], 0);
}
