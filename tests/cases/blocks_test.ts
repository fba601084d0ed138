// A Jacobian by forward mode takes one run of the function for thirty inputs. A direction along which
// a value does not change is absent from its tangents, and nothing is computed with what is absent.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  add,
  checkpoint,
  checkpointedLoop,
  customJvp,
  customVjp,
  grad,
  hessian,
  jacfwd,
  jacobian,
  jacrev,
  log,
  max,
  mul,
  type Scalar,
  sin,
  sqrt,
  square,
  sum,
  value,
} from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { assertClose } from "../assert_close.ts";
import { SECOND_ORDER_MODES } from "./mixes.ts";

const numbers = (n: number) => Array.from({ length: n }, (_, i) => (i + 1) / 8);
const runsOf =
  (transform: (f: (xs: Scalar[]) => Scalar[]) => (xs: number[]) => unknown) =>
  (outputs: number, inputs: number): number => {
    let runs = 0;
    const f = (xs: Scalar[]) => {
      runs++;
      return Array.from({ length: outputs }, (_, i) => sin(xs[i % inputs]));
    };
    transform(f)(numbers(inputs));
    return runs;
  };

describe("A Jacobian of n inputs", () => {
  it("by forward mode runs the function once for each thirty", () => {
    for (const [inputs, runs] of [[1, 1], [2, 1], [30, 1], [31, 2], [60, 2], [61, 3]]) {
      assertEquals(runsOf((f) => jacfwd(f))(2, inputs), runs, `${inputs} inputs`);
    }
  });

  it("by the shape runs it once up to thirty, and more often for many outputs only", () => {
    assertEquals(runsOf((f) => jacobian(f))(1, 30), 1);
    assertEquals(runsOf((f) => jacobian(f))(20, 60), 1);
    assertEquals(runsOf((f) => jacobian(f))(21, 60), 3);
  });

  it("is the same whatever the number of blocks", () => {
    const f = (xs: readonly Scalar[]) => xs.map((x, i) => mul(x, sin(xs[(7 * i + 3) % xs.length])));
    for (const n of [29, 30, 31, 59, 60, 61, 95]) {
      const expected = jacrev(f)(numbers(n));
      for (const transform of [jacfwd, jacobian]) assertClose(transform(f)(numbers(n)), expected);
    }
  });

  it("refuses results of different lengths in different runs", () => {
    let runs = 0;
    const f = (xs: Scalar[]) => xs.slice(runs++);
    assertEquals(
      [30, 31].map((n) => {
        runs = 0;
        try {
          return (jacfwd(f)(numbers(n)) as number[][]).length;
        } catch (error) {
          return (error as Error).message;
        }
      }),
      [
        30,
        "Cannot take jacfwd of f: it returned results of different lengths for the same arguments",
      ],
    );
  });
});

describe("A direction that is absent", () => {
  it("is not reached by an infinity along another, in one block and across two", () => {
    const f = (xs: readonly Scalar[]) => sum(xs.map((x, i) => i % 2 === 0 ? sqrt(x) : square(x)));
    for (const n of [2, 5, 30, 31, 64]) {
      const at = numbers(n).map((x, i) => i % 2 === 0 ? 0 : x);
      assertEquals(jacfwd(f)(at), at.map((x, i) => i % 2 === 0 ? Infinity : 2 * x));
    }
  });

  it("stays absent when blocks with other directions are added and multiplied", () => {
    const f = ([x, y, z]: readonly Scalar[]) => [
      add(sqrt(x), y),
      mul(y, z),
      add(mul(y, z), log(x)),
      max(sqrt(x), mul(y, z)),
    ];
    assertEquals(jacfwd(f)([0, 2, 3]), [[Infinity, 1, 0], [0, 3, 2], [Infinity, 3, 2], [0, 3, 2]]);
  });

  it("does not make 0 of −0", () => {
    const f = ([x, y]: readonly Scalar[]) => [add(mul(-0, x), y), mul(x, y)];
    assertEquals(jacfwd(f)([1, -0]), [[-0, 1], [-0, 1]]);
  });

  for (const mode of SECOND_ORDER_MODES) {
    it(`is a hole in a Hessian of several blocks (${mode})`, () => {
      const f = (xs: readonly Scalar[]) => add(sqrt(xs[0]), sum(xs.slice(1).map((x) => square(x))));
      const at = [0, ...numbers(31)];
      const curvature = hessian(f, { mode })(at);
      assertEquals(
        curvature,
        at.map((_, i) => at.map((_, j) => i !== j ? 0 : i === 0 ? -Infinity : 2)),
      );
    });
  }
});

describe("A rule in a pass along several inputs", () => {
  const at = [0.5, 1.5, 2.5];
  const f = ([x, y, z]: readonly Scalar[]) => mul(sin(mul(x, y)), add(x, z));
  const stages: Record<string, (xs: readonly Scalar[]) => Scalar> = {
    "customJvp": ([x, y, z]) =>
      mul(
        customJvp(
          (u, v) => sin(mul(u, v)),
          ([u, v], [du, dv]) => [
            sin(mul(u, v)),
            mul(sin(add(mul(u, v), Math.PI / 2)), add(mul(du, v), mul(u, dv))),
          ],
        )(x, y),
        add(x, z),
      ),
    "customVjp": ([x, y, z]) =>
      mul(
        sin(
          customVjp(
            (u, v) => mul(u, v),
            (u, v) => [mul(u, v), [u, v]],
            ([u, v], cotangent) => [mul(v, cotangent), mul(u, cotangent)],
          )(x, y),
        ),
        add(x, z),
      ),
    "checkpoint": (xs) => checkpoint((own: Scalar[]) => f(own))([...xs]),
    "checkpointedLoop": (xs) =>
      checkpointedLoop(
        (state: Scalar[], i: number) => [...state.slice(0, 3), i < 2 ? state[i] : f(state)],
        3,
        [...xs, 0],
      )[3],
  };
  for (const [name, stage] of Object.entries(stages)) {
    it(`${name} has the derivatives of the function, to third order`, () => {
      assertClose(jacfwd(stage)(at), grad(f)(at));
      assertClose(jacfwd(grad(stage))(at), hessian(f)(at));
      assertClose(jacrev(jacfwd(stage))(at), hessian(f)(at));
      assertClose(jacfwd(jacfwd(jacfwd(stage)))(at), jacrev(jacrev(grad(f)))(at));
      assertClose(jacrev(jacfwd(jacfwd(stage)))(at), jacrev(jacrev(grad(f)))(at));
    });
  }

  it("by difference quotients takes all directions from one set of them", () => {
    let calls = 0;
    const stage = numericVjp((u: number, v: number) => (calls++, u * v));
    jacfwd((x: Scalar) => stage(x, 2))(3);
    const along = calls;
    calls = 0;
    assertClose(jacfwd(([x, y]: Scalar[]) => stage(x, y))([3, 5]), [5, 3], 1e-9);
    assertEquals(calls <= 2 * along, true);
  });

  it("is asked along each direction that its arguments have, and along no other", () => {
    const asked: number[][] = [];
    const rule = customJvp(
      (u, v) => mul(u, v),
      ([u, v], [du, dv]) => {
        asked.push([value(du), value(dv)]);
        return [mul(u, v), add(mul(du, v), mul(u, dv))];
      },
    );
    assertEquals(jacfwd(([x, , z]: Scalar[]) => rule(x, z))([2, 3, 5]), [5, 0, 2]);
    assertEquals(asked, [[1, 0], [0, 1]]);
  });
});
