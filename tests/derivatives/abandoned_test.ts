// Asynchronous functions where none is taken: the error says so, and the promise that the function has
// left behind does not come up as a rejection that nobody handles.

import {
  checkpoint,
  checkpointedLoop,
  customJvp,
  customVjp,
  fixedPoint,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  linearize,
  mul,
  type Scalar,
  square,
} from "@fluxion/ad";
import { checkGrads, numericGrad } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Uses its box when the call that made it has ended, which is refused, and nobody awaits it. */
const later = async (x: Scalar): Promise<Scalar> => {
  await Promise.resolve();
  return square(x);
};
const synchronous = later as unknown as (x: Scalar) => Scalar;
const severalLater = (xs: Scalar[]) => xs.map(synchronous);
const withinGrad = (f: (x: Scalar) => Scalar) => () => grad(f)(2);

const REFUSED: readonly [what: string, call: () => unknown, wanted: string][] = [
  ["hvp", () => hvp(synchronous)(2, 1), "await what is asynchronous first"],
  ["hessian", () => hessian(synchronous)(2), "await what is asynchronous first"],
  ["jacobian", () => jacobian(synchronous)(2), "await what is asynchronous first"],
  ["jacfwd", () => jacfwd(synchronous)(2), "await what is asynchronous first"],
  ["jacrev", () => jacrev(synchronous)(2), "await what is asynchronous first"],
  ["jacrev of a list", () => jacrev(severalLater)([1, 2, 3]), "result[0] is a Promise"],
  [
    "a pair",
    () => grad((x) => [later(x), 1] as never as [Scalar, number], { hasAux: true })(2),
    "a Promise",
  ],
  ["linearize", () => linearize(synchronous, [2]), "await what is asynchronous first"],
  ["checkGrads", () => checkGrads(synchronous, [2]), "a Promise"],
  ["numericGrad", () => numericGrad(later as never)(2), "a Promise"],
  ["checkpoint", withinGrad(checkpoint(synchronous)), "out is a Promise"],
  ["checkpointedLoop", () => checkpointedLoop(synchronous, 3, 1), "state is a Promise"],
  [
    "the rule of customJvp",
    withinGrad(customJvp(square, (async ([x]: Scalar[]) => [await later(x), 1]) as never)),
    "[out, outTangent] is wanted",
  ],
  [
    "the backward rule of customVjp",
    withinGrad(
      customVjp(square, (x) => [x, x], (async (x: Scalar) => [await later(x)]) as never),
    ),
    "one cotangent an argument",
  ],
  ["fixedPoint", withinGrad(fixedPoint(synchronous, () => 1)), "g(x) is a Promise"],
];

describe("An asynchronous function that is refused leaves no rejection behind", () => {
  // A rejection that nobody handles fails the test in which it comes up.
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

  for (const [what, call, wanted] of REFUSED) {
    it(`by ${what}`, async () => {
      assertThrows(call, TypeError, wanted);
      await turn();
    });
  }

  it("by jit, which runs it uncompiled", async () => {
    const compiled = jit((x: Scalar) => later(mul(2, x)));
    const answer = compiled(3);
    await turn();
    assertEquals(await answer, 36);
  });
});
