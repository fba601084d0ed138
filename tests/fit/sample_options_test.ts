// Where parameters are allowed to be, what is told and printed, and what is refused, in sentences.

import { assert, assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { AssertTrue, IsExact } from "@std/testing/types";
import {
  add,
  grad,
  gt,
  log,
  logsumexp,
  mul,
  neg,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  value,
} from "@fluxion/ad";
import * as d from "@fluxion/ad/density";
import { sample, type SampleProgress } from "@fluxion/ad/fit";

const normal = (x: Scalar) => mul(-0.5, square(x));
const few = { draws: 20, warmUp: 30, chains: 2 };

describe("Parameters with constraints", () => {
  it("are shares of a whole, of which the sampler sees one real less", () => {
    const logDensity = ({ shares }: { shares: Scalar[] }) =>
      d.dirichletLogDensity(shares, [2, 3, 5]);
    const start = { shares: Float64Array.of(0.2, 0.3, 0.5) };
    const samples = sample(logDensity, start, {
      constraints: { shares: d.simplexBijector } as never,
    });
    assertEquals(samples.chains[0].scales.length, 2);
    [0.2, 0.3, 0.5].forEach((mean, i) => {
      const { mean: found, standardError, standardDeviation } = samples.summary[i];
      assert(Math.abs(found - mean) < 4 * standardError);
      assertAlmostEquals(standardDeviation / Math.sqrt(mean * (1 - mean) / 11), 1, 0.1);
    });
    const [draw] = samples.draws;
    assert(draw.shares instanceof Float64Array);
    assertAlmostEquals(draw.shares.reduce((a, b) => a + b), 1, 1e-12);
  });

  it("are anywhere in a tree, beside parameters without", () => {
    type Group = { share: Scalar; cuts: Scalar[] };
    const logDensity = (
      { groups: [{ share, cuts }], offset }: { groups: Group[]; offset: Scalar },
    ) =>
      sum([
        d.betaLogDensity(share, 2, 3),
        normal(cuts[0]),
        normal(cuts[1]),
        normal(sub(offset, 5)),
      ]);
    const start = { groups: [{ share: 0.5, cuts: [0, 1] }], offset: 0 };
    const constraints = { groups: [{ share: d.unitIntervalBijector, cuts: d.orderedBijector }] };
    const samples = sample(logDensity, start, { constraints, seed: 1 });
    type _Draws = AssertTrue<IsExact<(typeof samples.draws)[number], typeof start>>;
    assertEquals(samples.names, [
      "groups[0].share",
      "groups[0].cuts[0]",
      "groups[0].cuts[1]",
      "offset",
    ]);
    assert(samples.draws.every(({ groups: [{ cuts }] }) => cuts[0] < cuts[1]));
    // The smaller and the larger of two normal numbers have the means ∓1/√π.
    [2 / 5, -1 / Math.sqrt(Math.PI), 1 / Math.sqrt(Math.PI), 5].forEach((mean, i) => {
      const { mean: found, standardError } = samples.summary[i];
      assert(Math.abs(found - mean) < 4 * standardError);
    });
  });

  it("are triangles, of which the upper half is always the same", () => {
    const start = { factor: [[1, 0], [0, 1]] };
    const logDensity = ({ factor }: { factor: Scalar[][] }) => sum(factor.flat().map(normal));
    const samples = sample(logDensity, start, {
      constraints: { factor: d.choleskyFactorBijector },
      draws: 400,
    });
    assert(samples.draws.every(({ factor }) => factor[0][0] > 0 && factor[0][1] === 0));
    assertMatch(String(samples), /^factor\[0\]\[1\] +0\.000.* – +– +–$/m);
    // Of |x| for a normal x the mean is √(2/π).
    const { mean, standardError } = samples.summary[0];
    assert(Math.abs(mean - Math.sqrt(2 / Math.PI)) < 4 * standardError);
    assert(samples.warnings.every((warning) => !warning.includes("finite")));
  });

  it("are refused where they do not fit the start", () => {
    const refused = (start: unknown, constraints: unknown, text: string) =>
      assertThrows(
        () => sample((p: { a: Scalar }) => normal(p.a), start as never, { constraints } as never),
        Error,
        text,
      );
    const { positiveBijector } = d;
    refused(
      { a: -1 },
      { a: positiveBijector },
      "the start has a = -1, which its constraint does not",
    );
    refused({ a: 1 }, { b: positiveBijector }, "constraints has b, which the start has not");
    refused({ a: 1 }, { a: "positive" }, 'constraints.a is the string "positive"; a constraint is');
    refused({ a: 1 }, { a: { b: positiveBijector } }, "where the start has one number");
    refused({ a: 1 }, null, "constraints is null");
    refused(
      { a: 1 },
      { a: d.choleskyFactorBijector },
      "the constraint of a does not take the number",
    );
    refused([0.5], positiveBijector, "Cannot apply");
    const bad = { ...positiveBijector, constrain: (ys: readonly Scalar[]) => [...ys, 1] };
    refused({ a: [1] }, { a: bad }, "Cannot pair what the bijector makes with a");
    // A field that is left out has none.
    sample((p: { a: Scalar }) => normal(p.a), { a: 1 }, { ...few, constraints: { a: undefined } });
  });
});

describe("Sampling", () => {
  it("tells how far it is", () => {
    const told: SampleProgress[] = [];
    sample(normal, 0, { ...few, onProgress: (progress) => told.push(progress) });
    assertEquals(told.length, 100);
    assertEquals(told[0], { chain: 0, transitions: 1, of: 50 });
    assertEquals(told[99], { chain: 1, transitions: 50, of: 50 });
  });

  it("begins near the start, at the start itself if it is to, and nearer where the density ends", () => {
    const starts: number[] = [];
    const remember = (x: Scalar) => (starts.push(value(x)), normal(x));
    sample(remember, 10, { ...few, chains: 1, compile: false, spread: 0 });
    assertEquals(starts[1], 10);
    const narrow = (x: Scalar) => gt(x, 0.001) ? neg(x) : mul(-Infinity, x);
    assert(sample(narrow, 0.002, { ...few, seed: 2 }).draws.every((x) => x > 0.001));
    // Around this start the density is 0 up to a thousandth of the spread: the chain begins at it.
    const needle = (x: Scalar) =>
      gt(square(x), 1e-14) ? mul(-Infinity, square(x)) : mul(-0.5e16, square(x));
    assert(sample(needle, 0, few).draws.every((x) => Math.abs(x) < 1e-7));
  });

  it("prints a table with what is known, and warns", () => {
    const samples = sample(
      (p: { a: Scalar; b: Scalar[] }) => add(normal(p.a), normal(mul(1e3, sub(p.b[0], 7)))),
      { a: 0, b: [7] },
      { draws: 100, spread: 0.001 },
    );
    const text = String(samples).split("\n");
    assertMatch(
      text[0],
      /^4 chains of 100 draws after 1000 of warm-up: acceptance 0\.\d\d, step size /,
    );
    assertMatch(text[1], /^ +mean +sd +5 % +50 % +95 % +bulk +tail +R̂$/);
    assertMatch(text[2], /^a +-?0\.\d\d\d? +[01]\.\d\d\d? +-/);
    assertMatch(text[3], /^b\[0\] +[67]\.\d{5,6} +0\.00\d{3,4} +6\.99/);
    assertEquals(text.slice(4), samples.warnings);
    assertEquals(Deno.inspect(samples), String(samples));

    assert(text[5].includes("worth less than 400 independent ones"));
    const modes = (x: Scalar) => logsumexp([-9, 9].map((mean) => d.normalLogDensity(x, mean, 1)));
    const bimodal = sample(modes, 0, { spread: 10 });
    assertMatch(
      bimodal.warnings[0],
      /^The chains do not agree on x: R̂ is up to \d\.\d+\. Make more/,
    );
    const many = sample((xs: Scalar[]) => sum(xs.map(normal)), new Array<number>(70).fill(0), few);
    const lines = String(many).split("\n");
    assertEquals(lines[62], "… and 10 more parameters");
    assert(lines[61].startsWith("x[59]"));
    assertMatch(String(many), /x\[4\] and \d+ more/);
    const deep = sample(normal, 0, { ...few, maximumDepth: 1 });
    assert(deep.warnings.some((own) => own.includes("came to the maximum depth of 1: they are")));
  });
});

describe("Sampling refuses", () => {
  const refused = (f: unknown, start: unknown, text: string, options = {}) =>
    assertThrows(() => sample(f as never, start as never, options), Error, text);

  it("starts that are no trees of finite numbers, by the parameter", () => {
    refused(normal, { a: 1, b: [1, NaN] }, "Cannot sample from normal: the start has b[1] = NaN");
    refused(normal, [Infinity], "the start has x[0] = Infinity; begin with a finite number");
    refused(normal, { a: new Map() }, "start.a is a Map; the start is a number, or arrays and");
    refused(normal, [], "the start has no numbers in it");
    const inside = (x: Scalar) => sample(normal, x as number, few).draws[0];
    assertThrows(() => grad(inside)(1), TypeError, "x of the start is a differentiated value");
  });

  it("log-densities that are not finite at the start, answer no real, or are none", () => {
    refused((p: { a: Scalar }) => log(p.a), { a: -1 }, "is NaN at the start, where a = -1; begin");
    refused(
      (xs: Scalar[]) => log(xs[0]),
      new Array(7).fill(0),
      "is -Infinity at the start, where x[0]",
    );
    refused((p: { a: Scalar }) => neg(sqrt(p.a)), { a: 0 }, "has the derivative -Infinity by a at");
    const root = ({ a }: { a: Scalar[] }) => neg(sqrt(sub(a[0], 1)));
    const options = { constraints: { a: d.positiveBijector } };
    refused(root, { a: [1, 2] }, "the derivative -Infinity by real 0 of a at the start", options);
    // deno-lint-ignore require-await
    refused(async (x: Scalar) => normal(x), 0, "it answers a promise, and a sampler does not wait");
    refused((x: Scalar) => [x], 0, "it returned an array of 1, and one real number is wanted");
    refused(3, 0, "Cannot sample from the number 3: the log-density comes first");
    const around = (s: Scalar) => sample((x: Scalar) => mul(s, normal(x)), 0, few).draws[0];
    assertThrows(
      () => grad(around as never)(1),
      TypeError,
      "its value is that of a derivative around",
    );
  });

  it("what is of no distribution, or does not follow its gradient", () => {
    refused((x: Scalar) => mul(0, x), 0, "no step is too long at x = 0.");
    refused((x: Scalar) => x, 0, "no step is short enough at x = ");
  });

  it("what diverges everywhere, as a uniform density without constraints, which bends no trajectory", () => {
    const uniform = (x: Scalar) => gt(square(x), 1) ? mul(-Infinity, square(x)) : mul(0, x);
    const options = { warmUp: 0, draws: 10 };
    refused(uniform, 0, "every transition of every chain diverged, at the step size 1.00", options);
    const warmedUp = sample(uniform, 0, { draws: 50 });
    assertMatch(warmedUp.warnings[0], /^\d+ of 200 transitions diverged/);
    const unit = sample((x: Scalar) => mul(0, x), 0.5, { constraints: d.unitIntervalBijector });
    const [{ mean, standardDeviation, standardError }] = unit.summary;
    assert(Math.abs(mean - 0.5) < 4 * standardError);
    assertAlmostEquals(standardDeviation, Math.sqrt(1 / 12), 0.01);
  });

  it("options out of range, or that there are not", () => {
    const option = (options: object, text: string) => refused(normal, 0, text, options);
    option({ draws: 3 }, "Cannot sample with draws the number 3: it is a whole number, 4 or more");
    option(
      { iterations: 9 },
      "Cannot take sample with the option iterations: the options are chains",
    );
    option({ seed: 1.5 }, "seed the number 1.5: it is a whole number");
    option({ targetAcceptance: 1 }, "it is a number between 0 and 1");
    option({ maximumDepth: 21 }, "a whole number from 1 to 20");
    option({ warmUp: -1 }, "a whole number, 0 or more");
    option({ onProgress: 3 }, "with onProgress the number 3: it is a function");
    option({ args: 3 }, "with args the number 3: it is a list of what comes after the parameters");
    option({ compile: 1 }, "with compile the number 1: it is true or false");
  });
});
