// Functions that consist of exponentials and logarithms: the operations of their rows, in the order in which these compute them,
// and those of hyperbolic functions and their inverses in the order of fdlibm, by which engines compute them.
//
// The latter are: Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
// business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.

import {
  call,
  difference,
  KernelCode,
  type KernelValue,
  largerOf,
  less,
  negative,
  not,
  oneOf,
  product,
  quotient,
  same,
  size,
  squareRoot,
  sumOfAll,
  withSign,
} from "./kernel_code.ts";

/** The kernels that others call, by their indices in the module. */
export interface Parts {
  readonly exp: number;
  readonly expm1: number;
  readonly log1p: number;
  readonly cosh: number;
  /** The function of JavaScript, which engines call as directly. */
  readonly log: number;
}

/** ½·ln 2, as fdlibm compares it: by the upper half of the bits. */
const HALF_LN_2 = (1 + 0x62e43 / 2 ** 20) / 4;
/** The first number above 2 that fdlibm takes for larger. */
const ABOVE_TWO = 2 + 2 ** -19;
/** From here on, the inverses are logarithms or the numbers themselves. */
const FAR = 2 ** 28;

/** Writes e^(−|x|), which several rows begin with. */
function tailOf(code: KernelCode, { exp }: Parts): KernelValue {
  return code.number(call(exp, negative(size(code.x))));
}

/** Writes the value of `sigmoid`. */
export function composedSigmoid(parts: Parts): KernelCode {
  const code = new KernelCode();
  const tail = tailOf(code, parts);
  code.answer(quotient(oneOf(less(code.x, 0), tail, 1), sumOfAll(1, tail)));
  return code;
}

/** Writes the value of the derivative of `sigmoid`. */
export function composedSigmoidSlope(parts: Parts): KernelCode {
  const code = new KernelCode();
  const tail = tailOf(code, parts);
  const sum = code.number(sumOfAll(1, tail));
  code.answer(quotient(tail, product(sum, sum)));
  return code;
}

/** Writes the value of `softplus`. */
export function composedSoftplus(parts: Parts): KernelCode {
  const code = new KernelCode();
  const tail = tailOf(code, parts);
  code.answer(sumOfAll(largerOf(code.x, 0), call(parts.log1p, tail)));
  return code;
}

/** Writes the value of `expDifference`. */
export function composedExpDifference({ exp }: Parts): KernelCode {
  const code = new KernelCode(2);
  const { x, y } = code;
  code.when(same(x, y), () => code.answer(1));
  const distance = code.number(difference(x, y));
  const minusY = code.number(difference(distance, x));
  const rest = difference(difference(x, difference(distance, minusY)), sumOfAll(y, minusY));
  const leading = code.number(call(exp, distance));
  code.answer(oneOf(same(leading, 0), 0, sumOfAll(leading, product(leading, rest))));
  return code;
}

/** Writes cosh x. */
export function composedCosh(parts: Parts, other: KernelValue): KernelCode {
  const code = new KernelCode();
  const x = code.number(size(code.x));
  code.when(not(less(x, 22)), () => code.answer(other));
  code.when(less(x, HALF_LN_2), () => {
    const t = code.number(call(parts.expm1, x));
    const w = code.number(sumOfAll(1, t));
    code.answer(sumOfAll(1, quotient(product(t, t), sumOfAll(w, w))));
  });
  const t = code.number(call(parts.exp, x));
  code.answer(sumOfAll(product(0.5, t), quotient(0.5, t)));
  return code;
}

/** Writes the value of `sech`. */
export function composedSech(parts: Parts): KernelCode {
  const code = new KernelCode();
  code.answer(quotient(1, call(parts.cosh, code.x)));
  return code;
}

/** Writes sinh x. */
export function composedSinh({ expm1 }: Parts, other: KernelValue): KernelCode {
  const code = new KernelCode();
  const x = code.number(size(code.x));
  code.when(not(less(x, 22)), () => code.answer(other));
  code.when(less(x, 2 ** -28), () => code.answer(code.x));
  const half = oneOf(less(code.x, 0), -0.5, 0.5);
  const t = code.number(call(expm1, x));
  const share = (numerator: KernelValue) => quotient(numerator, sumOfAll(t, 1));
  code.when(
    less(x, 1),
    () => code.answer(product(half, difference(product(2, t), share(product(t, t))))),
  );
  code.answer(product(half, sumOfAll(t, share(t))));
  return code;
}

/** Writes arsinh x. */
export function composedAsinh({ log, log1p }: Parts, other: KernelValue): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  const a = code.number(size(x));
  code.when(not(less(a, FAR)), () => code.answer(other));
  code.when(less(a, 1 / FAR), () => code.answer(x));
  const t = code.number(product(x, x));
  code.when(less(a, ABOVE_TWO), () => {
    const rest = quotient(t, sumOfAll(1, squareRoot(sumOfAll(1, t))));
    code.answer(withSign(call(log1p, sumOfAll(a, rest)), x));
  });
  const rest = quotient(1, sumOfAll(squareRoot(sumOfAll(t, 1)), a));
  code.answer(withSign(call(log, sumOfAll(product(2, a), rest)), x));
  return code;
}

/** Writes arcosh x. */
export function composedAcosh({ log, log1p }: Parts, other: KernelValue): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  code.when(not(less(x, FAR)), () => code.answer(other));
  code.when(not(less(1, x)), () => code.answer(other));
  code.when(less(x, ABOVE_TWO), () => {
    const t = code.number(difference(x, 1));
    const root = squareRoot(sumOfAll(product(2, t), product(t, t)));
    code.answer(call(log1p, sumOfAll(t, root)));
  });
  const root = squareRoot(difference(product(x, x), 1));
  code.answer(call(log, difference(product(2, x), quotient(1, sumOfAll(x, root)))));
  return code;
}

/** Writes artanh x. */
export function composedAtanh({ log1p }: Parts, other: KernelValue): KernelCode {
  const code = new KernelCode();
  const { x } = code;
  const a = code.number(size(x));
  code.when(not(less(a, 1)), () => code.answer(other));
  code.when(less(a, 1 / FAR), () => code.answer(x));
  const t = code.number(sumOfAll(a, a));
  const rest = code.number(difference(1, a));
  const half = (of: KernelValue) => code.answer(withSign(product(0.5, call(log1p, of)), x));
  code.when(less(a, 0.5), () => half(sumOfAll(t, quotient(product(t, a), rest))));
  half(quotient(t, rest));
  return code;
}
