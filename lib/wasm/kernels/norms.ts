// Norms of two numbers and of three, and what their derivatives consist of: the operations of their rows, in the order in which
// these compute them, where no square overflows or underflows. Elsewhere they call the functions of the rows.

import { LARGEST_OF_SQUARES, LEAST_OF_SQUARES } from "../../elementary/norms.ts";
import { LARGEST_UNSCALED, SMALLEST_UNSCALED } from "../../elementary/scale.ts";
import {
  difference,
  KernelCode,
  type KernelOperand,
  type KernelValue,
  largerOf,
  less,
  product,
  quotient,
  size,
  squareRoot,
  sumOfAll,
} from "./kernel_code.ts";

/** Answers an expression of the norm of two numbers where that needs no scale. */
function answerOfTwo(other: KernelValue, of: (norm: KernelValue, x: KernelValue) => KernelValue) {
  const code = new KernelCode(2);
  const { x, y } = code;
  const squares = code.number(sumOfAll(product(x, x), product(y, y)));
  code.when(less(LEAST_OF_SQUARES, squares), () => {
    code.when(less(squares, LARGEST_OF_SQUARES), () => code.answer(of(squareRoot(squares), x)));
  });
  code.answer(other);
  return code;
}

/** Writes √(x² + y²). */
export function composedHypot(other: KernelValue): KernelCode {
  return answerOfTwo(other, (norm) => norm);
}

/** Writes x/√(x² + y²). */
export function composedComponent(other: KernelValue): KernelCode {
  return answerOfTwo(other, (norm, x) => quotient(x, norm));
}

/** Returns code with the largest size of its arguments. */
function withSize(count: number): { code: KernelCode; all: KernelValue[]; largest: KernelValue } {
  const code = new KernelCode(count);
  const all = [code.x, code.y, code.z].slice(0, count);
  const [first, ...rest] = all.map((x) => code.number(size(x)));
  return { code, all, largest: code.number(rest.reduce((a, b) => largerOf(a, b), first)) };
}

/** Writes √(x² + y² + z²), by compensated summation. */
export function composedHypotOfThree(other: KernelValue): KernelCode {
  const { code, all, largest } = withSize(3);
  code.when(less(largest, LARGEST_UNSCALED), () => {
    code.when(less(SMALLEST_UNSCALED, largest), () => {
      let total: KernelOperand = 0;
      let compensation: KernelOperand = 0;
      for (const x of all) {
        const summand: KernelValue = code.number(difference(product(x, x), compensation));
        const next: KernelValue = code.number(sumOfAll(total, summand));
        compensation = code.number(difference(next, total, summand));
        total = next;
      }
      code.answer(squareRoot(total));
    });
  });
  code.answer(other);
  return code;
}

/** Writes the scale of numbers, which is 1 for most. */
export function composedScale(count: number, other: KernelValue): KernelCode {
  const { code, largest } = withSize(count);
  code.when(less(largest, LARGEST_UNSCALED), () => {
    code.when(less(SMALLEST_UNSCALED, largest), () => code.answer(1));
  });
  code.answer(other);
  return code;
}
