// Structural zeros, compiled: a seed that is 0 in one call and not in another, a rule that is told of zeros,
// and a backward rule that is not linear answer the bits of the uncompiled function.

import {
  add,
  clamp,
  customJvp,
  customVjp,
  derivative,
  div,
  grad,
  hvp,
  jvp,
  linearize,
  log,
  max,
  mul,
  type Scalar,
  sqrt,
  square,
  vjp,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

const several = ([x, y, z]: Scalar[]) => [sqrt(x), mul(y, z), add(log(x), square(z))];
const one = ([x, y, z]: Scalar[]) => add(sqrt(x), mul(y, z, z));

const steep = customJvp(
  (x: Scalar, y: Scalar) => add(sqrt(x), mul(x, y)),
  ([x, y], [dx, dy]) => [
    add(sqrt(x), mul(x, y)),
    add(div(dx, mul(2, sqrt(x))), mul(dx, y), mul(x, dy)),
  ],
);
const pair = customVjp(
  (x: Scalar) => [sqrt(x), square(x)],
  (x) => [[sqrt(x), square(x)], x],
  (x, [a, b]) => [add(div(a, mul(2, sqrt(x))), mul(2, x, b))],
);
const clipped = customVjp((x: Scalar) => x, (x) => [x, 0], (_, c) => [clamp(c, -1, 1)]);
const pulledAsOne = customVjp((x: Scalar) => x, (x) => [x, 0], () => [1]);
const pushedAsOne = customJvp((x: Scalar) => x, ([x]) => [x, 1]);

const programs: { readonly [name: string]: (x: number[], v: number[]) => unknown } = {
  "jvp": (x, v) => jvp(several, [x], [v]),
  "vjp": (x, v) => vjp(several, [x])[1](v),
  "linearize": (x, v) => linearize(several, [x])[1](v),
  "hvp": (x, v) => hvp(one)(x, v),
  "customJvp in forward mode": (x, v) => jvp(([a, b]: Scalar[]) => steep(a, b), [x], [v]),
  "customJvp in reverse mode": (x) => grad(([a, b]: Scalar[]) => steep(a, b))(x),
  "customVjp with one result unused": ([x]) => [
    derivative((a) => pair(a)[1])(x),
    grad((a: Scalar) => pair(a)[1])(x),
    grad((a: Scalar) => pair(a)[0])(x),
  ],
  "a rule with a forward rule that a choice leaves out": (x) => [
    grad(([a, b]: Scalar[]) => max(steep(a, b), b, 1))(x),
    grad(([a, b]: Scalar[]) => clamp(steep(a, b), 1, 5))(x),
  ],
  "a rule with a backward rule that a choice leaves out": (x) =>
    grad(([a, b]: Scalar[]) => max(pair(a)[0], pair(b)[1], 1))(x),
  "rules of what a choice has chosen": (x, v) => {
    const f = ([a, b]: Scalar[]) => [steep(max(a, b), b), ...pair(max(a, 1)), ...pair(max(b, a))];
    return [jvp(f, [x], [v]), vjp(f, [x])[1]([...v, v[0], 1])];
  },
  "a backward rule that asks for no cotangent, behind a choice": (x) =>
    grad(([a, b]: Scalar[]) => max(pulledAsOne(a), b))(x),
  "a forward rule that asks for no tangent, of a choice": (x, v) => [
    jvp(([a, b]: Scalar[]) => pushedAsOne(max(a, 1, mul(0, b))), [x], [v]),
    derivative((a) => pushedAsOne(clamp(a, 1, 3)))(x[0]),
  ],
  "a clipped gradient": ([x]) => grad((a: Scalar) => square(clipped(a)))(x),
};

const points = [[4, 2, 3], [0, 2, 3], [0, 0, 1], [1, 5, 0], [4, 0, 0]];
const seeds = [[1, 2, 3], [0, 1, 2], [1, 0, 0], [0, 0, 1], [2, 3, 4], [0, -0, 1]];

describe("Structural zeros, compiled,", () => {
  for (const [name, f] of Object.entries(programs)) {
    it(`are those of the function: ${name}`, () => {
      const compiled = jit(f, { eager: true }) as typeof f;
      for (let round = 0; round < 3; round++) {
        for (const x of points) {
          for (const v of seeds) assertSame(compiled(x, v), f(x, v), `at ${x} along ${v}`);
        }
      }
    });
  }
});
