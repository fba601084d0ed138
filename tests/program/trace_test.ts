// A trace computes as numbers do, writes down what it computes, and notes what was asked about its numbers.

import {
  add,
  cos,
  derivative,
  eq,
  grad,
  gt,
  isBox,
  lt,
  mul,
  relu,
  type Scalar,
  sin,
  sqrt,
  stopGradient,
  sub,
  value,
} from "@fluxion/ad";
import { currentInterpreter } from "../../lib/values/interpreter.ts";
import type { GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { type Trace, traceRun, Untraceable } from "../../lib/program/trace.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";
import { interpreted, outputsOf } from "../wasm/run.ts";

type OfList = (xs: Scalar[]) => unknown;

function trace(f: OfList, ...inputs: number[]): Trace {
  return traceRun("jit", f, f, inputs);
}

/** The traced program at other inputs, where its guards hold. */
function rerun({ graph, guards, result, placeOf }: Trace, ...inputs: number[]): number[] {
  const path: GuardedTrace = {
    graph,
    guards,
    outputs: (result as Scalar[]).map((x) => placeOf(x)!),
  };
  return outputsOf(interpreted(path, inputs));
}

const questions = ({ guards }: Trace) => guards.map(({ question, outcome }) => [question, outcome]);

describe("A trace", () => {
  it("is the program at any inputs, however it was written", () => {
    const f = ([x, y]: Scalar[]) => [add(mul(x, y), sin(x)), x, 7, y];
    const traced = trace(f, 1, 2);
    assertSame(rerun(traced, 3, -0), f([3, -0]));
    assertSame(rerun(traced, NaN, Infinity), f([NaN, Infinity]));
    assertEquals(traced.guards.length, 0);
  });

  it("shares what is computed twice, across levels too", () => {
    const twice = trace(([x]) => [add(sin(x), 1), add(1, sin(x))], 1);
    // One input, the constant, the sine and the sum.
    assertEquals(twice.graph.size, 4);
    const nested = trace(([x]) => [grad(sin)(x), derivative(sin)(x)], 1);
    const [left, right] = nested.result as Scalar[];
    assertEquals(nested.placeOf(left), nested.placeOf(right));
  });

  it("has boxes that read as the numbers they are in this run", () => {
    const seen: unknown[] = [];
    trace(
      ([x, y]) => {
        const z = mul(x, y);
        seen.push(isBox(z), value(z), value(sub(z, z)), value(sin(z)));
        return [];
      },
      3,
      -2,
    );
    assertSame(seen.slice(1), [-6, 0, Math.sin(-6)]);
  });

  it("notes comparisons and looks as guards, in order, each once, and none of what is known", () => {
    const traced = trace(
      ([x, y]) => {
        lt(x, y);
        gt(sin(x), 2);
        lt(x, y);
        value(y);
        value(y);
        eq(y, 3);
        lt(1, 2);
        value(4);
        lt(mul(0, 1), 1);
        return [];
      },
      1,
      3,
    );
    assertEquals(questions(traced), [["lt", true], ["gt", false], ["value", 3], ["eq", true]]);
  });

  it("notes them where they arose: all they ask about is there, and nothing that comes later", () => {
    const { guards, graph } = trace(([x]) => {
      lt(x, 3);
      const y = sin(x);
      lt(y, x);
      return [mul(y, y)];
    }, 1);
    assertEquals(guards.length, 2);
    const [first, second] = guards;
    assert(first.at < second.at && second.at < graph.size);
    for (const { at, left, right } of guards) assert(left < at && right < at);
  });

  it("asks about the number underneath all derivatives", () => {
    const f = (x: Scalar) => lt(x, 2) ? mul(x, x) : sin(x);
    const traced = trace(([x]) => [grad(derivative(f))(x)], 1);
    assertEquals(questions(traced), [["lt", true]]);
    assertEquals(rerun(traced, 1.5), [2]);
  });

  it("keeps −0 and NaN apart in what it saw", () => {
    assertSame(questions(trace(([x]) => [value(x)], -0)), [["value", -0]]);
    assertSame(questions(trace(([x]) => [value(x)], NaN)), [["value", NaN]]);
  });

  it("asks nothing for functions in pieces: a network of relus is one path", () => {
    const network = (xs: Scalar[]) => {
      let layer = xs;
      for (let k = 0; k < 3; k++) {
        layer = xs.map((_, i) => relu(sub(add(...layer), mul(i, layer[i]))));
      }
      return add(...layer);
    };
    const traced = trace((xs) => grad(network)(xs), 1, -2, 3);
    assertEquals(traced.guards, []);
    for (const point of [[1, -2, 3], [-1, 2, 0.5], [0, 0, 0], [-1, -1, -1]]) {
      assertSame(rerun(traced, ...point), grad(network)(point));
    }
  });

  it("keeps structural zeros apart from zeros in every run: ∞ is not multiplied by what was not selected", () => {
    const f = (x: Scalar) => relu(sub(sqrt(x), 1));
    const traced = trace(([x]) => [grad(f)(x), derivative(f)(x)], 4);
    assertSame(rerun(traced, 0), [0, 0]);
    assertSame(rerun(traced, 4), [0.25, 0.25]);
  });

  it("counts the operations that ran while a derivative was open apart from the others, shared or not", () => {
    const twice = ([x]: Scalar[]) => [mul(sin(x), sin(x))];
    assertEquals(trace(twice, 2).work, { plain: 4, differentiated: 0 });
    const both = trace(([x]) => [sin(x), derivative((t) => sin(t))(x), sub(x, 1)], 2);
    // x, sin x and x − 1 outside; inside sin x, cos x, and cos x times the tangent 1.
    assertEquals(both.work, { plain: 3, differentiated: 3 });
  });

  it("follows stopGradient", () => {
    const traced = trace(([x]) => [derivative((y) => mul(y, stopGradient(y)))(x)], 3);
    assertEquals(rerun(traced, 5), [5]);
  });
});

describe("A trace ends for good", () => {
  const refusal = (f: OfList, ...inputs: number[]) =>
    assertThrows(() => trace(f, ...inputs), Untraceable);

  it("where it meets what a derivative outside follows, in an operation, a comparison or a look", () => {
    const uses: ((x: Scalar, outer: Scalar) => unknown)[] = [
      (x, outer) => mul(x, outer),
      (x, outer) => mul(outer, x),
      (_x, outer) => sin(outer),
      (x, outer) => lt(x, outer),
      (_x, outer) => lt(outer, 1),
      (_x, outer) => value(outer),
      (x, outer) => grad((y: Scalar) => mul(y, outer))(x),
      (x, outer) => derivative((y) => add(y, outer))(x),
    ];
    for (const differentiate of [derivative, grad<[Scalar]>]) {
      for (const use of uses) {
        differentiate((outer: Scalar) => {
          refusal(([x]) => use(x, outer), 2);
          return outer;
        })(1);
      }
    }
  });

  it("also where the function catches the error, and answers something else or throws another", () => {
    derivative((outer) => {
      refusal(([x]) => {
        try {
          return mul(x, outer);
        } catch {
          return x;
        }
      }, 2);
      refusal(([x]) => {
        try {
          return mul(x, outer);
        } catch {
          throw new RangeError("something else");
        }
      }, 2);
      return outer;
    })(1);
  });

  it("and leaves the derivative outside as it was", () => {
    const slope = derivative((outer) => {
      refusal(([x]) => mul(x, outer), 2);
      return mul(outer, outer, lt(outer, 4) ? 1 : 0);
    })(3);
    assertEquals(slope, 6);
  });

  it("where it is longer than is allowed", () => {
    const f = ([x]: Scalar[]) => {
      let y = x;
      for (let i = 0; i < 100; i++) y = Math.sin(i * i) > 0 ? sin(y) : cos(y);
      return [y];
    };
    assertThrows(() => traceRun("jit", f, f, [1], 50), Untraceable, "longer");
    assertEquals(traceRun("jit", f, f, [1], 200).graph.size, 101);
  });

  it("but not where it is longer than is allowed and goes on in rounds", () => {
    const f = ([x]: Scalar[]) => {
      let y = x;
      for (let i = 0; i < 100; i++) y = sin(y);
      return [y];
    };
    assertEquals(traceRun("jit", f, f, [1], 50).graph.size, 101);
  });

  it("with the function's own error, where it throws one", () => {
    assertThrows(
      () =>
        trace(([x]) => {
          if (lt(x, 0)) throw new RangeError("negative");
          return x;
        }, -1),
      RangeError,
      "negative",
    );
  });

  it("and no trace is running after any end", () => {
    trace(([x]) => [x], 1);
    assertThrows(() =>
      trace(() => {
        assert(currentInterpreter() !== undefined);
        throw new Error("on purpose");
      }, 1)
    );
    assertEquals(currentInterpreter(), undefined);
    assertEquals(derivative(sin)(0), 1);
  });
});
