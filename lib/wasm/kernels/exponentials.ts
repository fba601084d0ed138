// The exponential and its kin, correctly rounded: x = n·ln2/128 + r, so that eˣ = 2ᵏ·2^(j/128)·eʳ for n = 128k + j, with
// 2^(j/128) from a table and eʳ − 1 by its Taylor series (Tang 1989). The answer is the sum of a number and a much smaller one,
// whose error is bounded; where both ends of the bound round to the same number, that is the answer (Ziv 1991).

import { exponentials, type Fixed, ln2, nearest, parts } from "./fixed_point.ts";
import {
  and,
  at,
  bits,
  type Expression,
  integer,
  KernelCode,
  left,
  less,
  minus,
  not,
  numberOf,
  type Operand,
  plus,
  plusInteger,
  polynomial,
  right,
  same,
  size,
  times,
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
  readonly n: Expression;
  /** k, and the bits of a constant above its last twelve. */
  readonly k: Expression;
  /** r, rounded, and what was lost. */
  readonly r: Expression;
  readonly rest: () => Expression;
  /** 2^(j/128) as a sum. */
  readonly high: Expression;
  readonly low: Expression;
}

function reduced(code: KernelCode, x: Expression, table: number): Reduced {
  const shifted = code.number(plus(times(x, 1 / nearest(step())), TO_INTEGER));
  const n = code.number(minus(shifted, TO_INTEGER));
  // n has 17 bits, so that its product with the first 36 bits of the step is exact, and so is the difference.
  const [first, second] = parts(step(), 2 ** -43);
  const near = code.number(minus(x, times(n, first)));
  const product = code.number(times(n, second));
  const r = code.number(minus(near, product));
  const address = code.integer(left(and(bits(shifted), integer(127n)), integer(4n)));
  return {
    n,
    k: code.integer(right(bits(shifted), integer(7n))),
    r,
    rest: () => code.number(minus(minus(near, r), product)),
    high: code.number(at(address, table)),
    low: code.number(at(address, table + 8)),
  };
}

/** Returns the sum of two numbers if it is rounded alike wherever within its error it is, and else the answer of `other`. */
export function answerSum(
  code: KernelCode,
  high: Operand,
  low: Expression,
  error: Operand,
  other: Expression,
  finished: (sum: Expression) => Expression = (sum) => sum,
): void {
  const bound = code.number(error);
  const least = code.number(plus(high, minus(low, bound)));
  code.when(not(same(least, plus(high, plus(low, bound)))), () => code.answer(other));
  code.answer(finished(least));
}

/** eʳ − 1 − r over r², for |r| ≤ ln2/256. The next term is below 2⁻⁶⁹. */
const BEYOND_LINEAR = [1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040];

/** The error of the low part of the exponential: six roundings, of 2⁻⁶¹ or less each, of numbers below 2⁻⁷. */
const ERROR_OF_EXP = 2 ** -58.4;

/** Writes eˣ. */
export function exp(other: Expression, table: number, margin: number): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  // Beyond, the result is subnormal or overflows.
  code.when(not(less(size(x), 708)), () => code.answer(other));
  const { k, r, high, low } = reduced(code, x, table);
  const q = times(r, r, polynomial(r, BEYOND_LINEAR));
  const v = code.number(plus(low, times(plus(high, low), plus(r, q))));
  answerSum(
    code,
    high,
    v,
    // A larger bound would hold for most numbers.
    ERROR_OF_EXP * Math.min(margin, 8),
    other,
    (sum) => numberOf(plusInteger(bits(sum), left(k, integer(52n)))),
  );
  return code;
}

/** Writes eˣ − 1. */
export function expm1(other: Expression, table: number, margin: number): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  // Between these, 2ᵏ times a multiple of 2⁻²⁵ less one is exact.
  code.when(not(less(size(plus(x, -8)), 27)), () => code.answer(other));
  const { n, k, r, rest, high, low } = reduced(code, x, table);
  const square = code.number(times(r, r));
  const q = code.number(times(square, polynomial(r, BEYOND_LINEAR)));
  code.when(less(size(n), 0.5), () => {
    const error = times(square, 2 ** -51 * margin);
    answerSum(code, x, q, error, other, (sum) => withSign(sum, x));
  });
  const scale = code.number(numberOf(left(plusInteger(k, integer(1023n)), integer(52n))));
  const short = code.number(minus(plus(r, TO_SHORT), TO_SHORT));
  const long = code.number(plus(minus(r, short), rest()));
  const whole = code.number(minus(times(high, scale), 1));
  const linear = code.number(times(high, short, scale));
  // Where the first is no larger than the second it is 0, and the sum is exact.
  const sum = code.number(plus(whole, linear));
  const lost = minus(linear, minus(sum, whole));
  const small = plus(low, plus(times(high, long), times(low, r)), times(plus(high, low), q));
  const v = code.number(plus(lost, times(scale, small)));
  const error = plus(times(square, 2 ** -49.5), 2 ** -76);
  answerSum(code, sum, v, times(scale, error, margin), other);
  return code;
}
