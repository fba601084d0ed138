// Sparse derivatives are the dense ones, over random sparse programs, by every colouring, in every nest of modes,
// compiled, and through rules.

import {
  derivative,
  dot,
  grad,
  hessian,
  jacobian,
  jvp,
  mean,
  mul,
  type Scalar,
  sin,
  sum,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { sparseHessian, sparseJacobian, sparsity } from "@fluxion/ad/sparse";
import { assert, assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, FIRST_ORDER, SECOND_ORDER, THIRD_ORDER } from "../laws/agree.ts";
import { law } from "../laws/runs.ts";
import { wrappers } from "../rules/wrappers.ts";
import { listOf, realOf, sparseProblem, sparseProblemWithKinks } from "./programs.ts";

/** A graph of up to fifty vertices, with few edges or many. */
const graph = fc.record({
  size: fc.integer({ min: 1, max: 50 }),
  edges: fc.array(fc.tuple(fc.nat(49), fc.nat(49)), { minLength: 1, maxLength: 400, size: "max" }),
});

const orders = fc.constantFrom(undefined, "natural", "largest-first", "smallest-last");
const sides = fc.constantFrom(undefined, "columns", "rows");
const options = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, own]) => own !== undefined)) as T;

describe("Sparse derivatives", () => {
  law(
    "are the dense Jacobian, by every colouring",
    fc.property(sparseProblem, orders, sides, (own, order, colour) => {
      const f = listOf(own);
      const matrix = sparseJacobian(f, options({ order, colour }))(own.point);
      assertAgree(matrix.toDense(), jacobian(f)(own.point), FIRST_ORDER);
      assertEquals(matrix.pattern, sparsity(f)(own.point));
    }),
  );

  law(
    "are the dense Hessian, by every order",
    fc.property(sparseProblem, orders, (own, order) => {
      const f = realOf(own);
      const matrix = sparseHessian(f, options({ order }))(own.point);
      assertAgree(matrix.toDense(), hessian(f)(own.point), SECOND_ORDER);
      assertEquals(matrix.pattern, sparsity(f, { of: "hessian" })(own.point));
    }),
  );

  law(
    "are NaN where the dense ones are, on kinks",
    fc.property(sparseProblemWithKinks, (own) => {
      const f = realOf(own);
      const isNaNAt = (matrix: number[][]) => matrix.map((row) => row.map(Number.isNaN));
      const dense = hessian(f)(own.point);
      assertEquals(isNaNAt(sparseHessian(f)(own.point).toDense()), isNaNAt(dense));
    }),
  );

  law(
    "stay right when calls take different ways",
    fc.property(sparseProblem, sparseProblem, (own, other) => {
      let current = own;
      const matrix = sparseHessian((xs: Scalar[]) => realOf(current)(xs));
      for (const next of [own, other, own, other]) {
        current = next;
        assertAgree(
          matrix(next.point).toDense(),
          hessian(realOf(next))(next.point),
          SECOND_ORDER,
        );
      }
    }),
  );

  law(
    "of a gradient are its Hessian",
    fc.property(sparseProblem, sides, (own, colour) => {
      const f = realOf(own);
      const matrix = sparseJacobian((xs: Scalar[]) => grad(f)(xs), options({ colour }))(own.point);
      assertAgree(matrix.toDense(), hessian(f)(own.point), SECOND_ORDER);
    }),
  );

  law(
    "are differentiated again, forward and in reverse",
    fc.property(sparseProblem, (own) => {
      const f = realOf(own);
      const matrix = sparseHessian(f);
      const sparse = (xs: Scalar[]) => matrix(xs).values as Scalar[];
      const { rows, columns } = matrix(own.point);
      const weights = Array.from(columns, (_, k) => 1 / (k + 1));
      const places = Array.from(
        { length: rows.length - 1 },
        (_, i) => [...columns.subarray(rows[i], rows[i + 1])].map((j) => [i, j]),
      ).flat();
      const dense = (xs: Scalar[]) => {
        const full = hessian(f)(xs) as Scalar[][];
        return places.map(([i, j]) => full[i][j]);
      };
      assertAgree(
        jvp(sparse, [own.point], [own.direction])[1],
        jvp(dense, [own.point], [own.direction])[1],
        THIRD_ORDER,
      );
      assertAgree(
        grad((xs: Scalar[]) => dot(weights, sparse(xs)))(own.point),
        grad((xs: Scalar[]) => dot(weights, dense(xs)))(own.point),
        THIRD_ORDER,
      );
    }),
  );

  law(
    "are the same compiled",
    fc.property(sparseProblem, (own) => {
      const f = realOf(own);
      const list = listOf(own);
      const compiled = jit(sparseHessian(f), { eager: true });
      assertAgree(compiled(own.point).toDense(), hessian(f)(own.point), SECOND_ORDER);
      const compiledJacobian = jit(sparseJacobian(list), { eager: true });
      assertAgree(compiledJacobian(own.point).toDense(), jacobian(list)(own.point), FIRST_ORDER);
      assertEquals([compiled.stats().uncompiled, compiledJacobian.stats().uncompiled], [
        undefined,
        undefined,
      ]);
    }),
  );

  law(
    "hold through every rule",
    fc.property(sparseProblem, fc.constantFrom(...Object.keys(wrappers)), (own, name) => {
      const { inner: { program }, windows, point } = own;
      const run = wrappers[name]((xs: readonly Scalar[]) => program.run([...xs]));
      const f = (xs: readonly Scalar[]) =>
        windows.flatMap((window) => run(window.map((i) => xs[i])));
      assertAgree(
        sparseJacobian(f)(point).toDense(),
        jacobian(listOf(own))(point),
        THIRD_ORDER,
      );
      const real = (xs: readonly Scalar[]) => mean(f(xs));
      assertAgree(
        sparseHessian(real)(point).toDense(),
        hessian((xs: readonly Scalar[]) => mean(listOf(own)(xs)))(point),
        THIRD_ORDER,
      );
    }),
  );

  law(
    "hold on graphs of any shape, in as many passes as they take",
    fc.property(graph, orders, sides, ({ size, edges }, order, colour) => {
      const point = Array.from({ length: size }, (_, i) => Math.sin(i + 1));
      const terms = (xs: readonly Scalar[]) =>
        edges.map(([i, j], k) => sin(mul(k + 1, xs[i % size], xs[j % size])));
      const total = (xs: readonly Scalar[]) => sum(terms(xs));
      const bend = sparseHessian(total, options({ order }));
      assertAgree(bend(point).toDense(), hessian(total)(point), SECOND_ORDER);
      const slope = sparseJacobian(terms, options({ order, colour }));
      assertAgree(slope(point).toDense(), jacobian(terms)(point), FIRST_ORDER);
      // Inside another derivative the modes do it, along blocks.
      const scaled = (t: Scalar) => bend(point.map((x) => mul(t, x))).toDense() as Scalar[][];
      const dense = (t: Scalar) => hessian(total)(point.map((x) => mul(t, x))) as Scalar[][];
      assertAgree(derivative(scaled)(1), derivative(dense)(1), THIRD_ORDER);
    }),
  );

  law(
    "have patterns that lack no entry",
    fc.property(sparseProblem, (own) => {
      const f = realOf(own);
      const pattern = sparsity(f, { of: "hessian" })(own.point);
      hessian(f)(own.point).forEach((row, i) =>
        row.forEach((entry, j) => assert(entry === 0 || pattern.has(i, j)))
      );
    }),
  );
});
