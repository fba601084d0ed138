// Both modes by the book (Pearlmutter and Siskind 2008), without regard to speed. Forward mode computes on dual
// numbers x + ẋ·ε, whose ε is tagged with the derivative call, the level; reverse mode builds backpropagators,
// closures that carry cotangents back. The fast modes, in forward.ts and reverse.ts, give the same bits.

import { outside, outsideResult } from "../values/membership.ts";
import { sumOfTwo } from "../operations/binary.ts";
import { Carrier } from "../values/box.ts";
import { withoutCondition } from "../values/interpreter.ts";
import type { Sparse, WithPullback, WithTangents } from "../values/interpretation.ts";
import { closing, during, Level } from "../values/level.ts";
import { carriedBy, linearised } from "../operations/linearised.ts";
import type { Scalar } from "../values/scalar.ts";

type Scalars = readonly Scalar[];
type Program = (xs: Scalar[]) => Scalars;

/** Returns f(x) and J(x)·ẋ, where an absent tangent is a structural zero: nothing is multiplied by it. */
export function forwardByTheBook(f: Program, primals: Scalars, tangents: Sparse): WithTangents {
  const dual = (primal: Scalar, tangent: Scalar | undefined): Scalar =>
    tangent === undefined ? primal : new Carrier(level, primal, tangent);
  const tangentOf = (x: Scalar) => carriedBy<Scalar>(level, x);

  const level: Level = new Level("interpreted", "forwardByTheBook", f, {
    // f(x + ẋ·ε, y + ẏ·ε) = f(x, y) + (∂f/∂x·ẋ + ∂f/∂y·ẏ)·ε, since ε² = 0.
    operation(operation, operands) {
      const { z, followed } = linearised<Scalar>(level, operation, operands);
      return dual(z, total(followed.map(({ carried, partialMap }) => partialMap(carried))));
    },
    // A rule returns results and tangents. A result may be a dual itself, where the rule closes over one.
    joint(operation, operands) {
      const onPrimals = operands.map((x) => outside(level, x));
      const { results, tangents } = operation.jvp(onPrimals, operands.map(tangentOf));
      const both = (z: Scalar, i: number) => total([tangentOf(z), outside(level, tangents[i])]);
      return results.map((z, i) => dual(outsideResult(level, z), both(z, i)));
    },
  });
  const results = closing(level, () => f(primals.map((x, i) => dual(x, tangents[i]))));
  const outTangents = results.map((y) => withoutCondition(tangentOf(y)));
  return { results: results.map((y) => outsideResult(level, y)), tangents: outTangents };
}

/** Carries the cotangent of a variable on to the variables that it was made from. */
type Backpropagator = (cotangents: Map<Backpropagator, Scalar>) => void;

/** Returns f(x) and the pullback w ↦ J(x)ᵀ·w, which may be called any number of times. */
export function reverseByTheBook(f: Program, primals: Scalars): WithPullback {
  const backpropagators: Backpropagator[] = [];
  const variable = (primal: Scalar, backpropagator: Backpropagator = () => {}): Scalar => {
    backpropagators.push(backpropagator);
    return new Carrier(level, primal, backpropagator);
  };
  const backpropagatorOf = (x: Scalar) => carriedBy<Backpropagator>(level, x);

  const level: Level = new Level("interpreted", "reverseByTheBook", f, {
    operation(operation, operands) {
      const { z, followed } = linearised<Backpropagator>(level, operation, operands);
      return followed.length === 0 ? z : variable(z, function own(all) {
        const cotangent = all.get(own);
        if (cotangent === undefined) return;
        for (const by of followed) contribute(all, by.carried, by.partialMap(cotangent));
      });
    },
    // One backpropagator for all results. It is made before theirs, and so runs after them.
    joint(operation, operands) {
      const { results, pullback } = operation.vjp(operands.map((x) => outside(level, x)));
      backpropagators.push((all) => {
        const own = variables.map((y) => all.get(backpropagatorOf(y)!));
        const pulled = own.some((w) => w !== undefined) ? [...own, ...pullback(own)] : [];
        const from = [...results, ...operands].map(backpropagatorOf);
        pulled.forEach((w, i) => contribute(all, from[i], outside(level, w)));
      });
      const variables = results.map((z) => variable(outsideResult(level, z)));
      return variables;
    },
  });
  const inputs = primals.map((x) => variable(x));
  const results = closing(level, () => f([...inputs]));

  // From last to first: the variables that were made from a variable have contributed when its turn comes.
  const pullback = (seeds: Sparse) => {
    const all = new Map<Backpropagator, Scalar>();
    results.forEach((y, i) => contribute(all, backpropagatorOf(y), seeds[i]));
    for (const backpropagator of backpropagators.toReversed()) backpropagator(all);
    return inputs.map((x) => withoutCondition(all.get(backpropagatorOf(x)!)));
  };
  const paused = (seeds: Sparse) => during(level, "paused", () => pullback(seeds));
  return { results: results.map((y) => outsideResult(level, y)), pullback: paused };
}

/** Adds a contribution to the cotangent of a variable, unless either is absent. */
function contribute(all: Map<Backpropagator, Scalar>, to?: Backpropagator, w?: Scalar): void {
  if (to !== undefined && w !== undefined) all.set(to, total([all.get(to), w])!);
}

/** Returns the sum of all scalars that are not `undefined`; `undefined` if there are none. */
function total(scalars: Sparse): Scalar | undefined {
  const there = scalars.filter((x) => x !== undefined);
  return there.length === 0 ? undefined : there.reduce(sumOfTwo);
}
