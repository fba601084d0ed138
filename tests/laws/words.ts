// A word over {forward, reverse} is one way to take a derivative of higher order: its first letter is the
// outermost mode. All words of one length must give the same numbers.

import { add, derivative, grad, jacfwd, jacrev, mul, type Scalar, type Tree } from "@fluxion/ad";

export type Mode = "forward" | "reverse";
export type Word = readonly Mode[];

/** All 2ⁿ words of n letters. */
export function wordsOf(length: number): Word[] {
  if (length === 0) return [[]];
  const shorter = wordsOf(length - 1);
  return [
    ...shorter.map((word) => ["forward", ...word] as const),
    ...shorter.map((word) => ["reverse", ...word] as const),
  ];
}

/** All derivatives of an order, as a tensor: f differentiated once for each letter. */
export function tensor(word: Word, f: (x: Scalar[]) => Tree): (x: number[]) => Tree {
  const differentiated = word.reduceRight(
    (inner, mode) => mode === "forward" ? jacfwd(inner) : jacrev(inner),
    f,
  );
  return differentiated as (x: number[]) => Tree;
}

/** The derivative of a function of one real, in a mode. */
export function slopeBy(mode: Mode, f: (x: Scalar) => Scalar): (x: Scalar) => Scalar {
  return mode === "forward" ? derivative(f) : grad(f);
}

/**
 * The derivative of f along a direction for each letter. Every level is a function of one real that closes
 * over those of the levels outside it.
 */
export function along(
  word: Word,
  f: (x: readonly Scalar[]) => Scalar,
  directions: readonly (readonly number[])[],
): (x: readonly Scalar[]) => Scalar {
  if (word.length === 0) return f;
  const [mode, ...others] = word;
  const [direction, ...otherDirections] = directions;
  const inner = along(others, f, otherDirections);
  return (x) => slopeBy(mode, (t) => inner(moved(x, t, direction)))(0);
}

/** x + t·v. */
export function moved(x: readonly Scalar[], t: Scalar, v: readonly number[]): Scalar[] {
  return x.map((xi, i) => add(xi, mul(t, v[i])));
}
