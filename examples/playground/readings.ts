// The numbers of the page, each by the one call of the library that is made for it.

import { hvp, jvp, type Scalar, valueAndGrad } from "@fluxion/ad";
import type { Formula } from "./formula.ts";

/** What a formula and its derivatives are at a point. */
export interface Readings {
  readonly value: number;
  /** The derivative along the direction, by forward mode: ∇f·v. */
  readonly slope: number;
  /** By reverse mode. */
  readonly gradient: readonly number[];
  /** How the gradient changes along the direction, by forward mode on reverse mode: H·v. */
  readonly turning: readonly number[];
}

/** Evaluates a formula and its derivatives. */
export function readingsOf(
  formula: Formula,
  point: readonly number[],
  direction: readonly number[],
): Readings {
  const f = (xs: Scalar[]) => formula.evaluate(xs);
  const [value, gradient] = valueAndGrad(f)([...point]);
  const [, slope] = jvp(f, [[...point]], [[...direction]]);
  return { value, slope, gradient, turning: hvp(f)([...point], [...direction]) };
}
