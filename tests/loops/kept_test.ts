// Which loops a compiled program keeps, and what it says of the others.

import {
  abs,
  add,
  checkpointedLoop,
  cos,
  derivative,
  div,
  dot,
  eq,
  floor,
  grad,
  gt,
  hessian,
  hvp,
  hypot,
  loop,
  lt,
  map,
  max,
  min,
  mul,
  neg,
  type Scalar,
  scan,
  sin,
  square,
  sub,
  sum,
  unary,
  valueAndGrad,
  whileLoop,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

type Compilable = (...args: never[]) => unknown;

/** Asserts that a compiled function answers what it does, for all arguments, and returns its counts. */
function kept(f: Compilable, ...calls: unknown[][]) {
  const compiled = jit(f, { eager: true });
  for (const args of [...calls, ...calls]) {
    assertSame(compiled(...args as never[]), f(...args as never[]));
  }
  return compiled.stats();
}

type Pendulum = (xs: Scalar[]) => Scalar;

const pendulum = (rounds: number): Pendulum => ([angle, speed, rate]: Scalar[]) => {
  const [end] = loop(
    ([x, v]: Scalar[]) => {
      const next = sub(v, mul(0.01, rate, sin(x)));
      return [add(x, mul(0.01, next)), next];
    },
    rounds,
    [angle, speed] as Scalar[],
  );
  return square(end);
};

describe("A loop that is kept", () => {
  it("is as long as its step, whatever the number of its rounds, in every mode", () => {
    const transforms = [(f: Pendulum) => grad(f), (f: Pendulum) => hessian(f), (f: Pendulum) => f];
    for (const transform of transforms) {
      const stats = [100, 2000].map((rounds) =>
        kept(transform(pendulum(rounds)) as Compilable, [[1, 0, 2]])
      );
      assertEquals(stats[0].instructions, stats[1].instructions);
      assert(stats[0].loops >= 1 && stats[0].unkept === undefined);
    }
  });

  it("is one program whatever branches its rounds take", () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ x: [1, Math.sin(i)], y: i % 3 - 1 }));
    const robust = (w: Scalar[]) =>
      scan(
        (total: Scalar, { x, y }: { x: Scalar[]; y: Scalar }) => {
          const off = sub(dot(w, x), y);
          const loss = lt(abs(off), 0.5) ? square(off) : gt(off, 0) ? mul(2, off) : neg(off);
          return [add(total, loss), undefined];
        },
        0,
        rows,
      )[0];
    const points = [[[0.1, 0.2]], [[-3, 1]], [[2, 2]], [[0, 0]]];
    const { variants, unkept } = kept(grad(robust) as Compilable, ...points);
    assertEquals([variants, unkept], [1, undefined]);
    assertEquals(kept(hessian(robust) as Compilable, ...points).variants, 1);
  });

  it("lets rounds of some ways leave tangents and cotangents out", () => {
    // A reset: the state depends on nothing any more. In reverse mode, some rounds do not use the parameter.
    const reset = (w: Scalar) =>
      loop(
        (x: Scalar, i) => {
          const next = add(mul(x, w), 0.3);
          return gt(next, 1) ? sin(i) : lt(next, 0) ? 0.5 : next;
        },
        100,
        0.2,
      );
    const points = [[1.01], [0.4], [-2], [1.7]];
    for (const f of [reset, grad(reset), derivative(derivative(reset))]) {
      assertEquals(kept(f as Compilable, ...points).unkept, undefined);
    }
    assertEquals(
      kept(hessian((x: Scalar[]) => reset(x[0])) as Compilable, [[1.01]]).unkept,
      undefined,
    );
  });

  it("adds cotangents in the order of its rounds where a variable passes through all of them", () => {
    // What comes out is x itself where each round leaves it, and y where the first one answers it.
    const wave = (z: Scalar) => sin(sub(sin(sub(z, 0.5)), 0.5));
    const left = (x: Scalar) => {
      const s = loop((s: Scalar) => eq(s, 2) ? s : div(add(s, x), 2), 20, x);
      return sum([s, x, wave(s)]);
    };
    const answered = (y: Scalar) => {
      const t = loop((t: Scalar) => lt(t, 1) ? y : t, 20, 0.5);
      return sum([t, y, wave(t)]);
    };
    for (const f of [left, answered]) kept(grad(f) as Compilable, [0.5], [2], [1.3], [1.7]);
  });

  it("is found out anew where a program goes a way that it had not gone", () => {
    const f = (x: Scalar) =>
      loop((y: Scalar) => lt(y, 5) ? add(mul(y, x), 1) : sub(y, mul(x, 4)), 50, 0);
    const compiled = jit(grad(f), { eager: true });
    for (const x of [0.1, 0.9, 1.5, 0.2, 3, 0.1]) assertSame(compiled(x), grad(f)(x));
    const { hits } = compiled.stats();
    for (const x of [0.1, 0.9, 1.5, 0.2, 3]) assertSame(compiled(x), grad(f)(x));
    assertEquals(compiled.stats().hits, hits + 5);
  });

  it("has loops inside, whose branches it follows, too", () => {
    const f = (w: Scalar[]) =>
      loop(
        (x: Scalar) =>
          add(
            mul(0.5, x),
            loop(
              (y: Scalar) => lt(y, 0.3) ? sin(add(mul(w[0], y), w[1])) : mul(0.7, y, w[0]),
              20,
              x,
            ),
          ),
        30,
        w[1],
      );
    const { unkept } = kept(grad(f) as Compilable, [[0.3, 0.4]], [[0.9, 0.1]], [[2, -1]]);
    assertEquals(unkept, undefined);
    assertEquals(kept(f as Compilable, [[0.3, 0.4]]).unkept, undefined);
    const twice = (w: Scalar[]) => hvp(f)(w, [1, 2]);
    assertEquals(kept(twice as Compilable, [[0.3, 0.4]]).unkept, undefined);
  });

  it("is differentiated by its rows, and collects results that are the state, too", () => {
    const f = (xs: Scalar[], rate: Scalar) => {
      const [last, all] = scan(
        (state: Scalar, x: Scalar) => {
          const next = add(mul(state, rate), sin(x));
          return [next, { state: next, twice: mul(2, x) }];
        },
        1,
        xs,
      );
      return add(mul(last, last), sum(all.map(({ state, twice }) => mul(state, twice))));
    };
    const point = [Array.from({ length: 80 }, (_, i) => i / 10), 0.9];
    const both = grad(f, { argnums: [0, 1] });
    const { unkept, instructions } = kept(both as Compilable, point);
    assertEquals(unkept, undefined);
    assert(instructions < 2000, `${instructions}`);
    assertEquals(kept(f as Compilable, point).unkept, undefined);
  });

  it("is differentiated by its rows in reverse over forward mode, too", () => {
    const f = (xs: Scalar[]) =>
      scan((s: Scalar, x: Scalar) => [add(mul(s, 0.9), max(x, 0), mul(s, x)), x], 1, xs)[0];
    const slope = (xs: number[]) =>
      grad((own: Scalar[]) => derivative((t: Scalar) => f(own.map((x) => mul(x, t))))(1))(xs);
    const xs = Array.from({ length: 80 }, (_, i) => i % 3 - 1);
    assertEquals(kept(slope as Compilable, [xs], [xs.map(() => 0)]).unkept, undefined);
  });

  it("has results that later states pass on, in the order in which the plain loop sums cotangents", () => {
    // Each number of the sequence is a result, and a number of the next two or three states.
    for (const lags of [2, 3]) {
      const sequence = (xs: Scalar[]) => {
        const [first, rate] = xs;
        const start = Array.from({ length: lags }, (_, k) => mul(first, k + 1));
        const [last, all] = scan(
          (state: Scalar[]) => {
            const [oldest] = state;
            const next = add(mul(rate, sin(oldest)), mul(0.3, mul(oldest, state[lags - 1])));
            return [[...state.slice(1), next], next] as [Scalar[], Scalar];
          },
          start,
          Array.from({ length: 100 }, () => 0),
        );
        return sum([...last, ...all.map((x, i) => mul(x, 1 / (i + 3)))]);
      };
      const slope = grad(sequence);
      for (const f of [slope, grad((xs: Scalar[]) => sum(slope(xs) as Scalar[]))]) {
        const compiled = jit(f, { eager: true });
        for (const point of [[0.3, 0.9], [-0.7, 1.1], [0.01, -0.4]]) {
          assertSame(compiled(point), f(point), `${lags} numbers at ${point}`);
        }
        if (f === slope) assertEquals(compiled.stats().unkept, undefined);
      }
    }
  });

  it("is a map, as well", () => {
    const f = (xs: Scalar[]) => sum(map((x: Scalar) => max(mul(x, x), x), xs));
    kept(grad(f) as Compilable, [Array.from({ length: 70 }, (_, i) => i / 50)]);
  });

  it("has steps of any length", () => {
    // Of operations in an order that has no period: too many for the module of the loop around them.
    const step = (y: Scalar, i: Scalar) => {
      let next = y;
      for (let k = 1; k < 1500; k++) {
        const small = mul(next, i, 1e-6 / k);
        const way = Math.floor(7 * Math.abs(Math.sin(k * k)));
        next = way < 2 ? add(next, small) : way < 4 ? sub(next, small) : cos(sub(small, next));
      }
      return next;
    };
    const f = (x: Scalar) => loop((y: Scalar, i: Scalar) => step(y, i), 30, x);
    for (const way of [f, grad(f), derivative(f)]) {
      assertEquals(kept(way as Compilable, [0.1], [0.7], [2]).unkept, undefined);
    }
  });

  it("goes on as long as a condition holds", () => {
    // How long a step of Euler's method takes to leave an interval, and where it is then.
    const f = ([x, v]: Scalar[]) => {
      const { at, steps } = whileLoop(
        ({ at }: { at: Scalar; steps: Scalar }) => lt(at, 1),
        ({ at, steps }) => ({ at: add(at, mul(0.01, add(v, sin(at)))), steps: add(steps, 1) }),
        { at: x, steps: 0 },
      );
      return mul(at, add(steps, mul(x, v)));
    };
    const points = [[[0.1, 0.5]], [[0.2, 0.1]], [[0, 1.5]], [[2, 1]], [[0.1, 0.4]]];
    for (const g of [f, grad(f), hessian(f)]) {
      const { unkept, variants } = kept(g as Compilable, ...points);
      assertEquals(unkept, undefined);
      // None, up to 64, 192, 448.
      assert(variants <= 4, `${variants} variants`);
    }
  });

  it("runs once in the call that traces it", () => {
    let runs = 0;
    const counted = unary({ name: "counted", value: (x) => (runs++, Math.sin(x)), partials: [1] });
    const f = (x: Scalar) => loop((y: Scalar) => mul(x, counted(y)), 500, 0.5);
    const compiled = jit(f);
    assertSame(compiled(0.7), f(0.7));
    // The plain loop has run as well, and the rounds that are traced are some few.
    assert(runs >= 1000 && runs < 1100);
    for (const x of [0.9, 0.7, 0.7]) {
      runs = 0;
      compiled(x);
      assertEquals(compiled.stats().unkept, undefined);
      assert(runs > 400 && runs < 600);
      assertSame(compiled(x), f(x));
    }
  });

  it("does not wait for structural zeros that are others in each round", () => {
    // Each round passes the numbers on by one place, so that one more of them is of no use to the last result.
    const passed = (x: Scalar) =>
      loop(
        (row: Scalar[], i) => row.map((own, k) => mul(add(x, i), row[k - 1] ?? own)),
        300,
        Array.from({ length: 40 }, (_, k) => mul(x, 1e-3, k + 1)),
      );
    for (const place of [0, 20, 39]) {
      const f = (x: Scalar) => passed(mul(1e-3, x))[place];
      const { unkept, operations } = kept(grad(f) as Compilable, [0.9], [0], [-0.4]);
      assertEquals(unkept, undefined);
      assert(operations < 10_000, `${operations}`);
    }
  });

  it("leaves out what its rounds need no more when they are pulled back", () => {
    let runs = 0;
    const slow = unary({
      name: "slow",
      value: (x) => (runs++, Math.sin(x)),
      partials: [(x) => cos(x)],
    });
    const rows = Array.from({ length: 100 }, (_, i) => i / 100);
    const f = (w: Scalar) =>
      loop(
        (total: Scalar) => add(total, sum(map((x: Scalar) => slow(mul(w, x)), rows))),
        100,
        0,
      );
    const compiled = jit(valueAndGrad(f));
    compiled(0.4);
    runs = 0;
    const both = compiled(0.5);
    // The loop forwards runs 100 × 100 of them; the one backwards wants their slopes, and none of their values.
    assert(runs > 9000 && runs <= 10_000);
    assertSame(both, valueAndGrad(f)(0.5));
    // Nor does it want the sums, so that without the value there is no loop forwards.
    const slope = jit(grad(f));
    slope(0.4);
    runs = 0;
    assertSame(slope(0.5), both[1]);
    assert(runs < 1000, `${runs}`);
  });

  it("may lose tangents of its state in the first rounds, in reverse over forward mode", () => {
    const data = Array.from({ length: 50 }, (_, i) => (i * 37 % 11) / 4 - 1);
    const f = ([x, y]: Scalar[]) => {
      const rows = data.slice(0, 40).map((d, i) => ({ i, d: data[i + 1], l: mul(d, x) }));
      const step = ([s, t, flag, p, q]: Scalar[], { i, d, l }: typeof rows[number]) => {
        const next = lt(0.5, sin(sub(0.5, t))) ? div(y, l) : max(s, p);
        if (eq(flag, 1)) {
          const own = sub(s, y);
          const chosen = eq(floor(y), p) ? d : own;
          return [add(mul(chosen, next), chosen), next, 0, p, q];
        }
        const turned = mul(p, sin(y));
        return [add(mul(turned, next), turned), next, 1, i, p];
      };
      const [last] = scan(
        (state: Scalar[], row: typeof rows[number]) => [step(state, row), undefined],
        step([x, 0.5, 0, x, 2], rows[0]),
        rows.slice(1),
      );
      return sum(last);
    };
    const along = (own: Scalar[]) => derivative((t: Scalar) => f(own.map((x) => mul(x, t))))(1);
    assertEquals(kept(grad(along) as Compilable, [[-1.25, 0.75]], [[0.5, 1.5]]).unkept, undefined);
  });

  it("has a state that is what its step closes over, and ties with it as one variable does", () => {
    const f = (x: Scalar) =>
      sum(loop(
        ([s, t]: Scalar[]) => {
          const least = min(0, t, x, t);
          const length = hypot(s, least, t, least);
          return [abs(length), length];
        },
        9,
        [0, x] as Scalar[],
      ));
    const twice = derivative(derivative(f));
    assertEquals(kept(twice as Compilable, [-0.25], [0.5], [0]).unkept, undefined);
  });

  it("is another one where the level does not follow it", () => {
    const f = (w: Scalar) =>
      loop(
        ([x, round]: Scalar[]) => [
          lt(round, 2) ? 0.5 : gt(w, 1) ? mul(x, w) : 0.7,
          add(round, 1),
        ],
        100,
        [0.5, 0] as Scalar[],
      )[0];
    assertEquals(kept(grad(f) as Compilable, [1.1], [0.5], [1.2], [0.6]).unkept, undefined);
  });

  it("reads the states where they are wanted in some rounds only", () => {
    const rows = Array.from({ length: 60 }, (_, i) => i / 60);
    const f = (w: Scalar) =>
      scan(
        (state: Scalar, x: Scalar) => [
          gt(mul(w, x), 2) ? mul(state, w) : add(state, mul(w, x)),
          undefined,
        ],
        1 as Scalar,
        rows,
      )[0];
    const g = (w: Scalar) => gt(f(w), 1e6) ? mul(f(w), 2) : f(w);
    const compiled = jit(grad(g), { eager: true });
    for (const w of [0.5, 1, 3, 0.7, 30, 2.1, 1, 40]) assertSame(compiled(w), grad(g)(w));
    assertEquals(compiled.stats().unkept, undefined);
  });

  it("is a checkpointed loop, too", () => {
    const f = (x: Scalar) => checkpointedLoop((y: Scalar) => sin(mul(x, y)), 200, x);
    const { unkept, instructions } = kept(grad(f) as Compilable, [0.9]);
    assertEquals(unkept, undefined);
    assert(instructions < 100, `${instructions}`);
    const natively = (x: Scalar) =>
      checkpointedLoop((y: Scalar, i) => mul(y, x, 1 / (i + 1)), 20, 1);
    kept(grad(natively) as Compilable, [0.9]);
  });

  it("may have rows of constants, and of constants and arguments together", () => {
    const f = (w: Scalar, xs: Scalar[]) =>
      scan(
        (t: Scalar, { x, y }: { x: Scalar; y: Scalar }) => [add(t, mul(w, x, y)), undefined],
        0,
        {
          x: xs,
          y: xs.map((_, i) => i),
        },
      )[0];
    const xs = Array.from({ length: 70 }, (_, i) => i / 10);
    assertEquals(kept(grad(f) as Compilable, [2, xs]).unkept, undefined);
  });
});

describe("A loop that is not kept", () => {
  const unkept = (f: Compilable, ...args: unknown[][]) => kept(f, ...args).unkept ?? "";

  it("stores a number of a round elsewhere", () => {
    const f = (x: Scalar) => {
      const all: Scalar[] = [];
      const last = loop(
        (y: Scalar) => {
          all.push(y);
          return mul(y, 0.99, x);
        },
        100,
        x,
      );
      return add(last, sum(all));
    };
    assert(unkept(f, [0.5]).includes("stores a number of its round elsewhere"));
    assert(unkept(grad(f) as Compilable, [0.5]).length > 0);
  });

  it("takes its index as a native number", () => {
    const table = [1, 2, 3];
    const f = (x: Scalar) =>
      loop((y: Scalar, i) => add(y, mul(x, table[(i as number) % 3])), 100, x);
    assert(unkept(f, [0.5]).includes("native operator"));
  });

  it("has two numbers in its state that are one variable", () => {
    const f = ([x, y]: Scalar[]) => {
      const [a, b] = loop(
        ([c, d]: Scalar[]) => {
          const next = add(mul(0.5, c), mul(0.4, d, x));
          return [next, next];
        },
        100,
        [x, y],
      );
      return mul(a, b);
    };
    assert(unkept(grad(f) as Compilable, [[0.5, 1.5]]).includes("made in different ways"));
  });

  it("passes on what it uses besides", () => {
    const f = ([x, y]: Scalar[]) =>
      sum(loop(([c, d]: Scalar[]) => [add(mul(0.5, c), mul(y, d)), d], 100, [x, y]));
    assert(unkept(grad(f) as Compilable, [[0.5, 1.5]]).length > 0);
  });

  it("answers numbers that it passes on, or that are used elsewhere", () => {
    const passed = ([x, y]: Scalar[]) => {
      const [[, last], all] = scan(
        ([c, d]: Scalar[], z: Scalar) => [[c, mul(d, y, z)], c],
        [x, y],
        rows,
      );
      return add(last, sum(all.map((own) => sin(own))));
    };
    const rows = Array.from({ length: 80 }, (_, i) => 1 + i / 1000);
    assert(unkept(grad(passed) as Compilable, [[0.5, 0.7]]).length > 0);
    const used = (xs: Scalar[]) => {
      const [last, all] = scan((s: Scalar, x: Scalar) => [add(mul(0.9, s), x), x], 0, xs);
      return add(last, sum(all.map((own) => sin(own))), sum(xs.map((x) => mul(x, x))));
    };
    assert(unkept(grad(used) as Compilable, [rows]).length > 0);
  });

  it("is in reverse mode inside reverse mode, or short", () => {
    const twice = (x: Scalar) =>
      grad((y: Scalar) => grad((z: Scalar) => loop((w: Scalar) => sin(mul(w, z)), 70, z))(y))(x);
    kept(twice as Compilable, [0.5]);
    assertEquals(kept(pendulum(20) as Compilable, [[1, 0, 2]]).unkept, undefined);
  });

  it("goes too many ways", () => {
    const rounded = unary({
      name: "rounded",
      value: Math.round,
      partials: [0],
    });
    const f = (x: Scalar) => {
      const steps = Array.from({ length: 100 }, (_, i) => i);
      return scan(
        (y: Scalar, i: Scalar) => {
          for (const k of steps) if (lt(i, k)) return [add(y, mul(x, k)), undefined];
          return [add(y, rounded(x)), undefined];
        },
        0,
        steps,
      )[0];
    };
    assert(unkept(f, [0.5]).includes("ways"));
  });

  it("throws on boxes in a round", () => {
    const f = (x: Scalar) =>
      loop(
        (y: Scalar) => {
          if (typeof y !== "number" && lt(y, 0.1)) throw new Error("too small");
          return mul(y, x);
        },
        100,
        1,
      );
    const compiled = jit(f, { eager: true });
    assertSame(compiled(0.9), f(0.9));
  });
});
