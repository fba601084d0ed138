// What may be differentiated with respect to: any tree of numbers, at any position; and how
// everything else is refused, by the path of what is wrong.

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  add,
  derivative,
  dot,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  mul,
  type Scalar,
  square,
  sum,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { forward, reverse } from "./mixes.ts";

/** Any transform, called as by one who knows no types. */
type Untyped = (f: never, options?: never) => (...args: unknown[]) => unknown;

const TAKERS = Object.entries(
  { grad, valueAndGrad, jacfwd, jacrev, jacobian, hessian } as unknown as {
    [verb: string]: Untyped;
  },
);

const norm = (...args: Scalar[]) => sum(args.map((x) => square(x)));

describe("argnums", () => {
  const f = (x: Scalar, y: Scalar, z: Scalar) => mul(x, x, y, z);

  for (const { name, jacobian } of [forward, reverse]) {
    it(`selects an argument by number, and several by a list in its order (${name})`, () => {
      assertEquals(jacobian(f)(2, 3, 5), 60);
      assertEquals(jacobian(f, { argnums: 1 })(2, 3, 5), 20);
      assertEquals(jacobian(f, { argnums: [2] })(2, 3, 5), [12]);
      assertEquals(jacobian(f, { argnums: [2, 0] })(2, 3, 5), [12, 60]);
    });
  }

  it("selects for gradients and Hessians alike", () => {
    assertEquals(grad(f, { argnums: [0, 2] })(2, 3, 5), [60, 12]);
    assertEquals(valueAndGrad(f, { argnums: 2 })(2, 3, 5), [60, 12]);
    assertEquals(hessian(f, { argnums: 1 })(2, 3, 5), 0);
    assertEquals(hessian(f, { argnums: [0, 1] })(2, 3, 5), [[30, 20], [20, 0]]);
  });

  it("leaves what is not selected as it is, of whatever type", () => {
    const seen: unknown[] = [];
    const loss = (w: Scalar[], data: Map<string, number>, log: (line: string) => void) => {
      log("called");
      return dot(w, [data.get("a")!, 2]);
    };
    const data = new Map([["a", 1]]);
    assertEquals(grad(loss)([3, 4], data, (line) => seen.push(line)), [1, 2]);
    assertEquals(seen, ["called"]);
  });

  const wrong: [argnums: unknown, kind: typeof TypeError | typeof RangeError, message: string][] = [
    [3, RangeError, "argument 3: it was called with 3 arguments"],
    [-4, RangeError, "argument -4: it was called with 3 arguments"],
    [[2, -1], RangeError, "each once"],
    [[0, 7], RangeError, "argument 7"],
    [[], RangeError, "name at least one argument"],
    [[1, 1], RangeError, "each once"],
    [0.5, TypeError, "the number 0.5"],
    ["x", TypeError, 'the string "x"'],
    [[0, "x"], TypeError, 'the string "x"'],
    [null, TypeError, "null"],
    [[undefined], TypeError, "argnums undefined"],
  ];
  for (const [argnums, kind, message] of wrong) {
    it(`${Deno.inspect(argnums)} is refused`, () => {
      for (const [_verb, take] of TAKERS) {
        assertThrows(() => take(f as never, { argnums } as never)(2, 3, 5), kind, message);
      }
    });
  }
});

describe("An error about arguments names the transform that was called and its function:", () => {
  const f = (x: Scalar) => x;
  for (const [verb, take] of TAKERS) {
    it(verb, () => {
      const named = `Cannot take ${verb}`;
      assertThrows(() => take(f as never, { argnums: 1 } as never)(2), RangeError, `${named} of f`);
      assertThrows(() => take(f as never, { argnums: "x" } as never), TypeError, named);
      assertThrows(() => take(f as never)("x"), TypeError, named);
    });
  }
});

describe("An argument", () => {
  it("may be any nest of arrays, tuples and plain objects, ragged too", () => {
    const f = (p: { rows: Scalar[][]; bias: Scalar; pair: [Scalar, Scalar] }) =>
      add(...p.rows.map((row) => norm(...row)), mul(p.bias, p.pair[0], p.pair[1]));
    const at: Parameters<typeof f>[0] = { rows: [[1], [2, 3], []], bias: 4, pair: [5, 6] };
    const wanted = { rows: [[2], [4, 6], []], bias: 30, pair: [24, 20] };
    for (const { jacobian } of [forward, reverse]) assertEquals(jacobian(f)(at), wanted);
    assertEquals(grad(f)(at), wanted);
  });

  it("may be a Float64Array, which answers one", () => {
    const f = (xs: Scalar[]) => sum(xs.map((x) => square(x)));
    assertEquals(grad(f)(new Float64Array([1, 2])), new Float64Array([2, 4]));
    assertEquals(jacfwd(f)(new Float64Array([1, 2])), new Float64Array([2, 4]));
    assertEquals(hvp(f)(new Float64Array([1, 2]), [3, 4]), new Float64Array([6, 8]));
  });

  it("may hold the same array twice: each place counts for itself", () => {
    const shared = [1, 2];
    const f = ({ a, b }: { a: Scalar[]; b: Scalar[] }) => dot(a, b.map((x) => square(x)));
    assertEquals(grad(f)({ a: shared, b: shared }), { a: [1, 4], b: [2, 8] });
  });

  it("that the function changes is changed in the function's copy alone", () => {
    const xs = [1, 2, 3];
    const f = (xs: Scalar[]) => {
      xs[0] = mul(xs[0], xs[1]);
      xs.push(1);
      return sum(xs);
    };
    for (const { gradient } of [forward, reverse]) assertEquals(gradient(f)(xs), [2, 2, 1]);
    assertEquals(xs, [1, 2, 3]);
  });

  const cyclic: unknown[] = [1];
  cyclic.push({ again: cyclic });
  const model = { layers: [{ w: [] }, { w: [] }, { w: [], name: "out" }] };
  const wrong: [name: string, argument: unknown, message: string][] = [
    ["a string and no number", model, "args[0].layers[2].name is a string"],
    ["a string", "x", "args[0] is a string"],
    ["null", { a: null }, "args[0].a is null"],
    ["undefined", [1, undefined], "args[0][1] is undefined"],
    ["a hole", new Array(2), "args[0][0] is undefined"],
    ["a boolean", [[true]], "args[0][0][0] is a boolean"],
    ["a bigint", [1n], "args[0][0] is a bigint"],
    ["a Date", { when: new Date(0) }, "args[0].when is a Date"],
    ["a Map", new Map([["a", 1]]), "args[0] is a Map"],
    ["a typed array of integers", new Int32Array(2), "args[0] is an Int32Array"],
    ["a function", { f: () => 1 }, "args[0].f is a function"],
    ["a key that is no name", { "a b": "x" }, 'args[0]["a b"] is a string'],
    ["a cycle", cyclic, "args[0][1].again contains itself"],
  ];
  for (const [name, argument, message] of wrong) {
    it(`with ${name} is refused by its path, with the remedy`, () => {
      for (const [_verb, take] of TAKERS) {
        const { message: got } = assertThrows(() => take((() => 1) as never)(argument), TypeError);
        assertStringIncludes(got, message);
        assertStringIncludes(got, "pass what is not differentiated as a later argument");
      }
    });
  }

  it("that is a promise is to be awaited", () => {
    for (const [_verb, take] of TAKERS) {
      const call = () => take((() => 1) as never)(Promise.resolve(1));
      assertThrows(call, TypeError, "args[0] is a Promise; await it first");
    }
  });

  it("that is not given is refused", () => {
    for (const [_verb, take] of TAKERS) {
      const call = () => take(((x: Scalar) => x) as never)();
      assertThrows(call, RangeError, "argument 0: it was called with 0 arguments");
    }
    assertThrows(() => (derivative((x) => x) as () => unknown)(), TypeError, "undefined");
    assertThrows(() => jvp((x: Scalar) => x, [] as never, [] as never), RangeError, "empty list");
    assertThrows(() => vjp((x: Scalar) => x, [] as never), RangeError, "empty list");
  });

  it("of derivative is one real, and the error says what to use for others", () => {
    const slope = derivative((x) => x) as (x: unknown) => unknown;
    for (const wrong of [[1], { x: 1 }, "1", null]) {
      assertThrows(() => slope(wrong), TypeError, "use grad or jacobian for arrays and objects");
    }
  });
});

describe("Of another structure, refused by the place where the two part, are", () => {
  const f = (p: { w: Scalar[]; b: Scalar }) => [dot(p.w, p.w), p.b];
  const at = { w: [1, 2], b: 3 };
  const alike = { w: [1, 0], b: 0 };

  const tangents: [name: string, tangents: unknown, message: string][] = [
    ["too short", [{ w: [1], b: 0 }], "tangents[0].w is an array of 1"],
    ["too long", [{ w: [1, 2, 3], b: 0 }], "tangents[0].w is an array of 3"],
    ["a key missing", [{ w: [1, 2] }], "tangents[0].b is missing"],
    ["a key more", [{ ...alike, c: 1 }], "tangents[0].c has no counterpart"],
    ["deeper", [{ w: [1, [2]], b: 0 }], "tangents[0].w[1] is an array of 1"],
    ["a string", [{ w: [1, 2], b: "0" }], "tangents[0].b is a string"],
    ["too many", [alike, alike], "tangents is an array of 2 where primals is an array of 1"],
    ["no list", alike, "tangents are a list"],
  ];
  for (const [name, wrong, message] of tangents) {
    it(`tangents, ${name}`, () => {
      assertThrows(() => jvp(f, [at], wrong as never), TypeError, message);
    });
  }

  const cotangents: [name: string, cotangent: unknown, message: string][] = [
    ["one number", 1, "cotangent is one number where result is an array of 2"],
    ["too long", [1, 2, 3], "cotangent is an array of 3 where result is an array of 2"],
    ["nothing", undefined, "cotangent is undefined"],
    ["a string", [1, "2"], "cotangent[1] is a string"],
  ];
  for (const [name, wrong, message] of cotangents) {
    it(`cotangents, ${name}`, () => {
      const [_value, pullback] = vjp(f, [at]);
      assertThrows(() => pullback(wrong as never), TypeError, message);
      assertClose(pullback([1, 10]), { w: [2, 4], b: 10 });
    });
  }

  it("vectors of Hessians", () => {
    const bowl = (p: { w: Scalar[] }) => dot(p.w, p.w);
    assertThrows(() => hvp(bowl)({ w: [1, 2] }, { w: [1] }), TypeError, "v.w is an array of 1");
  });

  it("but a Float64Array stands for an array", () => {
    const at = new Float64Array([1, 2]);
    assertEquals(jvp((xs: Scalar[]) => dot(xs, xs), [at], [[1, 10]]), [5, 42]);
    const [, pullback] = vjp((xs: Scalar[]) => xs.map((x) => square(x)), [[1, 2]]);
    assertEquals(pullback(new Float64Array([1, 10])), [2, 40]);
  });
});
