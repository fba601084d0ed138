// Ways from all reals to where parameters are, with the logarithm of how they stretch: what a sampler on all reals adds
// to a log-density.

import { add, div, mul, neg, sub } from "../elementary/arithmetic.ts";
import { exp, log } from "../elementary/exponential.ts";
import { logit, logSigmoid, sigmoid } from "../elementary/special.ts";
import { sum } from "../elementary/reductions.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * A smooth way from unconstrained reals to constrained ones, and back.
 *
 * @example
 * ```ts
 * import { type Bijector, positiveBijector } from "@fluxion/ad/density";
 * import { assertEquals } from "@std/assert";
 *
 * const way: Bijector = positiveBijector;
 * assertEquals(way.constrain(way.unconstrain([1])), [1]);
 * ```
 */
export interface Bijector<Constrained = Scalar[]> {
  /** Returns the constrained values of unconstrained ones. */
  readonly constrain: (ys: readonly Scalar[]) => Constrained;
  /** Returns the unconstrained values of constrained ones. */
  readonly unconstrain: (xs: Constrained) => Scalar[];
  /** Returns ln |det J| of `constrain` at unconstrained values. */
  readonly logJacobian: (ys: readonly Scalar[]) => Scalar;
}

/**
 * The way to numbers above 0, each by itself: x = eʸ, with the log-Jacobian Σ y. Back by ln x.
 *
 * @example
 * ```ts
 * import { positiveBijector } from "@fluxion/ad/density";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(positiveBijector.constrain([0]), [1]);
 * assertEquals(positiveBijector.logJacobian([2, 3]), 5);
 * ```
 */
export const positiveBijector: Bijector = {
  constrain: (ys) => ys.map((y) => exp(y)),
  unconstrain: (xs) => xs.map((x) => log(x)),
  logJacobian: (ys) => sum(ys),
};

/**
 * The way to numbers between 0 and 1, each by itself: x = σ(y), the sigmoid, with the log-Jacobian
 * Σ ln σ(y) + ln σ(−y). Back by the logit.
 *
 * @example
 * ```ts
 * import { unitIntervalBijector } from "@fluxion/ad/density";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(unitIntervalBijector.constrain([0]), [0.5]);
 * ```
 */
export const unitIntervalBijector: Bijector = {
  constrain: (ys) => ys.map((y) => sigmoid(y)),
  unconstrain: (xs) => xs.map((x) => logit(x)),
  logJacobian: (ys) => sum(ys.map((y) => add(logSigmoid(y), logSigmoid(neg(y))))),
};

/**
 * The way to increasing numbers: x₀ = y₀, xᵢ = xᵢ₋₁ + exp yᵢ, with the log-Jacobian y₁ + y₂ + …, as in Stan.
 *
 * @example
 * ```ts
 * import { orderedBijector } from "@fluxion/ad/density";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(orderedBijector.constrain([3, 0, 0]), [3, 4, 5]);
 * ```
 */
export const orderedBijector: Bijector = {
  constrain(ys) {
    const xs: Scalar[] = [];
    ys.forEach((y, i) => xs.push(i === 0 ? y : add(xs[i - 1], exp(y))));
    return xs;
  },
  unconstrain: (xs) => xs.map((x, i) => i === 0 ? x : log(sub(x, xs[i - 1]))),
  logJacobian: (ys) => sum(ys.slice(1)),
};

/**
 * The way from n − 1 reals to n shares of a whole, by breaking a stick: of what is left, share i takes
 * σ(yᵢ − ln(n − 1 − i)), so that zeros give equal shares, as in Stan. The log-Jacobian is of all shares but the last.
 *
 * @example
 * ```ts
 * import { simplexBijector } from "@fluxion/ad/density";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const shares = simplexBijector.constrain([0, 0]) as number[];
 * for (const share of shares) assertAlmostEquals(share, 1 / 3, 1e-15);
 * ```
 */
export const simplexBijector: Bijector = {
  constrain(ys) {
    let left: Scalar = 1;
    const shares = breaks(ys).map((z) => {
      const share = mul(left, sigmoid(z));
      left = mul(left, sigmoid(neg(z)));
      return share;
    });
    return [...shares, left];
  },
  unconstrain(xs) {
    const shares = xs.slice(0, -1);
    return shares.map((x, i) => {
      const others = sum(xs.slice(i + 1));
      return add(log(div(x, others)), Math.log(shares.length - i));
    });
  },
  logJacobian(ys) {
    let logLeft: Scalar = 0;
    return sum(
      breaks(ys).map((z) => {
        const before = logLeft;
        logLeft = add(logLeft, logSigmoid(neg(z)));
        return add(logSigmoid(z), logSigmoid(neg(z)), before);
      }),
    );
  },
};

/** Returns the logits of the parts of a stick that are broken off. */
function breaks(ys: readonly Scalar[]): Scalar[] {
  return ys.map((y, i) => sub(y, Math.log(ys.length - i)));
}
