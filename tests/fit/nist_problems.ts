// The problems of nonlinear regression among the Statistical Reference Datasets of NIST, which are in the public domain
// (https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml): 27 models, each with two starts and certified answers.

import {
  add,
  atan,
  cos,
  div,
  exp,
  mul,
  neg,
  pow,
  reciprocal,
  type Scalar,
  sin,
  square,
  sub,
} from "@fluxion/ad";

/** What NIST says about a problem. */
export interface Certified {
  /** The starts, the second closer to the answer. */
  readonly starts: readonly (readonly number[])[];
  readonly parameters: readonly number[];
  /** The standard deviations of the parameters. */
  readonly deviations: readonly number[];
  readonly residualSumOfSquares: number;
  readonly residualStandardDeviation: number;
  /** The responses and the predictors. */
  readonly measured: readonly number[];
  readonly x?: readonly number[];
  readonly x1?: readonly number[];
  readonly x2?: readonly number[];
}

/** A problem with what is to be fitted. */
export interface NistProblem {
  readonly name: string;
  readonly certified: Certified;
  readonly residuals: (parameters: Scalar[]) => Scalar[];
}

type Model = (b: readonly Scalar[], x: number, x2: number) => Scalar;

const saturation: Model = ([b1, b2], x) => mul(b1, sub(1, exp(mul(-x, b2))));
const decayOverLine: Model = ([b1, b2, b3], x) => div(exp(mul(-x, b1)), add(b2, mul(b3, x)));
const gaussians: Model = ([b1, b2, b3, b4, b5, b6, b7, b8], x) => {
  const peak = (height: Scalar, centre: Scalar, width: Scalar) =>
    mul(height, exp(neg(div(square(sub(x, centre)), square(width)))));
  return add(mul(b1, exp(mul(-x, b2))), peak(b3, b4, b5), peak(b6, b7, b8));
};
const cubics: Model = ([b1, b2, b3, b4, b5, b6, b7], x) =>
  div(
    add(b1, mul(b2, x), mul(b3, x ** 2), mul(b4, x ** 3)),
    add(1, mul(b5, x), mul(b6, x ** 2), mul(b7, x ** 3)),
  );
const exponentials: Model = ([b1, b2, b3, b4, b5, b6], x) =>
  add(mul(b1, exp(mul(-x, b2))), mul(b3, exp(mul(-x, b4))), mul(b5, exp(mul(-x, b6))));

const models: { readonly [name: string]: Model } = {
  Bennett5: ([b1, b2, b3], x) => mul(b1, pow(add(b2, x), neg(reciprocal(b3)))),
  BoxBOD: saturation,
  Chwirut1: decayOverLine,
  Chwirut2: decayOverLine,
  DanWood: ([b1, b2], x) => mul(b1, pow(x, b2)),
  ENSO: ([b1, b2, b3, b4, b5, b6, b7, b8, b9], x) => {
    const t = 2 * Math.PI * x;
    return add(
      b1,
      mul(b2, Math.cos(t / 12)),
      mul(b3, Math.sin(t / 12)),
      mul(b5, cos(div(t, b4))),
      mul(b6, sin(div(t, b4))),
      mul(b8, cos(div(t, b7))),
      mul(b9, sin(div(t, b7))),
    );
  },
  Eckerle4: ([b1, b2, b3], x) => mul(div(b1, b2), exp(mul(-0.5, square(div(sub(x, b3), b2))))),
  Gauss1: gaussians,
  Gauss2: gaussians,
  Gauss3: gaussians,
  Hahn1: cubics,
  Kirby2: ([b1, b2, b3, b4, b5], x) =>
    div(add(b1, mul(b2, x), mul(b3, x ** 2)), add(1, mul(b4, x), mul(b5, x ** 2))),
  Lanczos1: exponentials,
  Lanczos2: exponentials,
  Lanczos3: exponentials,
  MGH09: ([b1, b2, b3, b4], x) =>
    div(mul(b1, add(x ** 2, mul(x, b2))), add(x ** 2, mul(x, b3), b4)),
  MGH10: ([b1, b2, b3], x) => mul(b1, exp(div(b2, add(x, b3)))),
  MGH17: ([b1, b2, b3, b4, b5], x) => add(b1, mul(b2, exp(mul(-x, b4))), mul(b3, exp(mul(-x, b5)))),
  Misra1a: saturation,
  Misra1b: ([b1, b2], x) => mul(b1, sub(1, pow(add(1, mul(b2, x / 2)), -2))),
  Misra1c: ([b1, b2], x) => mul(b1, sub(1, pow(add(1, mul(b2, 2 * x)), -0.5))),
  Misra1d: ([b1, b2], x) => div(mul(b1, b2, x), add(1, mul(b2, x))),
  Nelson: ([b1, b2, b3], x, x2) => sub(b1, mul(b2, x, exp(mul(-x2, b3)))),
  Rat42: ([b1, b2, b3], x) => div(b1, add(1, exp(sub(b2, mul(b3, x))))),
  Rat43: ([b1, b2, b3, b4], x) => div(b1, pow(add(1, exp(sub(b2, mul(b3, x)))), reciprocal(b4))),
  Roszman1: ([b1, b2, b3, b4], x) =>
    sub(sub(b1, mul(b2, x)), div(atan(div(b3, sub(x, b4))), Math.PI)),
  Thurber: cubics,
};

/** All 27. */
export const nistProblems: readonly NistProblem[] = Object.keys(models).map((name) => {
  const file = new URL(`./nist/${name}.json`, import.meta.url);
  const certified: Certified = JSON.parse(Deno.readTextFileSync(file));
  const { x = certified.x1!, x2 = x, measured } = certified;
  // Nelson's model is of the logarithm of what was measured.
  const ys = name === "Nelson" ? measured.map(Math.log) : measured;
  const model = models[name];
  return {
    name,
    certified,
    residuals: (b) => ys.map((y, i) => sub(model(b, x[i], x2[i]), y)),
  };
});

/** The number of digits that agree with the certified ones, the least over all parameters. */
export function digitsOf(own: readonly number[], certified: readonly number[]): number {
  const each = own.map((x, j) => -Math.log10(Math.abs(x / certified[j] - 1)));
  return Math.min(16, ...each);
}
