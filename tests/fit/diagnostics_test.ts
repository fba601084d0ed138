// Diagnostics of chains on series whose answers are known, and against their definitions written out for one series.

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { effectiveSampleSize, rHat } from "@fluxion/ad/fit";
import { windowsOf } from "../../lib/fit/warm_up.ts";
import { randomNumbers } from "../../lib/fit/random_numbers.ts";
import { assertClose } from "../assert_close.ts";

const { normal, uniform } = randomNumbers(7, 0);
const independent = [1, 2, 3, 4].map(() => Array.from({ length: 1000 }, normal));
/** Chains that remember a share of the draw before. */
const remembering = (share: number) =>
  independent.map((chain) => {
    let x = chain[0];
    return chain.map((noise) => x = share * x + Math.sqrt(1 - share ** 2) * noise);
  });

describe("The effective sample size", () => {
  it("is about the number of independent draws, in the bulk, the tail and of the mean", () => {
    for (const  of of["bulk", "tail", "mean"] as const) {
      assertAlmostEquals(effectiveSampleSize(independent, { of }) / 4000, 1, 0.1);
    }
  });

  it("is (1 − ρ)/(1 + ρ) of the number of draws that remember their predecessors by ρ, also where ρ < 0", () => {
    for (const share of [0.9, 0.5, -0.5]) {
      const expected = (1 - share) / (1 + share);
      const found = effectiveSampleSize(remembering(share)) / 4000;
      assertAlmostEquals(found / expected, 1, 0.25, `ρ = ${share}`);
    }
    assert(effectiveSampleSize(remembering(-0.99)) <= 4000 * Math.log10(4000) + 1e-9);
  });

  it("is what its definition says, sum by sum", () => {
    const chains = remembering(0.6).slice(0, 2).map((chain) => chain.slice(0, 30));
    const halves = chains.flatMap((chain) => [chain.slice(0, 15), chain.slice(15)]);
    const n = 15;
    const mean = (xs: number[]) => xs.reduce((a, b) => a + b) / xs.length;
    const means = halves.map(mean);
    const covariance = (t: number) =>
      mean(halves.map((chain, k) => {
        let total = 0;
        for (let i = 0; i + t < n; i++) total += (chain[i] - means[k]) * (chain[i + t] - means[k]);
        return total / n;
      }));
    const within = covariance(0) * n / (n - 1);
    const between = n / 3 * means.reduce((a, x) => a + (x - mean(means)) ** 2, 0);
    const total = (n - 1) / n * within + between / n;
    const rho = (t: number) => t === 0 ? 1 : 1 - (within - covariance(t)) / total;
    let [tau, before, t] = [-1, Infinity, 0];
    for (; rho(t) + rho(t + 1) > 0; t += 2) {
      before = Math.min(before, rho(t) + rho(t + 1));
      tau += 2 * before;
    }
    tau += Math.max(0, rho(t));
    assertAlmostEquals(effectiveSampleSize(chains, { of: "mean" }), 60 / tau, 1e-9);
  });

  it("counts tails by themselves, and bulk by ranks: heavy tails do no harm", () => {
    const heavy = independent.map((chain) => chain.map((x) => x / Math.abs(uniform()) ** 3));
    assertAlmostEquals(effectiveSampleSize(heavy) / 4000, 1, 0.1);
    const cubes = independent.map((chain) => chain.map((x) => x ** 3));
    assertAlmostEquals(effectiveSampleSize(cubes), effectiveSampleSize(independent), 1e-9);
    // Who seldom gets into a tail, and seldom out again.
    const stuck = independent.map((chain) =>
      chain.map((x, i) => i > 300 && i < 400 ? 4 + x / 9 : x)
    );
    assert(effectiveSampleSize(stuck, { of: "tail" }) < 100);
  });

  it("is NaN where draws do not differ, or one is not finite", () => {
    for (const chains of [[[1, 1, 1, 1]], [[1, 2, NaN, 3]], [[1, 2, Infinity, 3]]]) {
      for (const  of of["bulk", "tail", "mean"] as const) {
        assertEquals(effectiveSampleSize(chains, { of }), NaN);
      }
      assertEquals(rHat(chains), NaN);
    }
  });
});

describe("R̂", () => {
  it("is 1 of chains that agree, and above where they are apart in place or in width", () => {
    assertAlmostEquals(rHat(independent), 1, 0.005);
    assert(rHat(independent.map((chain, i) => chain.map((x) => x + i))) > 1.3);
    assert(rHat(independent.map((chain, i) => chain.map((x) => x * (1 + i)))) > 1.05);
    // A trend within a chain is a difference of its halves.
    assert(rHat([independent[0].map((x, i) => x + i / 200)]) > 1.3);
  });

  it("is the spread of all over that within, of the normal scores of ranks", () => {
    // Ranks, and those of the distances to the median, 5, in the middle of which two always are the same.
    const chains = [[1, 9.5, 2, 7.5], [3, 6.5, 4.25, 5.75]];
    const ranks = [[1, 8, 2, 7, 3, 6, 4, 5], [7, 8, 6, 5, 4, 3, 1.5, 1.5]];
    // By the table of the normal distribution, of (rank − 3/8)/(8 + 1/4).
    const above: { [rank: string]: number } = {
      5: 0.1525,
      6: 0.4728,
      7: 0.8523,
      8: 1.4342,
      7.5: 1.0968,
    };
    const score = (rank: number) => above[rank] ?? -above[9 - rank];
    const [plain, folded] = ranks.map((own) => {
      const halves = [0, 2, 4, 6].map((i) => own.slice(i, i + 2).map(score));
      const means = halves.map(([a, b]) => (a + b) / 2);
      const within = halves.reduce((sum, [a, b]) => sum + (a - b) ** 2 / 2, 0) / 4;
      const centre = means.reduce((a, b) => a + b) / 4;
      const between = means.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 3;
      return Math.sqrt((within / 2 + between) / within);
    });
    assertAlmostEquals(rHat(chains), Math.max(plain, folded), 2e-3);
    assert(folded > plain);
    // With distances to the median that are all the same, it is by the draws alone.
    assertEquals(rHat([[1, -1, 1, -1], [-1, 1, -1, 1]]), Math.sqrt(0.5));
  });
});

describe("Diagnostics refuse", () => {
  it("what are no chains of equal length", () => {
    const refusal = "Cannot take the effective sample size of these chains: ";
    const [few, apart] = [[[1, 2, 3]], [[1, 2, 3, 4], [1, 2, 3, 4, 5]]];
    assertThrows(() => effectiveSampleSize(few), RangeError, refusal + "they have 3 draws each");
    assertThrows(() => rHat(apart), RangeError, "number 1 has 5 draws, and the first 4");
    assertThrows(() => rHat([1, 2, 3, 4] as never), TypeError, "number 0 is the number 1, and");
    assertThrows(() => rHat([["a"]] as never), TypeError, "not of numbers only");
    assertThrows(() => rHat([]), TypeError, "they are an array of 0");
    const other = { of: "middle" } as never;
    assertThrows(() => effectiveSampleSize([[1, 2, 3, 4]], other), TypeError, '"bulk", "tail" or');
    assertEquals(rHat([Float64Array.of(1, 2, 1, 2)]), rHat([[1, 2, 1, 2]]));
  });
});

describe("The windows of a warm-up", () => {
  it("double, and the last one goes to the end", () => {
    const ends = (warmUp: number) => windowsOf(warmUp).map(([, end]) => end);
    assertEquals(ends(1000), [100, 150, 250, 450, 950]);
    assertEquals(ends(200), [100, 150]);
    assertEquals(windowsOf(100), [[15, 90]]);
    assertEquals(windowsOf(19), []);
    for (let warmUp = 20; warmUp < 3000; warmUp += 7) {
      const windows = windowsOf(warmUp);
      windows.forEach(([begin, end], i) => {
        assert(begin < end && end < warmUp);
        if (i > 0) assertEquals(begin, windows[i - 1][1]);
      });
    }
  });
});

describe("Random numbers", () => {
  it("are uniform and normal, and others in every stream and for every seed", () => {
    const many = Array.from({ length: 20_000 }, normal);
    const moment = (k: number) => many.reduce((sum, x) => sum + x ** k, 0) / many.length;
    assertClose([moment(1), moment(2), moment(4)], [0, 1, 3], 0.1, 1);
    const firsts = [[0, 0], [0, 1], [1, 0], [1, 1]].map(([seed, stream]) =>
      randomNumbers(seed, stream).uniform()
    );
    assertEquals(new Set(firsts).size, 4);
    assert(firsts.every((x) => x >= 0 && x < 1));
  });
});
