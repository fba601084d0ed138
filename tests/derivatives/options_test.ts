// Options that are none: a name misspelt, or the arguments where the options belong.

import {
  checkpointedLoop,
  derivative,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  mul,
  type Scalar,
  sin,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import {
  checkGrads,
  numericDerivative,
  numericGrad,
  numericJacobian,
  numericVjp,
} from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { trace } from "@fluxion/ad/trace";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Verb = (f: (x: Scalar) => Scalar, options?: unknown) => unknown;

const VERBS: readonly [name: string, verb: unknown, options: string][] = [
  ["grad", grad, "argnums, hasAux"],
  ["valueAndGrad", valueAndGrad, "argnums, hasAux"],
  ["jacfwd", jacfwd, "argnums, hasAux"],
  ["jacrev", jacrev, "argnums, hasAux"],
  ["jacobian", jacobian, "argnums, hasAux"],
  ["hessian", hessian, "argnums, hasAux, mode"],
  ["hvp", hvp, "mode"],
  ["numericDerivative", numericDerivative, "method, step, maximumStep, errorEstimate"],
  ["numericGrad", numericGrad, "method, step, maximumStep, argnums, errorEstimate"],
  ["numericJacobian", numericJacobian, "method, step, maximumStep, argnums, errorEstimate"],
  ["numericVjp", numericVjp, "method, step, maximumStep"],
  ["trace", trace, "names"],
  ["jit", jit, "maximumVariants, maximumInstructions, eager"],
];

describe("Options are refused", () => {
  const f = (x: Scalar) => mul(x, x);
  for (const [name, verb, options] of VERBS) {
    it(`by ${name} when there is none of such a name`, () => {
      assertThrows(
        () => (verb as Verb)(f, { argnum: 0 }),
        TypeError,
        `Cannot take ${name} with the option argnum: the options are ${options}`,
      );
    });

    it(`by ${name} when the arguments stand in their place`, () => {
      for (const wrong of [3, [1, 2], null, "reverse-over-reverse"]) {
        assertThrows(() => (verb as Verb)(f, wrong), TypeError, `as in ${name}(f)(x)`);
      }
    });
  }

  it("by jvp, vjp and linearize when there is none of such a name, and no object of them", () => {
    const calls: readonly [string, (options: unknown) => unknown][] = [
      ["jvp", (options) => jvp(f, [3], [1], options as never)],
      ["vjp", (options) => vjp(f, [3], options as never)],
      ["linearize", (options) => linearize(f, [3], options as never)],
    ];
    for (const [name, call] of calls) {
      assertThrows(
        () => call({ argnums: 0 }),
        TypeError,
        `Cannot take ${name} with the option argnums: the options are hasAux`,
      );
      assertThrows(() => call(true), TypeError, `they come last, as in ${name}(f, primals`);
      assertEquals((call({ hasAux: false }) as unknown[])[0], 9);
    }
  });

  it("by derivative, which has none; the index that map passes is none", () => {
    const take = derivative as (f: unknown, options: unknown) => unknown;
    for (const options of [{ hasAux: true }, { argnums: 1 }]) {
      const [name] = Object.keys(options);
      assertThrows(
        () => take(f, options),
        TypeError,
        `Cannot take derivative with the option ${name}: it has no options`,
      );
    }
    assertEquals([f, sin].map(derivative).map((slope) => slope(0)), [0, 1]);
  });

  it("by hvp, where JAX has no aux and no positions either", () => {
    for (const options of [{ hasAux: true }, { argnums: 1 }]) {
      assertThrows(() => hvp(f, options as never), TypeError, "the options are mode");
    }
  });

  it("by checkpointedLoop when there is none of such a name, and no object of them", () => {
    const loop = (options: unknown) => checkpointedLoop(f, 2, 3, options as never);
    assertThrows(
      () => loop({ snapshot: 3 }),
      TypeError,
      "Cannot take checkpointedLoop with the option snapshot: the options are snapshots",
    );
    assertThrows(() => loop(3), TypeError, "they come last, as in checkpointedLoop(step, steps");
    assertEquals([loop({ snapshots: 1 }), loop({}), loop(undefined)], [81, 81, 81]);
  });

  it("by checkGrads when there is none of such a name", () => {
    assertThrows(
      () => checkGrads(sin, [1], { orders: 3 } as never),
      TypeError,
      "with the option orders: the options are argnums, order, modes, tolerance",
    );
  });

  it("by the views of a trace when there is none of such a name", () => {
    const program = trace(f)(1);
    const wrong = { mostly: 3 } as never;
    for (
      const [view, options] of [
        ["toDot", "most, direction"],
        ["toMermaid", "most, direction"],
        ["toInfix", "expanded"],
        ["toLatex", "expanded"],
      ] as const
    ) {
      assertThrows(
        () => program[view](wrong),
        TypeError,
        `${view} with the option mostly: the options are ${options}`,
      );
    }
  });

  it("but not when they are undefined, or empty", () => {
    assertEquals([grad(f, undefined)(3), grad(f, {})(3)], [6, 6]);
  });
});

describe("A box that is met by an error or printed", () => {
  it("is a differentiated value", () => {
    const pair = grad((x: Scalar) => x as never, { hasAux: true }) as (x: number) => unknown;
    assertThrows(() => pair(3), TypeError, "it returned a differentiated value");
  });

  it("shows the call that made it, and not all that the call remembers", () => {
    let printed = "";
    const seen = (x: Scalar) => {
      printed += Deno.inspect(x).replaceAll(/\s+/g, " ");
      return mul(x, x);
    };
    grad(seen)(2);
    derivative(seen)(3);
    assertEquals(
      printed,
      "Variable { level: grad(seen), primal: 2, index: 0 }" +
        "Dual { level: derivative(seen), primal: 3, tangent: 1 }",
    );
  });
});
