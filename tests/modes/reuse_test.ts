// Reverse mode uses memory again: the stretches of tapes, and cotangents. Whatever runs before, meanwhile
// and in between, each derivative is what it was when it ran alone, to the last bit.

import {
  add,
  checkpoint,
  checkpointedLoop,
  cos,
  customJvp,
  customVjp,
  grad,
  hessian,
  jacrev,
  linearize,
  logsumexp,
  mul,
  type Scalar,
  sin,
  square,
  sum,
  unary,
  vjp,
} from "@fluxion/ad";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";

/** Takes derivatives, and lets others be taken meanwhile. */
type Program = (meanwhile: () => void) => unknown;

const POINT = [0.3, -1.2, 2.5];

/** So many sums and products that no two inputs are treated alike. */
const wavy = (length: number) => (x: readonly Scalar[]): Scalar => {
  let y: Scalar = x[0];
  for (let i = 0; i < length; i++) y = add(mul(0.9, sin(y)), mul(x[i % x.length], 0.7));
  return y;
};

const PROGRAMS: Record<string, Program> = {
  "of a few operations": () => grad(wavy(2))(POINT),
  "of several stretches": () => grad(wavy(700))(POINT),
  "of more variables than cotangents are kept": () => grad(wavy(20_000))(POINT),
  "that does not depend on its inputs": () => grad((_x: Scalar[]) => 3)(POINT),
  "of operations of lists": () => grad((x: Scalar[]) => mul(logsumexp(x), sum(x), x[1]))(POINT),
  "while its function runs": (meanwhile) =>
    grad((x: Scalar[]) => {
      const y = wavy(100)(x);
      meanwhile();
      return mul(y, wavy(50)(x));
    })(POINT),
  "while a partial is computed": (meanwhile) => {
    const own = unary({ name: "own", value: Math.sin, partials: [(x) => (meanwhile(), cos(x))] });
    return grad((x: Scalar[]) => own(wavy(5)(x)))(POINT);
  },
  "while a rule pulls back, which differentiates itself": (meanwhile) => {
    const ruled = customVjp(square, (x) => [square(x), x], (x, cotangent) => {
      meanwhile();
      const [, pullback] = vjp(square, [x]);
      return [add(mul(cotangent, grad(square)(x)), mul(0, pullback(1), pullback(2)))];
    });
    return grad((x: Scalar[]) => wavy(200)([ruled(wavy(150)(x)), ruled(x[1]), x[2]]))(POINT);
  },
  "while a checkpoint runs again": (meanwhile) => {
    const body = checkpoint((x: Scalar[]) => (meanwhile(), wavy(300)(x)));
    return grad((x: Scalar[]) => mul(wavy(120)([body(x), ...x]), body(x)))(POINT);
  },
  "while a loop steps again": (meanwhile) => {
    const step = ([x, y]: Scalar[], i: number) => {
      if (i === 0) meanwhile();
      return [wavy(90)([x, y]), logsumexp([x, y])];
    };
    return grad((x: Scalar[]) => sum(checkpointedLoop(step, 6, x.slice(1), { snapshots: 2 })))(
      POINT,
    );
  },
  "between the calls of its pullback": (meanwhile) => {
    const [, pullback] = vjp((x: Scalar[]) => [wavy(130)(x), x[0], 1], [POINT]);
    const first = pullback([1, 2, 3]);
    meanwhile();
    return [first, pullback([0, 1, 0]), pullback([1, 2, 3])];
  },
  "after its function has thrown": (meanwhile) => {
    const fails = (x: Scalar[]): Scalar => {
      wavy(200)(x);
      meanwhile();
      throw new RangeError("there");
    };
    assertThrows(() => grad(fails)(POINT), RangeError, "there");
    return [];
  },
  "after its pullback has thrown": (meanwhile) => {
    let isToThrow = true;
    const ruled = customVjp(square, (x) => [square(x), x], (x, cotangent) => {
      if (isToThrow) throw new RangeError("back");
      return [mul(2, x, cotangent)];
    });
    const f = (x: Scalar[]) => wavy(40)([ruled(wavy(60)(x)), logsumexp(x)]);
    assertThrows(() => grad(f)(POINT), RangeError, "back");
    const [, pullback] = vjp(f, [POINT]);
    assertThrows(() => pullback(1), RangeError, "back");
    isToThrow = false;
    meanwhile();
    return pullback(1);
  },
  "of the second order, reverse over reverse": (meanwhile) => {
    const body = checkpoint((x: Scalar[]) => (meanwhile(), wavy(20)(x)));
    return hessian((x: Scalar[]) => mul(body(x), wavy(4)(x)), { mode: "reverse-over-reverse" })(
      POINT,
    );
  },
  "of the second order, the modes mixed": (meanwhile) => {
    const f = (x: Scalar[]) => (meanwhile(), wavy(20)(x));
    return (["forward-over-reverse", "reverse-over-forward"] as const)
      .map((mode) => hessian(f, { mode })(POINT));
  },
  "of several results, and its linear map": () => {
    const f = (x: Scalar[]) => [wavy(30)(x), square(x[2]), 1];
    const [, map] = linearize(f, [POINT]);
    return [jacrev(f)(POINT), map([1, 0, 0]), map([0, 1, 2])];
  },
  "by a rule of tangents": (meanwhile) => {
    const ruled = customJvp(square, ([x], [t]) => (meanwhile(), [square(x), mul(2, x, t)]));
    return grad((x: Scalar[]) => ruled(wavy(140)(x)))(POINT);
  },
};

const numbersIn = (tree: unknown): number[] =>
  typeof tree === "number" ? [tree] : (tree as unknown[]).flatMap(numbersIn);

const programs = Object.values(PROGRAMS);
const alone = new Map(programs.map((program) => [program, numbersIn(program(() => {}))]));

function assertSame(found: unknown, wanted: readonly number[], what: string): void {
  const numbers = numbersIn(found);
  const areSame = numbers.length === wanted.length &&
    numbers.every((x, i) => Object.is(x, wanted[i]));
  if (!areSame) assertEquals(numbers, wanted, what);
  assert(areSame, `${what}: signs of zeros`);
}

/** Each program runs while the one before it does. */
function runNested([first, ...others]: readonly Program[]): void {
  if (first === undefined) return;
  const name = Object.keys(PROGRAMS).find((name) => PROGRAMS[name] === first)!;
  assertSame(first(() => runNested(others)), alone.get(first)!, `a gradient ${name}`);
}

const nests = fc.array(fc.array(fc.constantFrom(...programs), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});

describe("A derivative is what it is alone", () => {
  it("whatever it is that runs meanwhile", () => {
    for (const outer of programs) {
      for (const inner of programs) runNested([outer, inner]);
    }
  });

  law(
    "in any order and nest of others, with pullbacks kept all the while",
    fc.property(nests, (nests) => {
      const pullbacks: [pullback: (cotangent: number) => unknown, wanted: number[]][] = [];
      nests.forEach((nest, i) => {
        const [, pullback] = vjp(wavy(10 + 100 * i), [POINT]);
        pullbacks.push([pullback, numbersIn(pullback(i))]);
        runNested(nest);
        pullbacks.forEach(([pullback, wanted], i) => assertSame(pullback(i), wanted, "kept"));
      });
    }),
  );

  it("while asynchronous ones wait for each other", async () => {
    const f = (turns: number, meanwhile: () => void) => async (x: Scalar[]) => {
      let y = wavy(100 + turns)(x);
      for (let i = 0; i < turns; i++) {
        await Promise.resolve();
        meanwhile();
        y = add(y, mul(wavy(60)(x), i));
      }
      return y;
    };
    const wanted = await Promise.all([0, 1, 2, 3].map((turns) => grad(f(turns, () => {}))(POINT)));
    const property = fc.asyncProperty(nests, fc.array(fc.nat(3)), async (nests, all) => {
      const meanwhile = () => nests.forEach(([program]) => runNested([program]));
      const gradients = await Promise.all(all.map((turns) => grad(f(turns, meanwhile))(POINT)));
      gradients.forEach((found, i) => assertSame(found, wanted[all[i]], "later"));
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it("after a thenable that has called back twice", async () => {
    const twice = <T>(value: T): PromiseLike<T> => ({
      then: (next) => (next!(value), twice(next!(value))) as never,
    });
    assertEquals(await grad((x: Scalar) => twice(mul(x, x, x)))(2), 12);
    for (const program of programs) runNested([program]);
  });
});

describe("A gradient of any length", () => {
  // A term is two variables. A stretch holds 128 of them, the next twice as many, the longest 16,384.
  const ends = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => 128 * (2 ** i - 1)).concat(32_640 + 16_384);
  const near = ends.flatMap((end) => [-3, -2, -1, 0, 1].map((k) => end / 2 + k)).filter((n) =>
    n > 0
  );

  function assertExact(n: number): void {
    const fourfold = checkpoint((y: Scalar) => add(mul(3, y), y));
    const f = (x: Scalar) => {
      let y: Scalar = 0;
      for (let i = 1; i <= n; i++) y = add(mul(i, x), y);
      return fourfold(fourfold(y));
    };
    assertEquals(grad(f)(2), 8 * n * (n + 1), `${n} terms`);
  }

  it("is exact at the ends of stretches, after longer ones and after shorter ones", () => {
    for (const n of [...near, ...near.toReversed()]) assertExact(n);
  });

  it("is exact after a million variables", () => {
    for (const n of [500_000, 1, 64, 32_768, 3]) assertExact(n);
  });
});

describe("A cotangent that is a box of a derivative that is being pulled back", () => {
  it("is added to as the number that it reads as", () => {
    const f = (x: Scalar) => {
      const ruled = customVjp((y: Scalar) => y, (y: Scalar) => [y, y], () => {
        const [, pullback] = vjp((u: Scalar) => [u, mul(u, 2)], [3]);
        return [pullback([x, 1])];
      });
      return ruled(x);
    };
    assertEquals(grad(f)(2), 4);
  });
});
