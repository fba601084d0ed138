// Constants and tables to more digits than a number has, computed with integers: a real number a is the integer
// nearest to a·2¹²⁸, within a few units. The kernels take them apart into numbers whose sum they are.

/** A real number, times 2¹²⁸. */
export type Fixed = bigint;

/** The number of binary places. */
const PLACES = 128n;
const ONE: Fixed = 1n << 128n;

const product = (a: Fixed, b: Fixed): Fixed => (a * b) >> PLACES;

/** Returns the number nearest to a fixed-point number of ordinary size, to within a unit in the last place. */
export function nearest(a: Fixed): number {
  return multipleOf(a, 2 ** -126);
}

/** Returns a fixed-point number as the sum of multiples of powers of two, each nearest to what is left, and a number. */
export function parts(a: Fixed, ...units: number[]): number[] {
  let rest = a;
  const all = units.map((unit) => {
    const part = multipleOf(rest, unit);
    rest -= BigInt(part / unit) << placesBelow(unit);
    return part;
  });
  return [...all, nearest(rest)];
}

function multipleOf(a: Fixed, unit: number): number {
  const places = placesBelow(unit);
  return Number((a + (1n << (places - 1n))) >> places) * unit;
}

const placesBelow = (unit: number): bigint => PLACES + BigInt(Math.log2(unit));

/** Returns ln(m/n), by the series of the inverse hyperbolic tangent. */
export function logarithm(m: number, n: number): Fixed {
  const ratio = (ONE * BigInt(m - n)) / BigInt(m + n);
  return 2n * oddPowers(ratio, product(ratio, ratio), (term, i) => term / BigInt(2 * i + 1));
}

/** Returns ln 2. */
export const ln2 = (): Fixed => logarithm(2, 1);

/** Returns π, by Machin's formula, 16·arctan(1/5) − 4·arctan(1/239). */
export function pi(): Fixed {
  const arctangent = (n: bigint) =>
    oddPowers(ONE / n, -ONE / (n * n), (term, i) => term / BigInt(2 * i + 1));
  return 16n * arctangent(5n) - 4n * arctangent(239n);
}

/** Returns the sum of `first`·`factor`ⁱ, each divided as `divided` says, until nothing is left. */
function oddPowers(
  first: Fixed,
  factor: Fixed,
  divided: (term: Fixed, i: number) => Fixed,
): Fixed {
  let sum = 0n;
  let power = first;
  for (let i = 0; power !== 0n && power !== -1n; i++) {
    sum += divided(power, i);
    power = product(power, factor);
  }
  return sum;
}

/** Returns e^(a·i) for i = 0 … count − 1, for a small a. */
export function exponentials(a: Fixed, count: number): Fixed[] {
  let step = 0n;
  let term = ONE;
  for (let i = 1n; term !== 0n; i++) {
    step += term;
    term = product(term, a) / i;
  }
  const all = [ONE];
  while (all.length < count) all.push(product(all[all.length - 1], step));
  return all;
}

/** Returns sin(a·i) for i = 0 … count − 1, for a small a. */
export function sines(a: Fixed, count: number): Fixed[] {
  let [sine, cosine] = [0n, 0n];
  let term = ONE;
  for (let i = 1n; term !== 0n && term !== -1n; i++) {
    const sign = (i - 1n) % 4n < 2n ? 1n : -1n;
    if (i % 2n === 0n) sine += sign * term;
    else cosine += sign * term;
    term = product(term, a) / i;
  }
  const all: Fixed[] = [];
  let [s, c] = [0n, ONE];
  while (all.length < count) {
    all.push(s);
    [s, c] = [product(s, cosine) + product(c, sine), product(c, cosine) - product(s, sine)];
  }
  return all;
}
