// The exponential and its kin, correctly rounded: x = n·ln2/128 + r, so that eˣ = 2ᵏ·2^(j/128)·eʳ for n = 128k + j, with
// 2^(j/128) from a table and eʳ − 1 by its Taylor series (Tang 1989). The answer is the sum of a number and a much smaller one,
// whose error is bounded; where both ends of the bound round to the same number, that is the answer (Ziv 1991).

import { exponentials, type Fixed, ln2, nearest, parts } from "./fixed_point.ts";
import {
  and,
  at,
  bits,
  difference,
  integer,
  KernelCode,
  type KernelOperand,
  type KernelValue,
  left,
  less,
  not,
  numberOfBits,
  plusInteger,
  polynomial,
  product,
  right,
  same,
  size,
  sumOfAll,
  withSign,
} from "./kernel_code.ts";

/** The number of entries of the table, each of two numbers. */
const ENTRIES = 128;
const step = (): Fixed => ln2() / BigInt(ENTRIES);
/** The sum with this number is rounded to an integer, which its last bits then are. */
export const TO_INTEGER: number = 1.5 * 2 ** 52;
/** The sum with this number is rounded to a multiple of 2⁻²⁷. */
export const TO_SHORT: number = 1.5 * 2 ** 25;

/** Returns 2^(j/128) for j = 0 … 127, each as a multiple of 2⁻²⁵ and the rest. */
export function tableOfPowers(): number[] {
  return exponentials(step(), ENTRIES).flatMap((power) => parts(power, 2 ** -25));
}

/** The argument of an exponential, taken apart. */
interface Reduced {
  /** The nearest n, as a number. */
  readonly n: KernelValue;
  /** k, and the bits of a constant above its last twelve. */
  readonly k: KernelValue;
  /** r, rounded, and what was lost. */
  readonly r: KernelValue;
  readonly rest: () => KernelValue;
  /** 2^(j/128) as a sum. */
  readonly high: KernelValue;
  readonly low: KernelValue;
}

function reduced(code: KernelCode, x: KernelValue, table: number): Reduced {
  const shifted = code.number(sumOfAll(product(x, 1 / nearest(step())), TO_INTEGER));
  const n = code.number(difference(shifted, TO_INTEGER));
  // n has 17 bits, so that its product with the first 36 bits of the step is exact, and so is the difference.
  const [first, second] = parts(step(), 2 ** -43);
  const near = code.number(difference(x, product(n, first)));
  const distance = code.number(product(n, second));
  const r = code.number(difference(near, distance));
  const address = code.integer(left(and(bits(shifted), integer(127n)), integer(4n)));
  return {
    n,
    k: code.integer(right(bits(shifted), integer(7n))),
    r,
    rest: () => code.number(difference(difference(near, r), distance)),
    high: code.number(at(address, table)),
    low: code.number(at(address, table + 8)),
  };
}

/** Returns the sum of two numbers if it is rounded alike wherever within its error it is, and else the answer of `other`. */
export function answerSum(
  code: KernelCode,
  high: KernelOperand,
  low: KernelValue,
  error: KernelOperand,
  other: KernelValue,
  finished: (sum: KernelValue) => KernelValue = (sum) => sum,
): void {
  const bound = code.number(error);
  const least = code.number(sumOfAll(high, difference(low, bound)));
  code.when(not(same(least, sumOfAll(high, sumOfAll(low, bound)))), () => code.answer(other));
  code.answer(finished(least));
}

/** eʳ − 1 − r over r², for |r| ≤ ln2/256. The next term is below 2⁻⁶⁹. */
const BEYOND_LINEAR = [1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040];

/** The error of the low part of the exponential: six roundings, of 2⁻⁶¹ or less each, of numbers below 2⁻⁷. */
const ERROR_OF_EXP = 2 ** -58.4;

/** Writes eˣ. */
export function roundedExp(other: KernelValue, table: number, margin: number): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  // Beyond, the result is subnormal or overflows.
  code.when(not(less(size(x), 708)), () => code.answer(other));
  const { k, r, high, low } = reduced(code, x, table);
  const q = product(r, r, polynomial(r, BEYOND_LINEAR));
  const v = code.number(sumOfAll(low, product(sumOfAll(high, low), sumOfAll(r, q))));
  answerSum(
    code,
    high,
    v,
    // A larger bound would hold for most numbers.
    ERROR_OF_EXP * Math.min(margin, 8),
    other,
    (sum) => numberOfBits(plusInteger(bits(sum), left(k, integer(52n)))),
  );
  return code;
}

/** Writes eˣ − 1. */
export function roundedExpm1(other: KernelValue, table: number, margin: number): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  // Between these, 2ᵏ times a multiple of 2⁻²⁵ less one is exact.
  code.when(not(less(size(sumOfAll(x, -8)), 27)), () => code.answer(other));
  const { n, k, r, rest, high, low } = reduced(code, x, table);
  const square = code.number(product(r, r));
  const q = code.number(product(square, polynomial(r, BEYOND_LINEAR)));
  code.when(less(size(n), 0.5), () => {
    const error = product(square, 2 ** -51 * margin);
    answerSum(code, x, q, error, other, (sum) => withSign(sum, x));
  });
  const scale = code.number(numberOfBits(left(plusInteger(k, integer(1023n)), integer(52n))));
  const short = code.number(difference(sumOfAll(r, TO_SHORT), TO_SHORT));
  const long = code.number(sumOfAll(difference(r, short), rest()));
  const whole = code.number(difference(product(high, scale), 1));
  const linear = code.number(product(high, short, scale));
  // Where the first is no larger than the second it is 0, and the sum is exact.
  const sum = code.number(sumOfAll(whole, linear));
  const lost = difference(linear, difference(sum, whole));
  const small = sumOfAll(
    low,
    sumOfAll(product(high, long), product(low, r)),
    product(sumOfAll(high, low), q),
  );
  const v = code.number(sumOfAll(lost, product(scale, small)));
  const error = sumOfAll(product(square, 2 ** -49.5), 2 ** -76);
  answerSum(code, sum, v, product(scale, error, margin), other);
  return code;
}
