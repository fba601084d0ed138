// A body that writes into its argument writes into a copy, whether or not a derivative follows it: to
// differentiate a program changes no value.

import {
  add,
  checkpoint,
  checkpointedLoop,
  customJvp,
  customVjp,
  fixedPoint,
  implicitRoot,
  jvp,
  mul,
  type Scalar,
  sub,
  valueAndGrad,
} from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Doubles the first entry in place, and answers a product. */
const body = (xs: Scalar[]) => {
  xs[0] = mul(2, xs[0]);
  return mul(xs[0], xs[1]);
};
const product = (xs: Scalar[]) => mul(2, xs[0], xs[1]);

const stages: { readonly [name: string]: (xs: Scalar[]) => Scalar } = {
  checkpoint: (xs) => checkpoint(body)(xs),
  customJvp: (xs) =>
    customJvp(body, ([xs], [ds]) => {
      const slope = mul(2, add(mul(ds[0], xs[1]), mul(xs[0], ds[1])));
      return [body(xs), slope];
    })(xs),
  customVjp: (xs) =>
    customVjp(body, (xs) => [product(xs), [...xs]], ([x, y], c) => [[mul(2, y, c), mul(2, x, c)]])(
      xs,
    ),
  checkpointedLoop: (xs) =>
    checkpointedLoop((s: Scalar[], i) => (i === 0 ? s[2] = body(s) : 0, s), 3, [...xs, 0])[2],
  implicitRoot: (xs) =>
    implicitRoot(
      (y: Scalar, own: Scalar[]) => sub(y, body(own)),
      (own) => 2 * own[0] * own[1],
    )(xs),
  fixedPoint: (xs) =>
    fixedPoint((_y: Scalar, own: Scalar[]) => product(own), (own) => {
      own[0] *= 2;
      return own[0] * own[1];
    })(xs),
};

describe("A body that writes into its argument", () => {
  for (const [name, stage] of Object.entries(stages)) {
    it(`leaves the caller's array as it is, with and without a derivative: ${name}`, () => {
      const f = (xs: Scalar[]) => {
        const own = [...xs];
        const y = stage(own);
        return add(y, own[0]);
      };
      assertEquals(f([3, 5]), 33);
      assertEquals(valueAndGrad(f)([3, 5]), [33, [11, 6]]);
      assertEquals(jvp(f, [[3, 5]], [[1, 0]]), [33, 11]);
    });
  }

  it("leaves the caller's array as it is: numericVjp", () => {
    const stage = numericVjp((xs: number[]) => (xs[0] *= 2, xs[0] * xs[1]));
    const own = [3, 5];
    assertEquals([stage(own), own], [30, [3, 5]]);
  });
});
