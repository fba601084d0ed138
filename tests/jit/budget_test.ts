// What compiling may cost, by the measure of the credit itself: operations are counted, and no test here looks
// at a clock. What a count stands for in time is measured by bench/jit_bench.ts.

import { grad, lt, mul, type Scalar, sin, sub, value } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Budget, priceOf } from "../../lib/jit/budget.ts";

/** A function of so many operations that goes another way wherever a number is another. */
function byNumber(operations: number) {
  return (x: Scalar, way: Scalar): Scalar => {
    let y: Scalar = mul(x, value(way));
    for (let i = 1; i < operations; i++) y = sin(y);
    return y;
  };
}

/** At which calls another way was compiled. */
function compiledAt(
  f: (x: Scalar, way: Scalar) => unknown,
  ways: number[],
  eager = false,
): number[] {
  const compiled = jit(f, { eager, maximumVariants: 1000 });
  return ways.flatMap((way, call) => {
    const { variants } = compiled.stats();
    compiled(1, way);
    return compiled.stats().variants > variants ? [call + 1] : [];
  });
}

const counting = (n: number, way: (call: number) => number) =>
  Array.from({ length: n }, (_, i) => way(i));
const functions = [50, 5000].flatMap((operations) => {
  const plain = byNumber(operations);
  return [
    { name: `${operations} operations`, f: plain, work: { plain: operations, differentiated: 0 } },
    {
      name: `a gradient of ${operations}`,
      f: grad(plain),
      work: { plain: 0, differentiated: 3 * operations },
    },
  ];
});

describe("A compiled function", () => {
  for (const { name, f, work } of functions) {
    it(`of ${name} compiles its first call, and costs less than 3 times as much over a few hundred where each goes a new way`, () => {
      const calls = 1000;
      const at = compiledAt(f, counting(calls, (call) => call + 1));
      assertEquals(at[0], 1);
      const { compiling, calling } = priceOf(work);
      // What the first costs can be as much as several hundred calls of a short function.
      const few = Math.max(300, Math.ceil(compiling / calling));
      assert(few < calls);
      for (const so of [few, calls]) {
        const ways = at.filter((call) => call <= so).length;
        const average = (so * calling + ways * compiling) / (so * calling);
        assert(average < 3, `${average} times over ${so} calls`);
      }
    });

    it(`of ${name} compiles four ways in rotation before they have cost twice as much as compiling them`, () => {
      const { compiling, calling } = priceOf(work);
      const calls = Math.ceil(8 * compiling / calling);
      assertEquals(compiledAt(f, counting(calls, (call) => call % 4)).length, 4);
    });
  }

  it("compiles the same ways in the same calls every time", () => {
    const ways = counting(3000, (call) => (call * call) % 17);
    const [f] = functions.map(({ f }) => f);
    assertEquals(compiledAt(f, ways), compiledAt(f, ways));
  });

  it("compiles each way at its first call where it is eager", () => {
    assertEquals(compiledAt(byNumber(3), [1, 1, 2, 1, 3, 2, 4], true), [1, 3, 5, 7]);
  });

  it("pays for further ways from what compiled calls have saved, too", () => {
    const misses = (every: number) => {
      const compiled = jit(byNumber(100));
      // One call in so many goes a way that is new.
      for (let call = 0; call < 20_000; call++) compiled(1, call % every === 0 ? 10 + call : 1);
      return compiled.stats().variants / compiled.stats().misses;
    };
    assert(misses(20) > 5 * misses(1), `${misses(20)} against ${misses(1)}`);
  });

  it("tries a function that throws again, and ever more rarely", () => {
    let runs = 0;
    const f = jit((x: Scalar) => {
      runs++;
      if (lt(x, 0)) throw new RangeError("negative");
      return sub(x, 1);
    });
    for (let call = 0; call < 1000; call++) assertThrows(() => f(-1), RangeError, "negative");
    // Calls 1, 2, 4 … 512 are traced, and run once more to throw by themselves.
    assertEquals(runs, 1010);
    for (let call = 0; call < 100; call++) f(1);
    assertEquals(f.stats().variants, 1);
  });
});

describe("The credit of a structure", () => {
  const price = priceOf({ plain: 600, differentiated: 0 });

  it("allows the first way, and charges for it", () => {
    const credit = new Budget(false);
    assert(credit.mayCompile());
    credit.bill(price);
    let misses = 1;
    while (!credit.mayCompile()) misses++;
    // Two ways, less what is lent in advance, at half of what a call costs.
    assertEquals(misses, Math.ceil((2 * price.compiling / price.calling - 150) / 0.5));
  });

  it("pays what is asked where it is unlimited", () => {
    const credit = new Budget(true);
    for (let i = 0; i < 100; i++) assert(credit.mayCompile() && credit.spend(1e9));
  });
});
