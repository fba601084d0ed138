// The code of a long path follows from that of shorter ones: it is the code that the path itself is compiled to, and answers
// what the path does.

import {
  add,
  exp,
  grad,
  log,
  max,
  mul,
  type Scalar,
  sin,
  stopGradient,
  sub,
  sum,
} from "@fluxion/ad";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import type { GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { Bytes, op } from "../../lib/wasm/encode.ts";
import { extended } from "../../lib/wasm/extended.ts";
import { codePartsOf, withIntegers } from "../../lib/wasm/integers.ts";
import { unencoded } from "../../lib/wasm/lower.ts";
import { encoded, type Lowered } from "../../lib/wasm/module.ts";
import { inputs } from "../../bench/inputs.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { bits } from "../program/programs.ts";
import { evenPrograms, gradientOf, type OfList } from "./even_programs.ts";
import { LOOP_INPUTS, loopPrograms, runLoops, type Statement } from "./loop_programs.ts";
import { pathAt } from "./paths.ts";
import { interpreted, runnerOf, seenOf } from "./run.ts";

/** Returns the code of a path from that of shorter ones, of any length. */
function extendedOf(path: GuardedTrace): Lowered | undefined {
  const program = extended(path, (member) => unencoded(member, 0), 0);
  return program && encoded(program);
}

/** A program without its functions. */
const contents = ({ modules, ...rest }: Lowered) => ({
  ...rest,
  modules: modules.map(({ bytes, imports }) => ({ bytes, imports })),
});

/** Loops of many rounds over inputs, with the code of as many bytes whatever their number is. */
const evens: Record<string, OfList> = {
  ...evenPrograms,
  "a chain": gradientOf(([x, ...others]) => {
    let y = sum([x, ...others]);
    for (let i = 0; i < 20_000; i++) y = i % 2 === 0 ? sin(y) : mul(y, 1.01);
    return y;
  }),
  "a map": (xs) => xs.map((x) => mul(exp(x), sin(x))),
  "rows of three": gradientOf((xs) => {
    let total: Scalar = 0;
    for (let at = 3; at + 3 <= xs.length; at += 3) {
      let inner: Scalar = 0;
      for (let k = 0; k < 3; k++) inner = add(inner, mul(xs[k], xs[at + k]));
      total = add(total, sin(inner));
    }
    return total;
  }),
  "loops that read the same inputs, and none the other": gradientOf((xs) => {
    const largest = stopGradient(max(xs));
    return add(largest, log(sum(xs.map((x) => exp(sub(x, largest))))));
  }),
  "one loop after another": gradientOf((xs) => {
    const half = xs.length / 2;
    let total: Scalar = 0;
    for (let i = 0; i < half; i++) total = add(total, sin(xs[i]));
    for (let i = half; i < xs.length; i++) total = add(total, mul(total, xs[i]));
    return total;
  }),
};

describe("The code of a long path", () => {
  for (const [name, f] of Object.entries(evens)) {
    it(`of ${name} follows from that of shorter ones, to the byte`, () => {
      const path = pathAt(f, inputs(6000));
      const program = extended(path, (member) => unencoded(member, 500), 6000);
      assert(program !== undefined);
      assertEquals(contents(encoded(program!)), contents(encoded(unencoded(path, 500))));
    });
  }

  it("is written for itself where a round does something else", () => {
    const xs = inputs(6000);
    const oddOf = (odd: number): OfList => (xs) => xs.map((x, i) => i === odd ? exp(x) : sin(x));
    const jumping: OfList = (xs) => xs.map((_, i) => sin(xs[i * i % xs.length]));
    const growing: OfList = (xs) => xs.map((x, i) => mul(x, i));
    const shortest = (f: OfList) => extended(pathAt(f, xs), (path) => unencoded(path, 0), 0);
    assert(shortest(oddOf(-1)) !== undefined);
    for (const f of [jumping, growing]) assertEquals(shortest(f), undefined);
  });

  let count = 0;
  const point = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: LOOP_INPUTS,
    maxLength: LOOP_INPUTS,
  });
  const any = fc.array(bits, { minLength: LOOP_INPUTS, maxLength: LOOP_INPUTS });
  law(
    "answers what the path does, whatever its loops are",
    fc.property(loopPrograms, point, any, fc.integer({ min: 300, max: 700 }), (...drawn) => {
      const [program, point, wild, rounds] = drawn;
      const long = program.map((own): Statement =>
        own.do === "loop" ? { ...own, rounds: rounds + own.rounds, count: "fixed" } : own
      );
      const f: OfList = (xs) => runLoops(long, xs, 20_000);
      const slope: OfList = (xs) => grad((own: Scalar[]) => sum(f(own)))(xs) as Scalar[];
      for (const path of [pathAt(f, point), pathAt(slope, point)]) {
        const program = extendedOf(path);
        if (program === undefined) continue;
        count++;
        const run = runnerOf(program, path.outputs.length);
        for (const at of [point, wild]) {
          assertSame(seenOf(run(at), path), seenOf(interpreted(path, at), path));
        }
      }
    }),
  );

  it("has followed in some of these programs", () => {
    assert(count > 0);
  });
});

describe("The integers of code", () => {
  it("are addresses and what is pushed, and can be replaced", () => {
    const code = new Bytes().byte(op.i32Const).signed(-70).byte(op.f64Const).float(Math.PI)
      .local(op.localGet, 300).memory(op.load, 1000).byte(op.i64Const).signed(-5n)
      .byte(op.extended).byte(3).memoryCopy().byte(op.i32Const).signed(2 ** 31 - 1);
    const parts = codePartsOf(code);
    assertEquals(parts.integers, [-70, 8000, 2 ** 31 - 1]);
    assertEquals(withIntegers(parts, parts.integers).done(), code.done());
    const other = withIntegers(parts, [1, 2, -3]);
    assertEquals(codePartsOf(other).integers, [1, 2, -3]);
    assertEquals(codePartsOf(other).between, parts.between);
  });
});
