// What a compiled function is called on, what it throws, and what it keeps.

import {
  derivative,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  lt,
  mul,
  type Scalar,
  square,
  sum,
  unary,
  valueAndGrad,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { operations } from "../../lib/values/operation.ts";
import { assertSame } from "../laws/same.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

describe("A method", () => {
  const scaled = function (this: { k: number }, x: Scalar | Scalar[]) {
    return mul(this.k, square(Array.isArray(x) ? x[0] : x));
  } as Any;

  it("is called on what it belongs to, differentiated or compiled", () => {
    const model: Record<string, Any> = {
      k: 3,
      grad: grad(scaled),
      valueAndGrad: valueAndGrad(scaled),
      derivative: derivative(scaled),
      second: derivative(derivative(scaled)),
      jacobian: jacobian(scaled),
      jacfwd: jacfwd(scaled),
      jacrev: jacrev(scaled),
      hessian: hessian(scaled),
      hvp: hvp(scaled),
      jit: jit(scaled),
      gradient: jit(grad(scaled)),
      curried: grad(function (this: Any, x: Scalar) {
        return (y: Scalar) => mul(this.k, x, y);
      } as Any),
    };
    for (const k of [3, 5]) {
      model.k = k;
      assertSame([model.grad(2), model.grad([2])], [4 * k, [4 * k]]);
      assertSame(model.valueAndGrad([2]), [4 * k, [4 * k]]);
      assertSame([model.derivative(2), model.second(2)], [4 * k, 2 * k]);
      assertSame(
        [model.jacobian([2]), model.jacfwd([2]), model.jacrev([2])],
        Array(3).fill([4 * k]),
      );
      assertSame([model.hessian([2]), model.hvp([2], [10])], [[[2 * k]], [20 * k]]);
      assertSame([model.jit(2), model.gradient(2), model.gradient([2])], [4 * k, 4 * k, [4 * k]]);
      assertSame(model.curried(2)(5), 5 * k);
    }
    assertStringIncludes(model.jit.stats().uncompiled, "`this`");
    for (const mode of ["reverse-over-forward", "reverse-over-reverse", "forward-over-forward"]) {
      model.hessian = hessian(scaled, { mode } as Any);
      model.hvp = hvp(scaled, { mode } as Any);
      assertSame([model.hessian([2]), model.hvp([2], [10])], [[[10]], [100]]);
    }
  });

  it("is compiled where it does not use what it is called on", () => {
    const model = { gradient: jit(grad((x: Scalar) => square(x))) };
    const other = { gradient: model.gradient };
    assertEquals([model.gradient(1), other.gradient(2), model.gradient(3)], [2, 4, 6]);
    assertEquals(model.gradient.stats().hits, 2);
  });

  it("has its private fields, and changes what it is called on once a call", () => {
    class Counter {
      #scale = 2;
      calls = 0;
      scaled = jit(function (this: Counter, x: Scalar) {
        this.calls++;
        return mul(this.#scale, x);
      });
    }
    const counter = new Counter();
    assertEquals([counter.scaled(1), counter.scaled(2), counter.calls], [2, 4, 2]);
  });
});

describe("What a function throws", () => {
  const thrown: readonly unknown[] = [
    null,
    undefined,
    Symbol("s"),
    Object.create(null),
    {
      toString() {
        throw new Error("has no text");
      },
    },
    new Proxy({}, {
      getPrototypeOf() {
        throw new Error("has no prototype");
      },
    }),
    Object.defineProperty(new Error(), "message", {
      get() {
        throw new Error("has no message");
      },
    }),
  ];
  for (const [i, own] of thrown.entries()) {
    it(`comes out of the compiled one as it is, whatever it says (${i})`, () => {
      const f = jit((x: Scalar) => {
        if (lt(x, 0)) throw own;
        return square(x);
      }, { eager: true });
      for (const x of [-1, 2, -1, 3]) {
        let caught: unknown = "nothing";
        try {
          assertEquals(f(x), x * x);
        } catch (error) {
          caught = error;
        }
        assert(Object.is(caught, x < 0 ? own : "nothing"), `at ${x}`);
      }
    });
  }
});

describe("A value that has escaped", () => {
  let escaped: Scalar = 0;
  derivative((x) => escaped = x)(2);

  it("is refused by a compiled function that does not compute with it", () => {
    const calls = [
      () => jit((x: Scalar) => x)(escaped),
      () => jit((x: Scalar[]) => x.length)([1, escaped]),
      () => jit((x: Scalar, _map: unknown) => x)(escaped, new Map()),
      () => jit((_map: unknown, x: Scalar) => x)(new Map(), escaped),
      () => jit(() => escaped)(),
    ];
    for (const call of calls) assertThrows(call, TypeError, "escaped");
  });
});

describe("A compiled function remembers", () => {
  it("the structure of its arguments, and not the arguments", () => {
    const first = { xs: [1, 2], how: "sum" };
    const f = jit(({ xs }: { xs: Scalar[] }) => lt(xs[0], 0) ? sum(xs) : mul(xs[0], xs[1]), {
      eager: true,
    });
    assertEquals(f(first), 2);
    first.xs.push(5);
    first.how = "changed";
    const others = [{ xs: [-1, 2], how: "sum" }, { xs: [-3, 4], how: "sum" }];
    assertEquals(others.map(f), [1, 1]);
    assertEquals(f.stats().hits, 1);
  });

  it("rows that are made while a program runs for as long as the program, and nobody else does", () => {
    const before = operations.length;
    for (let i = 0; i < 100; i++) {
      const row = unary({ name: "own", value: (x) => x + i, partials: [() => 1] });
      const f = jit((x: Scalar) => row(row(x)));
      assertEquals([f(1), f(2), derivative(row)(1)], [1 + 2 * i, 2 + 2 * i, 1]);
    }
    assertEquals(operations.length, before);
  });
});
