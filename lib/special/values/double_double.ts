// Sums of two doubles, which have about 32 digits. The exponent of a density, such as a·ln(x/a) + a − x, may be some
// hundreds, and its rounding as a double alone would cost hundreds of units in the last place of the density
// (Dekker, "A floating-point technique for extending the available precision", 1971).

/** The unevaluated sum of two doubles, the second below the last place of the first. */
export type DoubleDouble = readonly [high: number, low: number];

/** Returns the sum of two doubles, exactly. */
export function exactSum(x: number, y: number): DoubleDouble {
  const sum = x + y;
  const minusX = sum - x;
  return [sum, (x - (sum - minusX)) + (y - minusX)];
}

/** Returns the product of two doubles, exactly, unless it overflows or nearly underflows. */
export function exactProduct(x: number, y: number): DoubleDouble {
  const product = x * y;
  if (!(Math.abs(product) < 1e290) || Math.abs(x) > 1e290 || Math.abs(y) > 1e290) {
    return [product, 0];
  }
  const [xh, yh] = [upperHalf(x), upperHalf(y)];
  const [xl, yl] = [x - xh, y - yh];
  return [product, ((xh * yh - product) + xh * yl + xl * yh) + xl * yl];
}

function upperHalf(x: number): number {
  const scaled = 134217729 * x;
  return scaled - (scaled - x);
}

/** Returns x + y. */
export function plusTwice(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const [high, low] = exactSum(x[0], y[0]);
  return exactSum(high, low + (x[1] + y[1]));
}

/** Returns x·y. */
export function timesTwice(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const [high, low] = exactProduct(x[0], y[0]);
  return exactSum(high, low + (x[0] * y[1] + x[1] * y[0]));
}

/** Returns x/y. */
export function dividedTwice(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const first = x[0] / y[0];
  const rest = plusTwice(x, timesTwice([-first, 0], y));
  return exactSum(first, rest[0] / y[0]);
}

const LN2: DoubleDouble = [0.6931471805599453, 2.3190468138462996e-17];

/** Returns ln x for x > 0, also relatively accurate near 1: by the series of the inverse hyperbolic tangent. */
export function logarithmTwice(x: DoubleDouble): DoubleDouble {
  const exponent = Math.round(Math.log2(x[0]));
  if (!Number.isFinite(exponent)) return [Math.log(x[0]), 0];
  // In two steps, since the power alone may overflow.
  const [half, rest] = [Math.trunc(exponent / 2), exponent - Math.trunc(exponent / 2)];
  const mantissa: DoubleDouble = [
    x[0] * 2 ** -half * 2 ** -rest,
    x[1] * 2 ** -half * 2 ** -rest,
  ];
  const s = dividedTwice(plusTwice(mantissa, [-1, 0]), plusTwice(mantissa, [1, 0]));
  const square = timesTwice(s, s);
  // The last terms need a double only.
  let tail = 0;
  for (let k = 23; k > 11; k--) tail = tail * square[0] + 1 / (2 * k + 1);
  let sum: DoubleDouble = [tail, 0];
  for (let k = 11; k >= 0; k--) {
    sum = plusTwice(timesTwice(sum, square), dividedTwice([1, 0], [2 * k + 1, 0]));
  }
  const log = timesTwice([2 * s[0], 2 * s[1]], sum);
  return plusTwice(timesTwice(LN2, [exponent, 0]), log);
}

/** Returns eˣ as a double. */
export function exponentialOf([high, low]: DoubleDouble): number {
  if (high > 709) return Math.exp(high / 2 + low) * Math.exp(high / 2);
  const power = Math.exp(high);
  return power === 0 ? 0 : power + power * low;
}
