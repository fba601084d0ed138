// Law: a loop that is written with operators has the bits of the same loop written with the functions of this library, in every
// mode, and compiled, whether it is kept or not.

import { derivative, grad, hessian, hvp, jacfwd, jacrev, mul, type Scalar, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { assertSame, outcomeOf } from "../laws/same.ts";
import { livingLevels } from "../../lib/values/level.ts";
import { lifted } from "./loaded.ts";
import { loopProgram } from "./loop_programs.ts";

const count = Math.max(20, Number(Deno.env.get("FLUXION_RUNS") ?? 100));
const seed = Number(Deno.env.get("FLUXION_SEED") ?? Math.floor(Math.random() * 2 ** 31));
const programs = fc.sample(loopProgram, { numRuns: count, seed });
const { operators, functions, given } = await lifted(`import * as ad from "@fluxion/ad";
const data = Array.from({ length: 50 }, (_, i) => (i * 37 % 11) / 4 - 1);
const rows = data.slice(0, 45).map((p, i) => ({ p, q: [i / 8], is: i % 4 === 1 }));
let outer = 0;
export const functions = [\n${programs.map((own) => own.functions).join(",\n")}\n];
export const operators = marked();
export const given = [(x, y) => ad.sin(ad.sub(x, y)), markedToo()];
function markedToo() {
  "use ad";
  return (x, y) => Math.sin(x - y);
}
function marked() {
  "use ad";
  return [\n${programs.map((own) => own.operators).join(",\n")}\n];
}
`);

type Of = (xs: readonly Scalar[]) => Scalar[];
type Way = (f: Of) => (xs: number[]) => unknown;
const one = (f: Of) => (xs: Scalar[]) => sum(f(xs));
const ways: { readonly [name: string]: Way } = {
  value: (f) => (xs) => f(xs),
  grad: (f) => (xs) => grad(one(f))(xs),
  derivative: (f) => (xs) => derivative((t: Scalar) => one(f)(xs.map((x) => mul(x, t))))(1),
  hvp: (f) => (xs) => hvp(one(f))(xs, [1, -1]),
  hessian: (f) => (xs) => hessian(one(f))(xs),
  "reverse over forward": (f) => (xs) =>
    grad((own: Scalar[]) => derivative((t: Scalar) => one(f)(own.map((x) => mul(x, t))))(1))(xs),
  "reverse twice": (f) => (xs) => grad((own: Scalar[]) => sum(grad(one(f))(own) as Scalar[]))(xs),
  jacfwd: (f) => (xs) => jacfwd((own: Scalar[]) => f(own))(xs),
  jacrev: (f) => (xs) => jacrev((own: Scalar[]) => f(own))(xs),
};
const points = [[0.5, 1.5], [2, -1], [-1.25, 0.75], [0.5, 1.5]];

let kept = 0;
let written = 0;

describe(`A loop that is written with operators (FLUXION_SEED=${seed})`, () => {
  for (const [name, way] of Object.entries(ways)) {
    it(`answers what it does with functions, compiled as well: ${name}`, () => {
      programs.forEach((own, i) => {
        const plain = way(([x, y]) => functions[i](x, y, given[0]));
        const marked = way(([x, y]) => operators[i](x, y, given[1]));
        const compiled = jit(marked, { eager: true });
        const unrolled = jit(plain, { eager: true });
        for (const at of points) {
          const expected = outcomeOf(() => plain(at));
          assertSame(outcomeOf(() => marked(at)), expected, `${own.operators} at ${at}`);
          const answer = outcomeOf(() => compiled(at));
          if (outcomeOf(() => assertSame(answer, expected)) === undefined) continue;
          // Compiled programs that differ from the function do so with its rounds one after the other as well.
          assertSame(answer, outcomeOf(() => unrolled(at)), `compiled ${own.operators} at ${at}`);
        }
        if (compiled.stats().loops > 0) kept++;
        else written++;
      });
    });
  }

  it("is kept in many of these, and not in all", () => {
    assert(kept > written / 20 && written > 0, `${kept} were kept, and ${written} not`);
  });

  it("leaves no level behind", () => assertEquals(livingLevels.count, 0));
});
