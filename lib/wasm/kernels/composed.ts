// Functions that consist of exponentials: the operations of their rows, in the order in which these compute them, and those of
// `sinh` and `cosh` in the order of fdlibm, by which engines compute them.
//
// The latter are: Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
// business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.

import {
  call,
  either,
  type Expression,
  KernelCode,
  larger,
  less,
  minus,
  negative,
  not,
  over,
  plus,
  same,
  size,
  times,
} from "./kernel_code.ts";

/** The kernels that others call, by their indices in the module. */
export interface Parts {
  readonly exp: number;
  readonly expm1: number;
  readonly log1p: number;
  readonly cosh: number;
}

/** ½·ln 2, as fdlibm compares it: by the upper half of the bits. */
const HALF_LN_2 = (1 + 0x62e43 / 2 ** 20) / 4;

/** Writes e^(−|x|), which several rows begin with. */
function tailOf(code: KernelCode, { exp }: Parts): Expression {
  return code.number(call(exp, negative(size(code.x))));
}

/** Writes the value of `sigmoid`. */
export function sigmoid(parts: Parts): KernelCode {
  const code = new KernelCode();
  const tail = tailOf(code, parts);
  code.answer(over(either(less(code.x, 0), tail, 1), plus(1, tail)));
  return code;
}

/** Writes the value of the derivative of `sigmoid`. */
export function sigmoidSlope(parts: Parts): KernelCode {
  const code = new KernelCode();
  const tail = tailOf(code, parts);
  const sum = code.number(plus(1, tail));
  code.answer(over(tail, times(sum, sum)));
  return code;
}

/** Writes the value of `softplus`. */
export function softplus(parts: Parts): KernelCode {
  const code = new KernelCode();
  const tail = tailOf(code, parts);
  code.answer(plus(larger(code.x, 0), call(parts.log1p, tail)));
  return code;
}

/** Writes the value of `expDifference`. */
export function expDifference({ exp }: Parts): KernelCode {
  const code = new KernelCode(2);
  const { x, y } = code;
  code.when(same(x, y), () => code.answer(1));
  const difference = code.number(minus(x, y));
  const minusY = code.number(minus(difference, x));
  const rest = minus(minus(x, minus(difference, minusY)), plus(y, minusY));
  const leading = code.number(call(exp, difference));
  code.answer(either(same(leading, 0), 0, plus(leading, times(leading, rest))));
  return code;
}

/** Writes cosh x. */
export function cosh(parts: Parts, other: Expression): KernelCode {
  const code = new KernelCode();
  const x = code.number(size(code.x));
  code.when(not(less(x, 22)), () => code.answer(other));
  code.when(less(x, HALF_LN_2), () => {
    const t = code.number(call(parts.expm1, x));
    const w = code.number(plus(1, t));
    code.answer(plus(1, over(times(t, t), plus(w, w))));
  });
  const t = code.number(call(parts.exp, x));
  code.answer(plus(times(0.5, t), over(0.5, t)));
  return code;
}

/** Writes the value of `sech`. */
export function sech(parts: Parts): KernelCode {
  const code = new KernelCode();
  code.answer(over(1, call(parts.cosh, code.x)));
  return code;
}

/** Writes sinh x. */
export function sinh({ expm1 }: Parts, other: Expression): KernelCode {
  const code = new KernelCode();
  const x = code.number(size(code.x));
  code.when(not(less(x, 22)), () => code.answer(other));
  code.when(less(x, 2 ** -28), () => code.answer(code.x));
  const half = either(less(code.x, 0), -0.5, 0.5);
  const t = code.number(call(expm1, x));
  const quotient = (numerator: Expression) => over(numerator, plus(t, 1));
  code.when(
    less(x, 1),
    () => code.answer(times(half, minus(times(2, t), quotient(times(t, t))))),
  );
  code.answer(times(half, plus(t, quotient(t))));
  return code;
}
