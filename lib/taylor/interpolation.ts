// The weights by which derivatives along directions make mixed partials. The directions are the points of natural
// numbers of a simplex, where a polynomial of degree d is determined by its values.

import { factorial } from "../elementary/factorial.ts";

/** Returns all lists of so many natural numbers with a given sum, larger ones first. */
export function multiIndices(count: number, sum: number): number[][] {
  if (count === 0) return sum === 0 ? [[]] : [];
  if (count === 1) return [[sum]];
  const all: number[][] = [];
  for (let first = sum; first >= 0; first--) {
    for (const rest of multiIndices(count - 1, sum - first)) all.push([first, ...rest]);
  }
  return all;
}

/**
 * Returns the weights γ(i, j) of the Taylor coefficients of order |i| along the directions j of sum d in the partial
 * derivative of powers i:
 *
 * γ(i, j) = Σ over 0 < m ≤ i of (−1)^|i − m| · C(i, m) · C(d·m/|m|, j) · (|m|/d)^|i|
 */
export function weightsOf(
  powers: readonly number[],
  directions: readonly (readonly number[])[],
  d: number,
): number[] {
  const degree = sumOf(powers);
  // Of the value itself any direction knows.
  if (degree === 0) return directions.map((_, i) => i === 0 ? 1 : 0);
  return directions.map((direction) => {
    let weight = 0;
    for (const m of below(powers)) {
      const size = sumOf(m);
      if (size === 0) continue;
      const sign = (degree - size) % 2 === 0 ? 1 : -1;
      const choices = m.reduce((product, own, k) => product * choose(powers[k], own), 1);
      const polynomial = m.reduce(
        (product, own, k) => product * choose(d * own / size, direction[k]),
        1,
      );
      weight += sign * choices * polynomial * (size / d) ** degree;
    }
    return weight;
  });
}

/** Yields all lists of natural numbers of which none is larger than that of `powers`. */
function* below(powers: readonly number[]): Generator<number[]> {
  const [first, ...rest] = powers;
  if (first === undefined) return yield [];
  for (let own = 0; own <= first; own++) {
    for (const others of below(rest)) yield [own, ...others];
  }
}

/** Returns the binomial coefficient C(x, k) = x·(x − 1)⋯(x − k + 1)/k!, for any real x. */
function choose(x: number, k: number): number {
  let product = 1;
  for (let i = 0; i < k; i++) product *= x - i;
  return product / factorial(k);
}

function sumOf(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0);
}
