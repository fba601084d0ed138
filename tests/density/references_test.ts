// Densities, values and gradients, against mpmath and SciPy (generate.py), in every nest of modes and compiled.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { grad, jacfwd, jacrev, type Scalar } from "@fluxion/ad";
import * as density from "@fluxion/ad/density";
import { jit } from "@fluxion/ad/jit";
import { assertClose } from "../assert_close.ts";

interface Reference {
  readonly name: string;
  readonly point: number[];
  readonly by: number[];
  readonly value: number;
  readonly gradient: number[];
}

const references: Reference[] = JSON.parse(
  Deno.readTextFileSync(new URL("references.json", import.meta.url)),
);
const functions = density as unknown as Record<string, (...operands: Scalar[]) => Scalar>;

/** The density as a function of the operands that it is differentiated by. */
function ofChosen({ name, point, by }: Reference): (xs: Scalar[]) => Scalar {
  return (xs) => {
    const operands: Scalar[] = [...point];
    by.forEach((index, i) => operands[index] = xs[i]);
    return functions[name](...operands);
  };
}

describe("Log-densities", () => {
  for (const reference of references) {
    const { name, point, by } = reference;
    const at = by.map((index) => point[index]);
    const f = ofChosen(reference);

    it(`${name}(${point}) is that of mpmath, and so is its gradient`, () => {
      assertClose(f(at), reference.value, 1e-12, 1);
      assertClose(grad(f)(at), reference.gradient, 1e-10, 1e-3);
      assertClose(jacfwd(f)(at), reference.gradient, 1e-10, 1e-3);
    });

    it(`${name}(${point}) has one Hessian in all nests of modes`, () => {
      const expected = jacfwd(jacrev(f))(at);
      for (const other of [jacfwd(jacfwd(f)), jacrev(jacfwd(f)), jacrev(jacrev(f))]) {
        assertClose(other(at), expected, 1e-9, 1e-3);
      }
    });

    it(`${name}(${point}) has the same bits compiled`, () => {
      assertEquals(jit(f)(at), f(at));
      assertEquals(jit(grad(f))(at), grad(f)(at));
      const second = jacfwd(jacrev(f));
      assertEquals(jit(second)(at), second(at));
    });
  }
});
