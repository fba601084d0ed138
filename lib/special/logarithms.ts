// Products and differences with logarithms, as densities and entropies contain them, with the limits where a factor
// is 0.

import { log1mexp } from "../elementary/logarithmic_sums.ts";
import { add, mul, neg, sub } from "../elementary/arithmetic.ts";
import { log, log1p } from "../elementary/exponential.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { type Unary, unary } from "../operations/unary.ts";

/**
 * Returns x·ln y, which is 0 for x = 0, whatever y is (but NaN). ∂/∂x = ln y and ∂/∂y = x/y, which is 0 for x = 0.
 *
 * @example
 * ```ts
 * import { grad } from "@fluxion/ad";
 * import { xlogy } from "@fluxion/ad/special";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(xlogy(0, 0), 0);
 * assertEquals(grad(xlogy, { argnums: 1 })(0, 0), 0);
 * ```
 */
export const xlogy: Binary = /* @__PURE__ */ binary({
  name: "xlogy",
  value: (x, y) => x === 0 && y === y ? 0 : x * Math.log(y),
  partials: [(_x, y) => log(y), (x, y) => shareOver(x, y)],
  domain: [[-3, 3], [0.1, 3]],
});

/**
 * Returns x·ln(1 + y), accurate for small y, and 0 for x = 0. ∂/∂x = ln(1 + y) and ∂/∂y = x/(1 + y), which is 0 for
 * x = 0.
 *
 * @example
 * ```ts
 * import { xlog1py } from "@fluxion/ad/special";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([xlog1py(0, -1), xlog1py(2, 1e-20)], [0, 2e-20]);
 * ```
 */
export const xlog1py: Binary = /* @__PURE__ */ binary({
  name: "xlog1py",
  value: (x, y) => x === 0 && y === y ? 0 : x * Math.log1p(y),
  partials: [(_x, y) => log1p(y), (x, y) => shareOver(x, add(1, y))],
  domain: [[-3, 3], [-0.8, 3]],
});

/** Returns x/y, which is 0 for x = 0, also for y = 0; NaN for y below 0, where there is no logarithm, unless x is 0. */
const shareOver: Binary = /* @__PURE__ */ binary({
  name: "shareOver",
  value: (x, y) => x === 0 && y === y ? 0 : y >= 0 ? x / (y + 0) : NaN,
  partials: [
    (_x, y) => shareOver(1, y),
    (_x, y, z) => neg(shareOver(z, y)),
  ],
  domain: [[-3, 3], [0.1, 3]],
});

/**
 * Returns the entropy of a probability, −x·ln x: 0 for x = 0, with the derivative Infinity; NaN below.
 *
 * @example
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { entropy } from "@fluxion/ad/special";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([entropy(0), entropy(1)], [0, 0]);
 * assertEquals(derivative(entropy)(1), -1);
 * ```
 */
export const entropy: Unary = /* @__PURE__ */ unary({
  name: "entropy",
  value: (x) => x === 0 ? 0 : -x * Math.log(x),
  partials: [(x) => sub(-1, log(x))],
  domain: [0.1, 3],
});

/**
 * Returns ln(eˣ − eʸ) for x ≥ y, without overflow on the way; −Infinity where they are equal, and NaN for x below y.
 *
 * @example
 * ```ts
 * import { logsubexp } from "@fluxion/ad/special";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(logsubexp(1000 + Math.LN2, 1000), 1000, 1e-12);
 * assertEquals(logsubexp(3, -Infinity), 3);
 * ```
 */
export const logsubexp: Binary = /* @__PURE__ */ binary({
  name: "logsubexp",
  value: (x, y) => x === y ? -Infinity : x + log1mexp(x - y),
  partials: [(x, y) => add(1, lessWeight(x, y)), (x, y) => neg(lessWeight(x, y))],
  domain: [[1, 3], [-3, 0.5]],
});

/** Returns eʸ/(eˣ − eʸ), and NaN for x below y. */
const lessWeight: Binary = /* @__PURE__ */ binary({
  name: "lessWeight",
  value: (x, y) => x === y ? Infinity : x > y ? 1 / Math.expm1(x - y) : NaN,
  partials: [(_x, _y, z) => neg(mul(z, add(1, z))), (_x, _y, z) => mul(z, add(1, z))],
  domain: [[1, 3], [-3, 0.5]],
});
