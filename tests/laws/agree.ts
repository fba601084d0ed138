// When two derivatives count as the same: up to rounding, measured by the largest entry of either.

import type { Tree } from "@fluxion/ad";
import { assertEquals, AssertionError } from "@std/assert";
import fc from "fast-check";

/**
 * Tolerances, relative to the largest entry or to 1, about which the values of random programs lie. Over
 * 20 000 programs a law the worst rounding was 1.3e-15 at first order, 1.9e-15 at second and 1.1e-14 at
 * third; these are about a hundred times as much, and a wrong rule is wrong from the first digits on.
 */
export const FIRST_ORDER = 1e-13;
export const SECOND_ORDER = 2e-13;
export const THIRD_ORDER = 1e-12;

/**
 * How often an estimated error is believed, and what comes on top, relative to the derivative or to 1: the
 * rounding inside the function, which differences of its results know nothing of.
 */
const TRUST = 3;
const ROUNDING = 1e-13;

/** The least that is asked of an estimate for it to say anything. */
const LOOSE = 1e-5;

/** The numbers in a tree, depth first. */
export function numbersOf(tree: Tree): number[] {
  if (typeof tree === "number") return [tree];
  return Object.values(tree).flatMap((child) => numbersOf(child as Tree));
}

/**
 * Asserts that two trees of the same structure agree, and are finite. A run that met a kink by both ways does
 * not count: NaN spreads to what it is multiplied by, where another way has nothing to multiply.
 */
export function assertAgree(actual: Tree, expected: Tree, tolerance: number): void {
  const left = numbersOf(actual);
  const right = numbersOf(expected);
  if (left.length !== right.length) {
    throw new AssertionError(`${left.length} numbers, where ${right.length} are expected`);
  }
  fc.pre(!(left.some(Number.isNaN) && right.some(Number.isNaN)));
  const scale = Math.max(1, ...left.map(Math.abs), ...right.map(Math.abs));
  left.forEach((x, i) => {
    // Written so that a NaN fails.
    if (!(Math.abs(x - right[i]) <= tolerance * scale)) {
      throw new AssertionError(
        `${x} is not ${
          right[i]
        }, at ${i} of [${left}] against [${right}], within ${tolerance} of ${scale}`,
      );
    }
  });
}

/**
 * Asserts that derivatives are within the errors of their numeric estimates; a run in which an estimate
 * says nothing does not count.
 */
export function assertEstimated(actual: Tree, [derivatives, errors]: readonly [Tree, Tree]): void {
  const estimates = numbersOf(derivatives);
  const bounds = numbersOf(errors);
  const values = numbersOf(actual);
  assertEquals(values.length, estimates.length);
  values.forEach((x, i) => {
    const scale = Math.max(1, Math.abs(estimates[i]));
    fc.pre(bounds[i] <= LOOSE * scale);
    const bound = TRUST * bounds[i] + ROUNDING * scale;
    if (!(Math.abs(x - estimates[i]) <= bound)) {
      throw new AssertionError(`${x}, at ${i}, is not ${estimates[i]} within ${bound}`);
    }
  });
}

/** Σ xᵢ·yᵢ over two trees. */
export function inner(x: Tree, y: Tree): number {
  const ys = numbersOf(y);
  return numbersOf(x).reduce((total, xi, i) => total + xi * ys[i], 0);
}
