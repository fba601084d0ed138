// The sine and the cosine, correctly rounded: x = n·π/128 + r, so that sin x = s·cos r + c·sin r with s = sin(n·π/128) and
// c = cos(n·π/128) from a table. Its high parts and that of r are so short that s + c·r is exact in them.

import { answerSum, TO_INTEGER, TO_SHORT } from "./exponentials.ts";
import { type Fixed, nearest, parts, pi, sines } from "./fixed_point.ts";
import {
  and,
  at,
  bits,
  difference,
  integer,
  KernelCode,
  type KernelValue,
  left,
  less,
  not,
  plusInteger,
  polynomial,
  product,
  size,
  sumOfAll,
  withSign,
} from "./kernel_code.ts";

/** The number of entries of the table, for a whole turn. */
const ENTRIES = 256;
const step = (): Fixed => pi() / 128n;
/** The largest arguments: up to here n has 20 bits. */
const LARGEST = 25_000;
/** The smallest, where the bound of the error does not underflow. */
const SMALLEST = 2 ** -300;

/** Returns the sines of a whole turn, each as a multiple of 2⁻²⁵ and the rest. */
export function tableOfSines(): number[] {
  return sines(step(), ENTRIES).flatMap((sine) => parts(sine, 2 ** -25));
}

/** (sin r − r) / r³ and (cos r − 1) / r², as polynomials of r², for |r| ≤ π/256. */
const BEYOND_SINE = [-1 / 6, 1 / 120, -1 / 5040];
const BEYOND_COSINE = [-1 / 2, 1 / 24, -1 / 720, 1 / 40320];

function sineFrom(
  quarter: bigint,
  other: KernelValue,
  table: number,
  margin: number,
): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  code.when(not(less(size(x), LARGEST)), () => code.answer(other));
  const shifted = code.number(sumOfAll(product(x, 1 / nearest(step())), TO_INTEGER));
  const n = code.number(difference(shifted, TO_INTEGER));
  // The first two parts of the step have 27 bits, so that their products with n are exact.
  const [first, second, third] = parts(step(), 2 ** -32, 2 ** -59);
  const near = code.number(difference(x, product(n, first)));
  // Exact, since both are multiples of 2⁻⁵⁹, as x is where n is not 0.
  const leading = code.number(difference(near, product(n, second)));
  const rest = code.number(product(n, third));
  const r = code.number(difference(leading, rest));
  const square = code.number(product(r, r));
  const cube = code.number(product(r, square));
  if (quarter === 0n) {
    code.when(less(size(n), 0.5), () => {
      code.when(less(size(x), SMALLEST), () => code.answer(other));
      const low = code.number(product(cube, polynomial(square, BEYOND_SINE)));
      const error = product(size(cube), 1.5 * 2 ** -53 * margin);
      answerSum(code, x, low, error, other, (sum) => withSign(sum, x));
    });
  }
  const short = code.number(difference(sumOfAll(leading, TO_SHORT), TO_SHORT));
  const long = code.number(difference(difference(leading, short), rest));
  const entry = (quarters: bigint) =>
    code.integer(
      left(
        and(plusInteger(bits(shifted), integer(64n * quarters)), integer(255n)),
        integer(4n),
      ),
    );
  const [atSine, atCosine] = [entry(quarter), entry(quarter + 1n)];
  const s = [code.number(at(atSine, table)), code.number(at(atSine, table + 8))];
  const c = [code.number(at(atCosine, table)), code.number(at(atCosine, table + 8))];
  const sine = code.number(sumOfAll(s[0], s[1]));
  const sum = code.number(sumOfAll(s[0], product(c[0], short)));
  const small = sumOfAll(s[1], sumOfAll(product(c[0], long), product(c[1], r)));
  const curved = sumOfAll(
    product(cube, sumOfAll(c[0], c[1]), polynomial(square, BEYOND_SINE)),
    product(square, sine, polynomial(square, BEYOND_COSINE)),
  );
  const v = code.number(sumOfAll(small, curved));
  const error = sumOfAll(product(square, sumOfAll(size(sine), size(r)), 2 ** -50.5), 2 ** -75);
  answerSum(code, sum, v, product(error, margin), other);
  return code;
}

/** Writes sin x. */
export function roundedSin(other: KernelValue, table: number, margin: number): KernelCode {
  return sineFrom(0n, other, table, margin);
}

/** Writes cos x. */
export function roundedCos(other: KernelValue, table: number, margin: number): KernelCode {
  return sineFrom(1n, other, table, margin);
}
