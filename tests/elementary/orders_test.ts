// Rows of one operand against numbers of many more digits: the value and the first three derivatives, in all
// mixes of the modes, where a careless formula would cancel, overflow, underflow or meet ∞·0.

import {
  derivative,
  exp,
  log,
  log10,
  log1p,
  log2,
  mul,
  type Scalar,
  square,
  sub,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { trace } from "@fluxion/ad/trace";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { table } from "../laws/operations.ts";
import { slopeBy, type Word, wordsOf } from "../laws/words.ts";
import { ANGLES } from "./references/angles.ts";
import { EXPONENTIALS } from "./references/exponential.ts";
import { BESIDE_ZEROS, HYPERBOLIC_AND_SIGMOIDAL } from "./references/hyperbolic.ts";
import { references } from "./references/read.ts";
import { assertUnits } from "./units.ts";

/** How many units in the last place an answer of each order may be off. */
const TOLERANCES = [4, 4, 8, 16];

/** At infinities, zeros and ends of domains: limits, with the name first and the operand second. */
const LIMITS = `
exp -Infinity 0 0 0 0
expm1 -Infinity -1 0 0 0
log 0 -Infinity Infinity -Infinity Infinity
log -0 -Infinity Infinity -Infinity Infinity
log Infinity Infinity 0 0 0
log2 0 -Infinity Infinity -Infinity Infinity
log2 Infinity Infinity 0 0 0
log10 0 -Infinity Infinity -Infinity Infinity
log10 Infinity Infinity 0 0 0
log1p -1 -Infinity Infinity -Infinity Infinity
log1p Infinity Infinity 0 0 0
sqrt 0 0 Infinity -Infinity Infinity
sqrt -0 0 Infinity -Infinity Infinity
sqrt Infinity Infinity 0 0 0
cbrt 0 0 Infinity -Infinity Infinity
cbrt -0 0 Infinity Infinity Infinity
cbrt Infinity Infinity 0 0 0
cbrt -Infinity -Infinity 0 0 0
square Infinity Infinity Infinity 2 0
reciprocal 0 Infinity -Infinity Infinity -Infinity
reciprocal -0 -Infinity -Infinity -Infinity -Infinity
reciprocal Infinity 0 0 0 0
reciprocal -Infinity 0 0 0 0
asin 1 1.5707963267948966 Infinity Infinity Infinity
asin -1 -1.5707963267948966 Infinity -Infinity Infinity
acos 1 0 -Infinity -Infinity -Infinity
acos -1 3.141592653589793 -Infinity Infinity -Infinity
atan Infinity 1.5707963267948966 0 0 0
atan -Infinity -1.5707963267948966 0 0 0
sinh Infinity Infinity Infinity Infinity Infinity
sinh -Infinity -Infinity Infinity -Infinity Infinity
cosh -Infinity Infinity -Infinity Infinity -Infinity
tanh Infinity 1 0 0 0
tanh -Infinity -1 0 0 0
asinh Infinity Infinity 0 0 0
asinh -Infinity -Infinity 0 0 0
acosh 1 0 Infinity -Infinity Infinity
acosh Infinity Infinity 0 0 0
atanh 1 Infinity Infinity Infinity Infinity
atanh -1 -Infinity Infinity -Infinity Infinity
sigmoid Infinity 1 0 0 0
sigmoid -Infinity 0 0 0 0
softplus Infinity Infinity 1 0 0
softplus -Infinity 0 0 0 0
softplus 1e308 1e308 1 0 0
erf Infinity 1 0 0 0
erf -Infinity -1 0 0 0
erf 1e308 1 0 0 0
erfc Infinity 0 0 0 0
erfc -Infinity 2 0 0 0
erfc 1e308 0 0 0 0
`;

/** Fourth derivatives, which differentiate the rows that only third derivatives use. */
const FOURTH = `
exp 0.3 1.3498588075760032
expm1 0.3 1.3498588075760032
log 0.3 -740.7407407407409
log2 0.3 -1068.6629932510841
log10 0.3 -321.69961622463103
log1p 0.3 -2.1007667798746543
sqrt 0.3 -63.3938145260609
cbrt 0.3 -81.62572169878611
reciprocal 0.3 9876.543209876545
sin 0.3 0.29552020666133955
cos 0.3 0.955336489125606
tan 0.3 6.201359522277419
asin 0.3 3.9812986469730522
acos 0.3 -3.9812986469730522
atan 0.3 4.641601982899168
sinh 0.3 0.3045202934471426
cosh 0.3 1.0453385141288605
tanh 0.3 3.72248581661372
asinh 0.3 1.8771495556402846
acosh 1.3 -91.18291421179048
atanh 0.3 11.44441044596438
sigmoid 0.3 0.07037201222561552
softplus 0.3 -0.11410088523739328
erf 0.3 3.4897869181505707
erfc 0.3 -3.4897869181505707
`;

/** Outside of domains, by name. */
const OUTSIDE: { readonly [name: string]: readonly number[] } = {
  log: [-5e-324, -1, -Infinity],
  log2: [-5e-324, -1, -Infinity],
  log10: [-5e-324, -1, -Infinity],
  log1p: [-1.0000000000000002, -3, -Infinity],
  sqrt: [-5e-324, -1, -Infinity],
  sin: [Infinity, -Infinity],
  cos: [Infinity, -Infinity],
  tan: [Infinity, -Infinity],
  asin: [1.0000000000000002, -1.0000000000000002, 3, Infinity, -Infinity],
  acos: [1.0000000000000002, -1.0000000000000002, -3, Infinity, -Infinity],
  acosh: [0.9999999999999999, 0, -0.5, -1, -3, -Infinity],
  atanh: [1.0000000000000002, -1.0000000000000002, 3, Infinity, -Infinity],
};

const points = [EXPONENTIALS, ANGLES, HYPERBOLIC_AND_SIGMOIDAL, LIMITS].flatMap(references);

describe("The table of one operand", () => {
  for (const name of new Set(points.map((point) => point.name))) {
    const own = points.filter((point) => point.name === name);
    for (const order of [0, 1, 2, 3]) {
      it(`${name}, differentiated ${order} times, is right to ${TOLERANCES[order]} units`, () => {
        for (const { numbers: [x, ...wanted] } of own) {
          assertDerivative(name, order, x, wanted[order], TOLERANCES[order]);
        }
      });
    }
  }

  it("is right beside zeros of the third derivative, as if the operand were off by four units", () => {
    for (const { name, numbers: [x, third, condition] } of references(BESIDE_ZEROS)) {
      assertDerivative(name, 3, x, third, TOLERANCES[3] + 4 * condition);
    }
  });

  it("is right in the fourth order to 32 units", () => {
    for (const { name, numbers: [x, fourth] } of references(FOURTH)) {
      assertDerivative(name, 4, x, fourth, 32);
    }
  });

  for (const [name, outside] of Object.entries(OUTSIDE)) {
    it(`${name} is NaN outside of its domain, as are its derivatives of all orders`, () => {
      for (const x of outside) {
        for (const order of [0, 1, 2, 3]) assertDerivative(name, order, x, NaN, 0);
      }
    });
  }
});

describe("The trace of the slope of a row, differentiated in its turn,", () => {
  for (const { name, apply, domain } of table.filter(({ domain }) => domain.length === 1)) {
    it(`answers the second derivative of ${name}`, () => {
      const [[low, high]] = domain;
      const at = low + 0.7 * (high - low);
      const slope = derivative((x: Scalar) => apply([x])) as (x: Scalar) => Scalar;
      const { steps, outputs: [{ operand }] } = trace(slope)(at).tangents([1]);
      const tangent = operand.step === undefined ? 0 : steps[operand.step].tangent;
      assertClose(tangent ?? 0, derivative(slope)(at) as number, 1e-12);
    });
  }
});

describe("The second derivative of the logarithm of a density far out in its tail", () => {
  const density = (x: Scalar) => exp(mul(-0.5, square(x)));
  const logarithms: [name: string, f: (x: Scalar) => Scalar, wanted: number][] = [
    ["log", (x) => log(density(x)), -1],
    ["log2", (x) => log2(density(x)), -Math.LOG2E],
    ["log10", (x) => log10(density(x)), -Math.LOG10E],
    ["log1p", (x) => log1p(sub(density(x), 1)), -1],
  ];
  for (const [name, f, wanted] of logarithms) {
    it(`is that of its exponent by ${name}, as long as 1/f does not overflow`, () => {
      // Beyond 9 sigma the density is lost beside 1.
      const points = name === "log1p" ? [1, 3, 5] : [1, 10, 26.6, 27.5, 30, 37.5];
      for (const x of points) {
        for (const word of wordsOf(2)) {
          const second = differentiatedBy(word, f);
          assertClose(second(x), wanted, 1e-9);
          assertClose(jit(second, { eager: true })(x), wanted, 1e-9);
        }
      }
    });
  }
});

/** Asserts what a row answers in all mixes of the modes, and compiled. */
function assertDerivative(
  name: string,
  order: number,
  x: number,
  wanted: number,
  most: number,
): void {
  const { apply } = table.find((entry) => entry.name === name)!;
  const f = (y: Scalar) => apply([y]);
  for (const word of wordsOf(order)) {
    const differentiated = differentiatedBy(word, f);
    const what = `${name}(${x}), differentiated ${word.join(" over ") || "never"},`;
    assertUnits(differentiated(x) as number, wanted, most, what);
    const compiled = jit(differentiated, { eager: true });
    assertUnits(compiled(x) as number, wanted, most, `${what} and compiled`);
  }
}

function differentiatedBy(word: Word, f: (x: Scalar) => Scalar): (x: Scalar) => Scalar {
  return word.reduceRight((inner, mode) => slopeBy(mode, inner), f);
}
