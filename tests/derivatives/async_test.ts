// Derivatives of asynchronous functions: promises of what the synchronous ones answer, whatever else is
// under way. A level closes when its promise settles.

import {
  add,
  derivative,
  grad,
  jvp,
  mul,
  type Scalar,
  sin,
  square,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { assertClose } from "../assert_close.ts";
import { assertRefused, assertRefusedLater } from "../rules/refused.ts";

type Real = (x: Scalar) => Scalar;
type RealLater = (x: Scalar) => Promise<Scalar>;

/** Every verb, as the derivative of a function of one real, now and later. */
const VERBS: readonly {
  readonly name: string;
  readonly now: (f: Real) => Real;
  readonly later: (f: RealLater) => RealLater;
}[] = [
  { name: "derivative", now: (f) => derivative(f), later: (f) => derivative(f) },
  { name: "grad", now: (f) => grad(f), later: (f) => grad(f) },
  {
    name: "valueAndGrad",
    now: (f) => (x) => valueAndGrad(f)(x)[1],
    later: (f) => async (x) => (await valueAndGrad(f)(x))[1],
  },
  {
    name: "jvp",
    now: (f) => (x) => jvp(f, [x], [1])[1],
    later: (f) => async (x) => (await jvp(f, [x], [1]))[1],
  },
  {
    name: "vjp",
    now: (f) => (x) => vjp(f, [x])[1](1),
    later: (f) => async (x) => (await vjp(f, [x]))[1](1),
  },
];

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

describe("The derivative of an asynchronous function", () => {
  const cube = async (x: Scalar) => {
    await pause();
    const y = square(x);
    await pause();
    return mul(x, y);
  };

  for (const { name, later } of VERBS) {
    it(`by ${name} is a promise of the derivative`, async () => {
      const answer = later(cube)(2);
      assertEquals(answer instanceof Promise, true);
      assertEquals(await answer, 12);
    });

    for (const inner of VERBS) {
      it(`by ${name} is right around one by ${inner.name}`, async () => {
        assertEquals(await later(inner.later(cube))(2), 12);
        const closing = async (x: Scalar) => {
          const slope = await inner.later(async (y) => mul(x, x, await cube(y)))(x);
          return mul(x, slope);
        };
        assertEquals(await later(closing)(2), 240);
      });
    }

    it(`by ${name} closes its level when it is rejected, and the next call is right`, async () => {
      const kept: Scalar[] = [];
      const fail = async (x: Scalar): Promise<Scalar> => {
        kept.push(square(x));
        await pause();
        throw new RangeError("on purpose");
      };
      await assertRejects(() => later(fail)(2), RangeError, "on purpose");
      assertRefused(TypeError, () => sin(kept[0]), "escaped", `${name}(fail)`);
      assertEquals(await later(cube)(2), 12);
    });

    it(`by ${name} keeps its level open until it settles, and no longer`, async () => {
      const kept: Scalar[] = [];
      const keep = async (x: Scalar) => {
        kept.push(x);
        await pause();
        return square(x);
      };
      const answer = later(keep)(3);
      square(kept[0]);
      assertEquals(await answer, 6);
      assertRefused(TypeError, () => square(kept[0]), "escaped", `${name}(keep)`);
    });

    it(`by ${name} refuses a string, nothing, and what is thrown at once`, async () => {
      const wrong = (answer: unknown) => {
        const objective = async () => (await pause(), answer as Scalar);
        return () => later(objective)(1);
      };
      await assertRefusedLater(TypeError, wrong("relu"), "objective", "string");
      await assertRefusedLater(TypeError, wrong(undefined), "objective", "a return missing");
      const atOnce = (_: Scalar): Promise<Scalar> => {
        throw new RangeError("at once");
      };
      await assertRejects(async () => await later(atOnce)(1), RangeError, "at once");
    });

    it(`by ${name} refuses a value of a call that has settled before`, async () => {
      let kept: Scalar = 1;
      await later(async (x) => (await pause(), kept = square(x)))(2);
      const use = () => later(async (x) => (await pause(), mul(x, kept)))(2);
      await assertRefusedLater(TypeError, use, "escaped", name);
    });
  }

  it("answers trees, and takes several arguments, Float64Arrays and hasAux", async () => {
    const f = async (at: { x: Scalar; ys: Scalar[] }, k: number) => {
      await pause();
      return mul(at.x, at.ys[0], at.ys[1], k);
    };
    assertEquals(await grad(f)({ x: 2, ys: [3, 4] }, 10), { x: 120, ys: [80, 60] });
    const list = async ([x, y]: Scalar[]) => (await pause(), mul(x, y));
    assertEquals(await grad(list)(Float64Array.of(2, 3)), Float64Array.of(3, 2));
    const both = async (x: Scalar, y: Scalar) => (await pause(), [mul(x, y), { sum: add(x, y) }]);
    const [out, pullback] = await vjp(both, [2, 3]);
    assertEquals(out, [6, { sum: 5 }]);
    assertEquals(pullback([1, { sum: 10 }]), [13, 12]);
    const aux = async (x: Scalar) => {
      await pause();
      return [square(x), { x }] as [Scalar, { x: Scalar }];
    };
    assertEquals(await grad(aux, { hasAux: true })(3), [6, { x: 3 }]);
    assertEquals(await valueAndGrad(aux, { hasAux: true })(3), [[9, { x: 3 }], 6]);
  });

  it("is a function where the function is promised, and its derivative promised again", async () => {
    const f = async (x: Scalar) => (await pause(), (y: Scalar) => mul(x, x, y));
    const g = await derivative(f)(3) as unknown as RealLater;
    assertEquals([await g(5), await g(7)], [30, 42]);
  });

  it("takes derivatives side by side, which close over the same variable", async () => {
    const f = async (x: Scalar) => {
      const slopes = await Promise.all(
        VERBS.map(({ later }) => later(async (y) => mul(x, await cube(y)))(x)),
      );
      return add(0, ...slopes);
    };
    // Each is 3x³.
    for (const { later } of VERBS) assertEquals(await later(f)(2), 5 * 36);
  });

  it("takes any thenable for a promise", async () => {
    const f = (x: Scalar): PromiseLike<Scalar> => ({
      then: (resolve, reject) => Promise.resolve(square(x)).then(resolve, reject),
    });
    assertEquals(await derivative(f)(3), 6);
    assertEquals(await grad(f)(3), 6);
  });
});

/** A nest of derivatives: each waits a few times and takes the derivatives inside it side by side. */
interface Plan {
  readonly verb: number;
  readonly at: number;
  readonly fails: boolean;
  readonly inside: readonly Plan[];
}

const plans = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.record({
    verb: fc.nat(VERBS.length - 1),
    at: fc.integer({ min: -8, max: 8 }).map((n) => n / 8),
    fails: fc.integer({ min: 0, max: 19 }).map((n) => n === 19),
    inside: fc.oneof(
      { maxDepth: 2 },
      fc.constant([] as Plan[]),
      fc.array(tie("plan"), { maxLength: 2 }),
    ),
  }),
})).plan;

const settle = (x: Scalar, known: readonly Scalar[], at: number) =>
  sin(known.reduce((total: Scalar, k, i) => add(mul(total, k), (i + 1) / 4), add(x, at)));

function runNow({ verb, at, fails, inside }: Plan, known: readonly Scalar[]): Scalar {
  return VERBS[verb].now((x) => {
    const all = [...known, x];
    const slopes = inside.map((plan) => runNow(plan, all));
    if (fails) throw new RangeError("on purpose");
    return mul(add(x, ...slopes), settle(x, all, at));
  })(known.length === 0 ? at : mul(at, known[known.length - 1]));
}

type Tick = () => Promise<void>;

function runLater({ verb, at, fails, inside }: Plan, known: Scalar[], tick: Tick): Promise<Scalar> {
  const f = async (x: Scalar) => {
    await tick();
    const all = [...known, x];
    const slopes = await Promise.all(inside.map((plan) => runLater(plan, all, tick)));
    await tick();
    if (fails) throw new RangeError("on purpose");
    const total = add(x, ...slopes);
    await tick();
    return mul(total, settle(x, all, at));
  };
  return VERBS[verb].later(f)(known.length === 0 ? at : mul(at, known[known.length - 1]));
}

describe("Any number of asynchronous derivatives", () => {
  it("interleave without mixing perturbations, nested and rejected ones too", async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.array(plans, { minLength: 1, maxLength: 4 }),
      async (scheduler, several) => {
        const tick = async () => void await scheduler.schedule(Promise.resolve());
        const runs = several.map((plan) => runLater(plan, [], tick));
        const settled = await scheduler.waitFor(Promise.allSettled(runs));
        settled.forEach((answer, i) => {
          let expected: Scalar | undefined;
          try {
            expected = runNow(several[i], []);
          } catch (error) {
            assertEquals((error as Error).message, "on purpose");
          }
          if (expected === undefined) {
            assertEquals(answer.status, "rejected");
            assertEquals((answer as PromiseRejectedResult).reason.message, "on purpose");
          } else {
            assertEquals(answer.status, "fulfilled");
            assertClose((answer as PromiseFulfilledResult<Scalar>).value, expected as number);
          }
        });
      },
    );
    await fc.assert(property, { numRuns: Number(Deno.env.get("FLUXION_RUNS") ?? 200) });
  });
});
