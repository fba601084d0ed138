// The law of backpropagators: each can be read back as the closure that it is or stands for, and a sweep over
// these closures answers the very bits of the fast one, which multiplies and adds the numbers they consist of.

import { add, checkpoint, customVjp, derivative, grad, type Scalar } from "@fluxion/ad";
import { assert } from "@std/assert";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { contribute } from "../../lib/values/box_arithmetic.ts";
import { Variable } from "../../lib/values/box.ts";
import { Cotangents } from "../../lib/values/cotangents.ts";
import { during } from "../../lib/values/level.ts";
import { backpropagatorOf, reversePass } from "../../lib/modes/reverse.ts";
import { problem } from "./arbitraries.ts";
import { law } from "./runs.ts";
import { assertSame } from "./same.ts";
import { runSteps, wildNumber, wildStep } from "./wild.ts";

type OfList = (xs: Scalar[]) => Scalar[];
type Pull = (f: OfList, xs: readonly Scalar[], seeds: readonly Scalar[]) => Scalar[];

/** Cotangents of the inputs, by the fast sweep. */
const fast: Pull = (f, xs, seeds) =>
  reversePass({ verb: "vjp", f }, (inputs) => ({ leaves: f(inputs) }), xs)
    .pullBack(seeds).map((w) => w ?? 0);

/** The same by calling every backpropagator as a closure, last to first. */
const byClosures: Pull = (f, xs, seeds) => {
  const { result: { level, leaves: results } } = reversePass(
    { verb: "vjp", f },
    (inputs, level) => ({ leaves: f(inputs), level }),
    xs,
  );
  const { backpropagators } = level;
  return during(level, "paused", () => {
    const cotangents = Cotangents.none(backpropagators.size);
    results.forEach((y, i) => {
      if (y instanceof Variable && y.level === level) contribute(cotangents, y.index, seeds[i]);
    });
    for (let i = backpropagators.size - 1; i >= 0; i--) {
      backpropagatorOf(backpropagators, i)?.(cotangents);
    }
    return xs.map((_, i) => cotangents.of(i) ?? 0);
  });
};

/** What a pull answers inside another level, which follows inputs and seeds. */
function inside(pull: Pull, f: OfList, xs: readonly number[], seeds: readonly number[]): unknown {
  const all = [...xs, ...seeds];
  const pulled = (own: readonly Scalar[]) => pull(f, own.slice(0, xs.length), own.slice(xs.length));
  return all.map((at, i) => {
    const f = (x: Scalar) => pulled(all.map((own, k) => k === i ? x : own));
    return [derivative(f)(at), xs.map((_, j) => grad((x: Scalar) => f(x)[j])(at))];
  });
}

function assertSweeps(f: OfList, xs: readonly number[], seeds: readonly number[]): void {
  assertSame(byClosures(f, xs, seeds), fast(f, xs, seeds));
  assertSame(inside(byClosures, f, xs, seeds), inside(fast, f, xs, seeds), "inside another level");
}

describe("Backpropagators that are read back as closures", () => {
  law(
    "pull random programs back to the same bits",
    fc.property(problem, ({ program, point, cotangent }) => {
      assertSweeps((xs) => program.run(xs), point, cotangent);
    }),
  );

  law(
    "pull wild programs back to the same bits",
    fc.property(
      fc.array(wildStep, { minLength: 1, maxLength: 6 }),
      fc.array(wildNumber, { minLength: 1, maxLength: 2 }),
      fc.array(wildNumber, { minLength: 6, maxLength: 6 }),
      (steps, point, numbers) => {
        assertSweeps((xs) => runSteps(steps, xs), point, numbers.slice(0, steps.length));
      },
    ),
  );

  law(
    "pull rules and checkpoints back to the same bits, and long programs over many pages",
    fc.property(problem, fc.nat(300), ({ program, point, cotangent }, rounds) => {
      const again = checkpoint((xs: Scalar[]) => program.run(xs));
      const ruled = customVjp(
        (x: Scalar) => x,
        (x: Scalar) => [x, undefined],
        (_, w: Scalar) => [w],
      );
      const f = (xs: Scalar[]) => {
        let state = again(xs) as Scalar[];
        for (let i = 0; i < rounds; i++) {
          state = state.with(0, add(state[0], ruled(program.objective(xs))));
        }
        return state;
      };
      assertSame(byClosures(f, point, cotangent), fast(f, point, cotangent));
    }),
  );

  law(
    "are absent for inputs only",
    fc.property(problem, ({ program, point }) => {
      const call = { verb: "vjp", f: { name: "program" } };
      reversePass(call, (inputs, { backpropagators }) => {
        const leaves = program.run(inputs);
        for (let i = 0; i < backpropagators.size; i++) {
          assert((backpropagatorOf(backpropagators, i) === undefined) === i < point.length);
        }
        return { leaves };
      }, point);
    }),
  );
});
