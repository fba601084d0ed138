// The laws of first derivatives: the two modes are one linear map and its transpose, and the maps compose
// as the chain rule says.

import {
  add,
  derivative,
  grad,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  mul,
  type Scalar,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assert, assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, FIRST_ORDER, inner, numbersOf } from "./agree.ts";
import { factor, instructions, type Problem, problem } from "./arbitraries.ts";
import { Program } from "./programs.ts";
import { law } from "./runs.ts";

const functionOf = ({ program }: Problem) => (x: Scalar[]) => program.run(x);
const objectiveOf = ({ program }: Problem) => (x: Scalar[]) => program.objective(x);

/** Coordinate by coordinate, with the others closed over. */
function gradientByDerivative(f: (x: Scalar[]) => Scalar, point: number[]): number[] {
  return point.map((at, i) =>
    derivative((x) => f(point.with(i, at).map((p, k) => k === i ? x : p)))(at)
  );
}

describe("first derivatives of random programs", () => {
  law(
    "are the same gradient by every forward and every reverse verb",
    fc.property(problem, (p) => {
      const f = objectiveOf(p);
      const byGrad = grad(f)(p.point);
      const [value, beside] = valueAndGrad(f)(p.point);
      assertEquals(beside, byGrad);
      assertEquals(value, f(p.point));
      const others = {
        derivative: gradientByDerivative(f, p.point),
        jvp: p.point.map((_, i) => jvp(f, [p.point], [p.point.map((_, k) => k === i ? 1 : 0)])[1]),
        jacfwd: jacfwd(f)(p.point),
        vjp: vjp(f, [p.point])[1](1),
        jacrev: jacrev(f)(p.point),
        jacobian: jacobian(f)(p.point),
      };
      for (const gradient of Object.values(others)) assertAgree(gradient, byGrad, FIRST_ORDER);
    }),
  );

  law(
    "are the same Jacobian by columns, by rows and by shape",
    fc.property(problem, (p) => {
      const f = functionOf(p);
      const rows = jacrev(f)(p.point);
      assertAgree(jacfwd(f)(p.point), rows, FIRST_ORDER);
      assertAgree(jacobian(f)(p.point), rows, FIRST_ORDER);
    }),
  );

  law(
    "are a map and its transpose: ⟨w, J·v⟩ = ⟨Jᵀ·w, v⟩",
    fc.property(problem, (p) => {
      const f = functionOf(p);
      const [, pushed] = jvp(f, [p.point], [p.direction]);
      const [, pullback] = vjp(f, [p.point]);
      const pulled = pullback(p.cotangent);
      assertAgree(inner(p.cotangent, pushed), inner(pulled, p.direction), FIRST_ORDER);
    }),
  );

  law(
    "push tangents forward linearly",
    fc.property(problem, factor, factor, (p, a, b) => {
      const push = (v: number[]) => jvp(functionOf(p), [p.point], [v])[1];
      const mixed = push(combined(a, p.direction, b, p.otherDirection));
      const apart = combined(a, push(p.direction), b, push(p.otherDirection));
      assertAgree(mixed, apart, FIRST_ORDER);
    }),
  );

  law(
    "pull cotangents back linearly, and the same way each time",
    fc.property(problem, factor, factor, (p, a, b) => {
      const [, pullback] = vjp(functionOf(p), [p.point]);
      const once = pullback(p.cotangent);
      const mixed = pullback(combined(a, p.cotangent, b, p.otherCotangent));
      const apart = combined(a, once, b, pullback(p.otherCotangent));
      assertAgree(mixed, apart, FIRST_ORDER);
      assertEquals(pullback(p.cotangent), once);
    }),
  );

  law(
    "follow the chain rule through two programs: J(g∘f) = J(g)·J(f)",
    fc.property(problem, instructions, (p, next) => {
      const f = functionOf(p);
      const after = new Program(p.program.instructions.length, next);
      const g = (y: Scalar[]) => after.run(y);
      const middle = p.program.run(p.point) as number[];
      const outer = jacrev(g)(middle);
      // A slope in the second program may be at a kink.
      fc.pre(outer.flat().every(Number.isFinite));
      const first = jacfwd(f)(p.point);
      const product = outer.map((row) =>
        p.point.map((_, j) => inner(row, first.map((column) => column[j])))
      );
      assertAgree(jacfwd((x: Scalar[]) => g(f(x)))(p.point), product, FIRST_ORDER);
      assertAgree(jacrev((x: Scalar[]) => g(f(x)))(p.point), product, FIRST_ORDER);
    }),
  );

  law(
    "follow the product rule: ∇(f·g) = g·∇f + f·∇g, and are linear: ∇(a·f + b·g) = a·∇f + b·∇g",
    fc.property(problem, instructions, factor, factor, (p, others, a, b) => {
      const other = new Program(p.program.inputs, others);
      const f = objectiveOf(p);
      const g = (x: Scalar[]) => other.objective(x);
      const [valueOfF, gradientOfF] = valueAndGrad(f)(p.point);
      const [valueOfG, gradientOfG] = valueAndGrad(g)(p.point);
      const ofProduct = combined(valueOfG, gradientOfF, valueOfF, gradientOfG);
      const ofSum = combined(a, gradientOfF, b, gradientOfG);
      for (const differentiate of [grad<[Scalar[]]>, jacfwd<Scalar, [Scalar[]]>]) {
        assertAgree(differentiate((x) => mul(f(x), g(x)))(p.point), ofProduct, FIRST_ORDER);
        const sum = (x: Scalar[]) => add(mul(a, f(x)), mul(b, g(x)));
        assertAgree(differentiate(sum)(p.point), ofSum, FIRST_ORDER);
      }
    }),
  );

  law(
    "take numbers and answer numbers, with the very values of the program",
    fc.property(problem, (p) => {
      const f = functionOf(p);
      const plain = f(p.point);
      const [pushedPrimals, tangents] = jvp(f, [p.point], [p.direction]);
      const [pulledPrimals, pullback] = vjp(f, [p.point]);
      const cotangents = pullback(p.cotangent);
      for (const answer of [plain, pushedPrimals, tangents, pulledPrimals, cotangents]) {
        assert((answer as unknown[]).every((x) => typeof x === "number"), "not only numbers");
      }
      for (const primals of [pushedPrimals, pulledPrimals]) {
        assert(primals.every((x, i) => Object.is(x, plain[i])), "not the very values");
      }
      assert(numbersOf([plain, tangents, cotangents]).every(Number.isFinite), "not finite");
    }),
  );
});

/** a·x + b·y. */
function combined(a: number, x: number[], b: number, y: number[]): number[] {
  return x.map((xi, i) => a * xi + b * y[i]);
}
