// Infinities among the operands of functions of several: derivatives are the limits where there are limits.

import {
  add,
  atan2,
  hessian,
  hypot,
  jacfwd,
  log,
  logsumexp,
  mul,
  norm,
  type Scalar,
  value,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { forward, reverse, SECOND_ORDER_MODES } from "../cases/mixes.ts";

type OfList = (xs: Scalar[]) => Scalar;

const INF = Infinity;

/** Checks a gradient and a Hessian in every mode, compiled too, and that there is no NaN at third order. */
function assertDerivatives(f: OfList, at: number[], gradient: number[], bent: number[][]): void {
  for (const mode of [forward, reverse]) {
    assertClose(mode.gradient(f)(at), gradient);
    assertClose(jit(mode.jacobian(f))(at), gradient);
  }
  for (const mode of SECOND_ORDER_MODES) {
    assertClose(hessian(f, { mode })(at), bent);
    assertClose(jit(hessian(f, { mode }))(at), bent);
  }
  const third = [jacfwd(hessian(f))(at)].flat(4) as unknown as number[];
  assertEquals(third.filter(Number.isNaN), []);
}

const zeros = (n: number) => Array.from({ length: n }, () => new Array<number>(n).fill(0));

describe("logsumexp", () => {
  const [p, q] = [1 / (1 + Math.E), Math.E / (1 + Math.E)];
  const rows: [at: number[], gradient: number[], bent: number[][]][] = [
    [[-INF], [0], zeros(1)],
    [[-INF, -INF], [0, 0], zeros(2)],
    [[0, -INF], [1, 0], zeros(2)],
    [[-INF, 0, 1], [0, p, q], [[0, 0, 0], [0, p * q, -p * q], [0, -p * q, p * q]]],
    [[INF, 0], [1, 0], zeros(2)],
    [[INF, -INF, 1e308], [1, 0, 0], zeros(3)],
    [[INF, 5, INF], [0.5, 0, 0.5], [[0.25, 0, -0.25], [0, 0, 0], [-0.25, 0, 0.25]]],
  ];
  for (const [at, gradient, bent] of rows) {
    it(`of [${at}] has the gradient [${gradient}]`, () =>
      assertDerivatives((xs) => logsumexp(xs), at, gradient, bent));
  }

  it("of what is forbidden altogether has no weight in another", () => {
    const nested: OfList = ([x, y]) => {
      const forbidden = logsumexp([add(x, -INF), add(y, -INF)]);
      return logsumexp([forbidden, logsumexp([x, -INF]), logsumexp([-INF, y])]);
    };
    assertDerivatives(nested, [0, 1], [p, q], [[p * q, -p * q], [-p * q, p * q]]);
  });

  it("is the forward algorithm of a chain that only goes on", () => {
    // From state 0 to 0 or 1, from 1 to 1 only: as many ways as there are steps to change in, and one more.
    const forbidden = -INF;
    const chain: OfList = ([stay, go]) => {
      let states: Scalar[] = [0, forbidden];
      for (let step = 0; step < 3; step++) {
        states = [
          logsumexp([add(states[0], stay), add(states[1], forbidden)]),
          logsumexp([add(states[0], go), add(states[1], stay)]),
        ];
      }
      return logsumexp(states);
    };
    // ln(e³ˢ + 3·e²ˢ⁺ᵍ), with s = g = 0.
    assertDerivatives(chain, [0, 0], [9 / 4, 3 / 4], [[3 / 16, -3 / 16], [-3 / 16, 3 / 16]]);
  });

  it("of a logarithm of 0 is NaN where the limit needs more than its partials", () => {
    // d/da of ln(a + 1) at 0 is 0·∞ by the chain rule.
    for (const mode of [forward, reverse]) {
      assertEquals(mode.derivative((a) => logsumexp([log(a), 0]))(0), NaN);
    }
  });
});

describe("A norm", () => {
  const pairs: [at: number[], gradient: number[]][] = [
    [[INF, 1], [1, 0]],
    [[-INF, 1], [-1, 0]],
    [[2, -INF], [0, -1]],
    [[INF, 1.7e308], [1, 0]],
    [[INF, -INF], [Math.SQRT1_2, -Math.SQRT1_2]],
  ];
  for (const [at, gradient] of pairs) {
    it(`of [${at}] has the direction [${gradient}], which does not turn`, () => {
      for (const f of [(xs: Scalar[]) => hypot(...xs), hypot, norm]) {
        assertDerivatives((xs) => f(xs as number[]), at, gradient, zeros(2));
      }
    });
  }

  it("that overflows has a direction, which still turns a little", () => {
    const turn = 2.35702260395516e-309;
    const bent = [[turn, -turn], [-turn, turn]];
    for (const f of [(xs: Scalar[]) => hypot(...xs), norm] as OfList[]) {
      assertEquals(value(f([1.5e308, 1.5e308])), INF);
      assertDerivatives(f, [1.5e308, 1.5e308], [Math.SQRT1_2, Math.SQRT1_2], bent);
    }
  });

  it("of the smallest numbers has a direction", () => {
    for (const f of [(xs: Scalar[]) => hypot(...xs), norm] as OfList[]) {
      assertEquals(reverse.gradient(f)([5e-324, 0]), [1, 0]);
      assertClose(reverse.gradient(f)([3e-310, 4e-310]), [0.6, 0.8]);
    }
  });
});

describe("An angle", () => {
  const points = [[INF, 1], [1, INF], [1, -INF], [-INF, 1], [INF, INF], [INF, 1e308], [0, -INF]];
  for (const at of points) {
    it(`of [${at}] does not turn`, () =>
      assertDerivatives(([y, x]) => atan2(y, x), at, [0, 0], zeros(2)));
  }

  it("turns where its radius overflows, or is the smallest there is", () => {
    const f: OfList = ([y, x]) => atan2(y, x);
    const turn = 3.33333333333333e-309;
    assertDerivatives(f, [1.5e308, 1.5e308], [turn, -turn], zeros(2));
    const small: OfList = ([y, x]) => mul(1e-300, atan2(y, x));
    assertClose(reverse.gradient(small)([3e-290, 4e-290]), [1.6e-11, -1.2e-11]);
  });
});
