// The logarithm of 1 + x, correctly rounded: 1 + x = 2ᵏ·z and z·c = 1 + r for a short c near 1/z, so that it is
// k·ln2 − ln c + ln(1 + r), with −ln c from a table and ln(1 + r) by its Taylor series (Tang 1990). The parts that are large are
// short, and their sum is exact.

import { answerSum } from "./exponentials.ts";
import { ln2, logarithm, parts } from "./fixed_point.ts";
import {
  and,
  at,
  bits,
  difference,
  float,
  integer,
  KernelCode,
  type KernelValue,
  left,
  less,
  minusInteger,
  not,
  numberOfBits,
  or,
  polynomial,
  product,
  right,
  size,
  sumOfAll,
} from "./kernel_code.ts";

const ENTRIES = 128;
/** What the large parts are multiples of. */
const UNIT = 2 ** -40;

/** Returns c for each interval of z, as a multiple of 2⁻¹⁰, and −ln c as a multiple of 2⁻⁴⁰ and the rest. */
export function tableOfLogarithms(): number[] {
  const table: number[] = [];
  let last = 1024;
  let sum = 0n;
  for (let i = 0; i < ENTRIES; i++) {
    const c = Math.round(1024 / (1 + (i + 0.5) / ENTRIES));
    sum += logarithm(last, c);
    last = c;
    table.push(c / 1024, ...parts(sum, UNIT), 0);
  }
  return table;
}

/** (ln(1 + r) − r) / r², for |r| < 2⁻⁷. */
const BEYOND_LINEAR = [-1 / 2, 1 / 3, -1 / 4, 1 / 5, -1 / 6, 1 / 7, -1 / 8, 1 / 9];

/** Writes ln(1 + x). */
export function roundedLog1p(other: KernelValue, table: number, margin: number): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  code.when(less(size(x), 2 ** -8), () => {
    const square = code.number(product(x, x));
    const low = code.number(product(square, polynomial(x, BEYOND_LINEAR)));
    answerSum(code, x, low, product(square, 2 ** -51 * margin), other);
  });
  code.when(not(less(-1, x)), () => code.answer(other));
  code.when(not(less(x, 2 ** 53)), () => code.answer(other));
  // 1 + x is `u` plus `lost`, exactly (Knuth 1969).
  const u = code.number(sumOfAll(1, x));
  const without = code.number(difference(u, 1));
  const lost = code.number(sumOfAll(difference(1, difference(u, without)), difference(x, without)));
  const word = code.integer(bits(u));
  const k = code.integer(minusInteger(right(word, integer(52n)), integer(1023n)));
  const mantissa = code.integer(or(and(word, integer(2n ** 52n - 1n)), integer(1023n << 52n)));
  const short = code.number(numberOfBits(and(mantissa, integer(-(2n ** 22n)))));
  const tail = difference(numberOfBits(mantissa), short);
  const scale = numberOfBits(left(minusInteger(integer(1023n), k), integer(52n)));
  const address = code.integer(left(and(right(word, integer(45n)), integer(127n)), integer(5n)));
  const c = code.number(at(address, table));
  // Exact: multiples of 2⁻⁴⁰ below 2.
  const first = code.number(difference(product(short, c), 1));
  const second = code.number(product(sumOfAll(tail, product(lost, scale)), c));
  const r = code.number(sumOfAll(first, second));
  const square = code.number(product(r, r));
  const n = code.number(float(k));
  const [high, low] = parts(ln2(), UNIT);
  const sum = code.number(sumOfAll(product(n, high), at(address, table + 8), first));
  const v = code.number(
    sumOfAll(
      sumOfAll(product(n, low), at(address, table + 16), second),
      product(square, polynomial(r, BEYOND_LINEAR)),
    ),
  );
  answerSum(code, sum, v, product(sumOfAll(product(square, 2 ** -51), 2 ** -80), margin), other);
  return code;
}
