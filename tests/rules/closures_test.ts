// Functions with rules, checkpoints and solvers may close over differentiated values, of any level:
// the derivative with respect to these is right in every mix of modes, or refused, never dropped.

import {
  add,
  derivative,
  exp,
  grad,
  hessian,
  jacfwd,
  jacobian,
  jacrev,
  mul,
  type Scalar,
  sin,
  square,
} from "@fluxion/ad";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { lettersOf, mixes, repeated, SECOND_ORDER_MODES } from "../cases/mixes.ts";
import { checkpoint, checkpointedLoop, customJvp, customVjp } from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { reruns, rules, wrappedScalar, wrappers } from "./wrappers.ts";

/** Neither linear nor separable in anything. */
const f = (k: Scalar, x: Scalar) => add(sin(mul(k, x)), mul(k, k, exp(x)));

const ORDERS = [1, 2, 3];

for (const [name, wrap] of Object.entries(wrappers)) {
  describe(`${name} closes over`, () => {
    const inEveryMix = (law: string, body: (...mix: ReturnType<typeof mixes>[number]) => void) => {
      for (const order of ORDERS) {
        for (const mix of mixes(order)) it(`${law} (${lettersOf(mix)})`, () => body(...mix));
      }
    };
    const wrapped = (k: Scalar) => wrappedScalar(wrap, (x) => f(k, x));

    inEveryMix("the variable that it is applied to", (...mix) => {
      const expected = repeated(mix, (x) => f(x, x))(0.7);
      assertClose(repeated(mix, (x) => wrapped(x)(x))(0.7), expected);
      const squared = repeated(mix, (x) => mul(x, f(square(x), sin(x))))(0.7);
      assertClose(repeated(mix, (x) => mul(x, wrapped(square(x))(sin(x))))(0.7), squared);
    });

    inEveryMix("the variable, applied to a plain number", (...mix) => {
      const expected = repeated(mix, (x) => f(sin(x), 2))(0.7);
      assertClose(repeated(mix, (x) => wrapped(sin(x))(2))(0.7), expected);
    });

    inEveryMix("a plain number, applied to the variable", (...mix) => {
      const expected = repeated(mix, (x) => f(2, sin(x)))(0.7);
      assertClose(repeated(mix, (x) => wrapped(2)(sin(x)))(0.7), expected);
    });

    inEveryMix("variables of levels outside", (...mix) => {
      const nested = (g: (k: Scalar) => (x: Scalar) => Scalar) => {
        const at = (known: Scalar[], rest: typeof mix): Scalar => {
          const [mode, ...others] = rest;
          return mode === undefined
            ? g(mul(...known as [Scalar]))(known[known.length - 1])
            : mode.derivative((x) => at([...known, x], others))(0.3 + known.length / 2);
        };
        return at([1], mix) as number;
      };
      assertClose(nested(wrapped), nested((k) => (x) => f(k, x)));
    });
  });
}

describe("A value of a level further in than every argument", () => {
  const nest = ([outer, inner]: ReturnType<typeof mixes>[number], g: typeof f): number =>
    outer.derivative((x) => inner.derivative((k) => mul(k, g(k, x)))(0.4))(0.9);

  for (const [name, wrap] of Object.entries({ ...rules, ...reruns })) {
    for (const mix of mixes(2)) {
      it(`is followed by ${name} (${lettersOf(mix)})`, () => {
        const wrapped: typeof f = (k, x) => wrappedScalar(wrap, (u) => f(k, u))(x);
        assertClose(nest(mix, wrapped), nest(mix, f));
      });
    }
  }

  for (const mix of mixes(2)) {
    it(`is followed where only the rule reads it (${lettersOf(mix)})`, () => {
      const byJvp = (k: Scalar, x: Scalar) =>
        customJvp((u: Scalar) => u, ([u], [du]) => [u, mul(k, du)])(x);
      const inResiduals = (k: Scalar, x: Scalar) =>
        customVjp((u: Scalar) => u, (u) => [u, k], (kept, c) => [mul(kept, c)])(x);
      const inBackward = (k: Scalar, x: Scalar) =>
        customVjp((u: Scalar) => u, (u) => [u, 0], (_, c) => [mul(k, c)])(x);
      for (const g of [byJvp, inResiduals, inBackward]) {
        // ∂x(g + k·∂k g) at k = 0.4, where the rule says ∂x g = k.
        assertClose(nest(mix, g), 0.8);
      }
    });
  }
});

describe("A rule that closes over the innermost level", () => {
  for (const order of ORDERS) {
    for (const mix of mixes(order)) {
      it(`reads it in the rule, in residuals and in backward (${lettersOf(mix)})`, () => {
        const expected = repeated(mix, (x) => mul(x, x, sin(x)))(0.6);
        const byJvp = (x: Scalar) =>
          customJvp((u: Scalar) => mul(u, x), ([u], [du]) => [mul(u, x), mul(du, x)]);
        const inResiduals = (x: Scalar) =>
          customVjp((u: Scalar) => mul(u, x), (u) => [mul(u, x), [x]], ([k], c) => [mul(k, c)]);
        const inBackward = (x: Scalar) =>
          customVjp((u: Scalar) => mul(u, x), (u) => [mul(u, x), 0], (_, c) => [mul(x, c)]);
        for (const make of [byJvp, inResiduals, inBackward]) {
          assertClose(repeated(mix, (x) => mul(x, make(x)(sin(x))))(0.6), expected);
        }
      });
    }
  }
});

describe("A rule that closes over a level further in", () => {
  const makings: { readonly [name: string]: (t: Scalar) => (u: Scalar, v: Scalar) => Scalar } = {
    customJvp: (t) =>
      customJvp(
        (u: Scalar, v: Scalar) => mul(u, v, v, t),
        ([u, v], [du, dv]) => [mul(u, v, v, t), add(mul(v, v, t, du), mul(2, u, v, t, dv))],
      ),
    customVjp: (t) =>
      customVjp(
        (u: Scalar, v: Scalar) => mul(u, v, v, t),
        (u, v) => [mul(u, v, v, t), [u, v]],
        ([u, v], c) => [mul(v, v, t, c), mul(2, u, v, t, c)],
      ),
  };
  for (const [name, making] of Object.entries(makings)) {
    for (const [inner] of mixes(1)) {
      it(`is followed along all directions of a Jacobian: ${name} (${inner.letter})`, () => {
        const f = ([x, y]: Scalar[]) => inner.derivative((t) => mul(t, making(t)(x, y)))(0.5);
        // ∂t(t·u·v²·t) = 2t·u·v².
        for (const take of [jacfwd, jacrev, jacobian]) assertClose(take(f)([2, 3]), [9, 12]);
        for (const mode of SECOND_ORDER_MODES) {
          assertClose(hessian(f, { mode })([2, 3]), [[0, 6], [6, 4]]);
        }
      });
    }
  }
});

describe("A stage of plain numbers", () => {
  const cube = numericVjp((x: number) => x * x * x);
  const square = customVjp(
    (x: Scalar): Scalar => Number(x) ** 2,
    (x) => [Number(x) ** 2, Number(x)],
    (x, c) => [2 * x * Number(c)],
  );

  for (const [mode] of mixes(1)) {
    for (
      const [name, stage, power] of [["numericVjp", cube, 3], ["customVjp", square, 2]] as const
    ) {
      it(`is called on what a checkpoint closes over: ${name} (${mode.letter})`, () => {
        const g = (k: Scalar) => checkpoint((x: Scalar) => mul(x, stage(k)))(k);
        assertClose(mode.derivative(g)(2), (power + 1) * 2 ** power, 1e-9);
      });

      it(`is called on what a loop closes over: ${name} (${mode.letter})`, () => {
        const g = (k: Scalar) => checkpointedLoop((x: Scalar) => mul(x, stage(k)), 3, k);
        assertClose(mode.derivative(g)(1.5), (3 * power + 1) * 1.5 ** (3 * power), 1e-9);
      });

      it(`is called on what backward closes over: ${name} (${mode.letter})`, () => {
        const g = (k: Scalar) =>
          customVjp(
            (x: Scalar) => mul(x, 2 ** power),
            (x) => [mul(x, 2 ** power), k],
            (kept, c) => [mul(c, stage(kept))],
          )(k);
        assertClose(mode.derivative(g)(2), 2 ** power);
      });
    }
  }
});

describe("What a body stores outside of itself", () => {
  // A plain program may do this, and its derivative is 2·cos 1. A body that runs on primals and stores
  // plain numbers would lose half of it.
  const stored = (run: (body: (u: Scalar) => Scalar, x: Scalar) => Scalar) => (x: Scalar) => {
    let aside: Scalar = 0;
    const y = run((u) => aside = sin(u), x);
    return add(y, aside);
  };
  const runs: { [name: string]: (body: (u: Scalar) => Scalar, x: Scalar) => Scalar } = {
    checkpoint: (body, x) => checkpoint(body)(x),
    checkpointedLoop: (body, x) => checkpointedLoop((u: Scalar, i) => i === 1 ? body(u) : u, 3, x),
  };
  for (const [name, run] of Object.entries(runs)) {
    for (const [mode] of mixes(1)) {
      it(`is right or refused by ${name}, never dropped (${mode.letter})`, () => {
        let answer: number | undefined;
        try {
          answer = mode.derivative(stored(run))(1);
        } catch (error) {
          assertEquals(error instanceof TypeError, true);
        }
        if (answer !== undefined) assertClose(answer, 2 * Math.cos(1));
      });
    }
  }

  it("is right without a checkpoint", () => {
    assertClose(derivative(stored((body, x) => body(x)))(1), 2 * Math.cos(1));
    assertClose(grad(stored((body, x) => body(x)))(1), 2 * Math.cos(1));
  });
});
