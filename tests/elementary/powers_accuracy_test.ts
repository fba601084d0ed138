// Powers and quotients against numbers of many more digits: all derivatives up to the third order, in all mixes
// of the modes, where an exponent is rounded, a power overflows though the derivative does not, and at the ends.

import { derivative, grad, pow, type Scalar } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { itInEveryMix } from "../cases/mixes.ts";
import { table } from "../laws/operations.ts";
import { tensor, wordsOf } from "../laws/words.ts";
import { POWERS } from "./references/powers.ts";
import { type Reference, references } from "./references/read.ts";
import { assertUnits } from "./units.ts";

/** How many units in the last place an answer of each order may be off. */
const TOLERANCES = [4, 4, 8, 16];

/** Where the derivatives of each order stand in a reference, by how often they differentiate by y. */
const START = [0, 1, 3, 6];

/** Limits of xʸ, at 0 and infinities: x, y, then as in the references. */
const LIMITS = `
pow 0 0 1 0 -Infinity 0 Infinity Infinity 0 -Infinity -Infinity -Infinity
pow 0 0.5 0 Infinity 0 -Infinity -Infinity 0 Infinity Infinity Infinity 0
pow 0 1 0 1 0 0 -Infinity 0 0 Infinity Infinity 0
pow 0 2 0 0 0 2 0 0 0 -Infinity 0 0
pow 0 3 0 0 0 0 0 0 6 0 0 0
pow 0 -1 Infinity -Infinity -Infinity Infinity Infinity Infinity -Infinity -Infinity -Infinity -Infinity
pow Infinity 0 1 0 Infinity 0 0 Infinity 0 0 0 Infinity
pow Infinity 0.5 Infinity 0 Infinity 0 0 Infinity 0 0 0 Infinity
pow Infinity 1 Infinity 1 Infinity 0 Infinity Infinity 0 0 Infinity Infinity
pow Infinity 2 Infinity Infinity Infinity 2 Infinity Infinity 0 Infinity Infinity Infinity
pow Infinity -1 0 0 0 0 0 0 0 0 0 0
pow 0.5 Infinity 0 0 0 0 0 0 0 0 0 0
pow 2 -Infinity 0 0 0 0 0 0 0 0 0 0
pow 2 Infinity Infinity Infinity Infinity Infinity Infinity Infinity Infinity Infinity Infinity Infinity
pow 0.5 -Infinity Infinity -Infinity -Infinity Infinity Infinity Infinity -Infinity -Infinity -Infinity -Infinity
pow 1 Infinity NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
pow 1 -Infinity NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
pow 0 0.1 0 Infinity 0 -Infinity -Infinity 0 Infinity Infinity Infinity 0
pow 0 0.3 0 Infinity 0 -Infinity -Infinity 0 Infinity Infinity Infinity 0
pow 0 0.45 0 Infinity 0 -Infinity -Infinity 0 Infinity Infinity Infinity 0
pow Infinity 0.1 Infinity 0 Infinity 0 0 Infinity 0 0 0 Infinity
pow Infinity 0.3 Infinity 0 Infinity 0 0 Infinity 0 0 0 Infinity
pow Infinity 0.45 Infinity 0 Infinity 0 0 Infinity 0 0 0 Infinity
`;

const points = references(POWERS);

describe("The table of two operands", () => {
  for (const name of new Set(points.map((point) => point.name))) {
    const own = points.filter((point) => point.name === name);
    for (const order of [0, 1, 2, 3]) {
      it(`${name}, differentiated ${order} times, is right to ${TOLERANCES[order]} units`, () => {
        for (const point of own) assertDerivatives(point, order, TOLERANCES[order]);
      });
    }
  }

  it("pow has its limits at 0 and at infinities, in all orders", () => {
    for (const point of references(LIMITS)) {
      for (const order of [0, 1, 2, 3]) assertDerivatives(point, order, 0);
    }
  });

  it("pow is right in the fourth order, twice by each operand", () => {
    const [x, y, log] = [2.5, 1.7, Math.log(2.5)];
    const fourth = Math.pow(x, y - 2) * (y * (y - 1) * log ** 2 + 2 * (2 * y - 1) * log + 2);
    for (const word of wordsOf(4)) {
      const answers = new Map(
        entriesOf(tensor(word, ([x, y]) => pow(x, y))([x, y]), 4)
          .map(([path, value]) => [path.join(""), value]),
      );
      for (const path of ["0011", "0101", "1010", "1100"]) {
        assertUnits(answers.get(path)!, fourth, 16, `pow, differentiated by ${path},`);
      }
    }
  });

  it("pow is NaN for a fractional power of a negative number, as are all its derivatives", () => {
    for (const [x, y] of [[-2, 0.5], [-1e-300, 1.5], [-2, 1e-20], [-3, -0.1], [-1, 1e-300]]) {
      const numbers = [x, y, ...Array(10).fill(NaN)];
      for (const order of [0, 1, 2, 3]) assertDerivatives({ name: "pow", numbers }, order, 0);
    }
  });

  it("pow answers the sign of zero that y·xʸ⁻¹ has, whoever follows the exponent", () => {
    for (const y of [0, -0]) {
      for (const at of [2, 0, 5e-324, 1e-200, Infinity]) {
        const slopes = [
          derivative((x) => pow(x, y))(at),
          grad((x: Scalar) => pow(x, y))(at),
          grad(pow, { argnums: [0, 1] })(at, y)[0],
          jit(grad(pow, { argnums: [0, 1] }), { eager: true })(at, y)[0],
        ];
        for (const slope of slopes) assert(Object.is(slope, y), `${slope} at ${at}^${y}`);
      }
    }
  });

  itInEveryMix(
    2,
    "pow by a constant exponent that a derivative follows is compiled as it is",
    (...mix) => {
      const [outer, inner] = mix;
      for (const exponent of [2, 3, 0.5]) {
        const first = (x: Scalar) => inner.derivative((y) => pow(x, y))(exponent);
        const second = (x: Scalar) =>
          inner.derivative((y) => outer.derivative((own) => pow(own, y))(x))(exponent);
        for (const f of [first, second]) {
          const compiled = jit(f, { eager: true });
          for (const x of [3, 0.25, 7]) assertEquals(compiled(x), f(x));
        }
      }
    },
  );

  it("pow with a constant exponent answers the same bits compiled, also where it underflows", () => {
    for (const exponent of [1, 2, 3, 4, -1, -2, 0.5, 1.5, 0.3, 5, 12.5]) {
      const slope = derivative((x) => pow(x, exponent));
      for (const f of [slope, derivative(slope as (x: Scalar) => Scalar)]) {
        const compiled = jit(f, { eager: true });
        for (const x of [3, -3, 1e-161, 1e-108, 1e-154, 1e200, 0, -0, Infinity, 5e-324]) {
          assertEquals(compiled(x), f(x));
        }
      }
    }
  });
});

/** Asserts all derivatives of an order in all mixes of the modes. */
function assertDerivatives({ name, numbers }: Reference, order: number, most: number): void {
  const { apply } = table.find((entry) => entry.name === name)!;
  const [x, y, ...wanted] = numbers;
  for (const word of wordsOf(order)) {
    const answers = tensor(word, apply)([x, y]);
    for (const [path, answer] of entriesOf(answers, order)) {
      const byY = path.filter((index) => index === 1).length;
      const what = `${name}(${x}, ${y}), differentiated ${word.join(" over ")} by [${path}],`;
      assertUnits(answer, wanted[START[order] + byY], most, what);
    }
  }
}

/** The numbers of a tensor, with their places. */
function entriesOf(tensor: unknown, order: number): [path: number[], value: number][] {
  if (order === 0) return [[[], tensor as number]];
  return (tensor as unknown[]).flatMap((inner, i) =>
    entriesOf(inner, order - 1).map(([path, value]): [number[], number] => [[i, ...path], value])
  );
}
