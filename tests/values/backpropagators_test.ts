// A variable whose backpropagator is not kept has no derivative: it is refused wherever a backpropagator that is
// kept would carry a cotangent on to it.

import {
  add,
  checkpoint,
  checkpointedLoop,
  customJvp,
  customVjp,
  exp,
  grad,
  mul,
  type Scalar,
  sin,
  square,
  sum,
} from "@fluxion/ad";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const byJvp = customJvp((x) => x, ([x], [dx]) => [x, dx]);
const byVjp = customVjp((x) => x, (x) => [x, undefined], (_, w) => [w]);

/** What is done with a value that the body of a checkpoint has stored outside of itself. */
const uses: { readonly [name: string]: (stored: Scalar, x: Scalar) => Scalar } = {
  "as it is": (stored) => stored,
  "in an operation of one real": (stored) => exp(stored),
  "as the left operand": (stored) => mul(stored, 2),
  "as the right operand": (stored) => mul(2, stored),
  "as the left of two operands": (stored, x) => mul(stored, x),
  "as the right of two operands": (stored, x) => mul(x, stored),
  "in a list": (stored) => sum([1, stored]),
  "in a list with others": (stored, x) => sum([x, stored]),
  "in a function with a forward rule": (stored) => byJvp(stored) as Scalar,
  "in a function with a backward rule": (stored) => byVjp(stored) as Scalar,
  "in a checkpoint": (stored) => checkpoint((y: Scalar) => square(y))(stored) as Scalar,
  "in a checkpointed loop": (stored) =>
    checkpointedLoop((y: Scalar) => square(y), 3, stored) as Scalar,
};

describe("A value that the body of a checkpoint has stored", () => {
  for (const [name, use] of Object.entries(uses)) {
    it(`is refused outside, ${name}`, () => {
      const f = (x: Scalar) => {
        let stored: Scalar = 0;
        checkpoint((own: Scalar) => stored = sin(own))(x);
        return use(stored, x);
      };
      assertThrows(() => grad(f)(1), TypeError, "return it from the body");
    });
  }

  it("is used inside as any other", () => {
    const f = (x: Scalar) =>
      checkpoint((own: Scalar) => {
        const stored = sin(own);
        return add(stored, square(stored));
      })(x) as Scalar;
    const slope = Math.cos(1) * (1 + 2 * Math.sin(1));
    assertEquals(grad(f)(1), slope);
  });
});
