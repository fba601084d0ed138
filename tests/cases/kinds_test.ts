// The table of transforms and kinds of arguments: a gradient has the shape of the argument, whatever that is
// and whatever takes it; what can be no part of a tree is refused by its path; nothing recurses over depth.

import {
  add,
  derivative,
  grad,
  hessian,
  isBox,
  jacobian,
  jvp,
  linearize,
  mul,
  ravel,
  type Scalar,
  square,
  stopGradient,
  sum,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { checkGrads, numericVjp } from "@fluxion/ad/check";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { assertRefused } from "../rules/refused.ts";
import { ALONG, GRADIENTS, KINDS, linked, numbersOf, type OfTree, rounded } from "./kinds.ts";
import { SECOND_ORDER_MODES } from "./mixes.ts";

/** What a call throws, or what its promise is rejected with. */
async function refusalOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  throw new Error("It was not refused");
}

for (const [name, kind] of Object.entries(KINDS)) {
  describe(`The gradient by ${name} is of its shape`, () => {
    for (const [way, gradient] of Object.entries(GRADIENTS)) {
      it(way, async () => {
        const { f, at, read = (answer) => answer } = kind;
        assertEquals(rounded(read(await gradient(f, at))), kind.gradient);
      });
    }

    for (const [way, along] of Object.entries(ALONG)) {
      it(`and so may a tangent be, by ${way}`, () => {
        const [value, gradient] = valueAndGrad(kind.f)(kind.at as never) as unknown as [
          number,
          unknown,
        ];
        const wanted = ravel(gradient)[0].length === 0 ? 0 : 2 * value;
        // x·∇(Σ x²) = 2 Σ x², and half of the gradient is the point.
        assertClose(along(kind.f, kind.at, kind.at), wanted);
        assertClose(along(kind.f, kind.at, gradient), 2 * wanted);
      });
    }

    it("with the value that the function has by itself", () => {
      const [value] = valueAndGrad(kind.f)(kind.at as never) as unknown[];
      assertEquals(value, kind.f(kind.at));
    });

    it("and nothing of it is changed", () => {
      const before = structuredClone(kind.at);
      grad(kind.f)(kind.at as never);
      assertEquals({ ...structuredClone(kind.at) as object }, { ...before as object });
    });
  });
}

describe("A Hessian", () => {
  it("has constants where its argument has some, in every mode", () => {
    const at = { w: [1, 2], name: "out", opt: undefined };
    const f = (p: { w: Scalar[] }) => mul(p.w[0], p.w[0], p.w[1]);
    const row = (a: number, b: number) => ({ w: [a, b], name: "out", opt: undefined });
    for (const mode of SECOND_ORDER_MODES) {
      const found = hessian(f as OfTree, { mode })(at as never);
      assertEquals(found as unknown, { w: [row(4, 2), row(2, 0)], name: "out", opt: undefined });
    }
  });

  it("of nothing is nothing, and one of two arguments may be empty", () => {
    assertEquals(hessian((_: Scalar[]) => 7)([]), []);
    const f = (_: Scalar[], x: Scalar) => mul(x, x);
    assertEquals(hessian(f, { argnums: [0, 1] })([], 3), [[], [[], 2]]);
    assertEquals(grad(f, { argnums: [0, 1] })([], 3), [[], 6]);
    assertEquals(jacobian((_: Scalar[]) => [1, { a: 2 }])([]), [[], { a: [] }] as never);
    checkGrads((_: Scalar[]) => 7, [[]]);
  });
});

describe("Whatever kind of argument it is, checkGrads", () => {
  for (const [name, kind] of Object.entries(KINDS)) {
    if (kind.read !== undefined) continue;
    it(`agrees on ${name}`, () => checkGrads(kind.f, [kind.at] as never));
  }
});

describe("A chain of 20,000 nodes is an argument like any other, without recursion:", () => {
  const list = linked(20_000, 1);
  const f: OfTree = (own) => sum(numbersOf(own).map((x) => square(x as Scalar)));
  const deep = [
    "grad",
    "valueAndGrad",
    "vjp",
    "jacrev",
    "grad of a promise",
    "grad of a checkpoint",
  ];
  for (const way of [...deep, "grad by ravel", "grad of a loop", "hvp, forward-over-reverse"]) {
    it(way, async () => {
      const numbers = numbersOf(await GRADIENTS[way](f, list));
      assertEquals([numbers.length, numbers.every((x) => x === 2)], [20_000, true]);
    });
  }

  it("jvp and linearize", () => {
    for (const along of Object.values(ALONG)) assertEquals(along(f, list, list), 40_000);
  });

  it("stopGradient, aux and results", () => {
    assertEquals(numbersOf(stopGradient(list)).length, 20_000);
    const aux = grad((x: Scalar) => [x, linked(20_000, x)] as const, { hasAux: true })(3)[1];
    assert(numbersOf(aux).every((x) => x === 3));
  });

  it("arrays in arrays, ten thousand deep, also where one is refused", () => {
    const nest = (leaf: unknown) => {
      for (let i = 0; i < 10_000; i++) leaf = [leaf];
      return leaf;
    };
    const innermost = (tree: unknown) => {
      while (Array.isArray(tree)) tree = tree[0];
      return tree;
    };
    assertEquals(innermost(derivative((x) => nest(mul(x, x)))(3)), 6);
    const squared = (tree: unknown) => square(innermost(tree) as Scalar);
    assertEquals(innermost(grad(squared as OfTree)(nest(3) as never)), 6);
    const call = () => grad(squared as OfTree)(nest("3") as never);
    assertThrows(call, TypeError, "more …[0]");
    assertThrows(
      () => jvp(squared as OfTree, [nest(1)], [nest("1")] as never),
      TypeError,
      "Cannot pair",
    );
  });
});

describe("Refused by its path, whatever takes it, is", () => {
  const cyclic: { [key: string]: unknown } = { x: 1 };
  cyclic.parent = { child: cyclic };
  const mutual: unknown[] = [1];
  mutual.push([new Float64Array(1000), mutual]);
  class Net {
    w = 1;
    forward = () => this.w;
  }
  const refused: [name: string, at: unknown, message: string][] = [
    ["a cycle", cyclic, ".parent.child contains itself"],
    ["a cycle beside much else", mutual, "[1][1] contains itself"],
    ["a Map beside numbers", { x: 1, m: new Map() }, ".m is a Map"],
    ["a Date beside numbers", { x: 1, when: new Date(0) }, ".when is a Date"],
    ["an Error beside numbers", { x: 1, e: new Error() }, ".e is an Error"],
    ["a promise beside numbers", { x: 1, p: Promise.resolve(1) }, ".p is a Promise"],
    ["a typed array of integers", { x: 1, i: new Int32Array(2) }, ".i is an Int32Array"],
    ["a function in a field, which would see the original", new Net(), ".forward is a function"],
    ["a bigint beside numbers", [1, 1n], "[1] is a bigint"],
    ["undefined in a list", [1, undefined], "[1] is undefined"],
    ["a number in a string", ["1"], "[0] is a string"],
    ["nothing but constants", { on: true, name: "x" }, ".on is a boolean"],
  ];
  for (const [name, at, message] of refused) {
    it(name, async () => {
      for (const [way, gradient] of Object.entries(GRADIENTS)) {
        if (way === "jit of grad") continue;
        assertStringIncludes(await refusalOf(() => gradient(() => 1, at)), message, way);
      }
      for (const along of Object.values(ALONG)) {
        assertRefused(TypeError, () => along(() => 1, at, at), message);
      }
    });
  }
});

describe("A value that has escaped is refused though nothing computes with it,", () => {
  let kept: Scalar = 0;
  derivative(function gone(x: Scalar) {
    return kept = square(x);
  })(3);
  const trees: [name: string, tree: unknown][] = [
    ["as an argument", kept],
    ["in an array", [1, kept]],
    ["in a field", { a: [{ b: kept }] }],
  ];
  for (const [name, tree] of trees) {
    it(name, async () => {
      for (const [way, gradient] of Object.entries(GRADIENTS)) {
        // What is compiled answers what the function does, and numbers are wanted for differences.
        if (way === "jit of grad") continue;
        for (const f of [() => 1, (own: unknown) => own as Scalar]) {
          const refusal = await refusalOf(() => gradient(f, tree));
          assertStringIncludes(refusal, "escaped", way);
          assertStringIncludes(refusal, "derivative(gone)", way);
        }
      }
    });
  }

  it("as a point, a tangent, a cotangent or in aux", () => {
    const same = (x: Scalar) => x;
    const uses = [
      () => derivative(() => 7)(kept),
      () => jvp(same, [1], [kept]),
      () => jvp(same, [kept], [1]),
      () => vjp(same, [1])[1](kept),
      () => linearize(same, [1])[1](kept),
      () => linearize(same, [kept]),
      () => ravel([kept]),
      () => valueAndGrad((x: Scalar) => [x, { kept }] as const, { hasAux: true })(1),
    ];
    for (const use of uses) assertRefused(TypeError, use, "escaped", "derivative(gone)");
  });
});

describe("A tangent beside constants", () => {
  const f: OfTree = (p) => mul(p.x, p.x);
  const at = { x: 3, name: "a", list: ["b", [1]], opt: undefined };
  it("has the same, or nothing", () => {
    for (const along of Object.values(ALONG)) {
      for (const list of [["b", [0]], [undefined, [0]]]) {
        assertEquals(along(f, at, { x: 1, list }), 6);
        assertEquals(along(f, at, { x: 1, list, name: "a", other: undefined }), 6);
      }
    }
  });

  it("is refused with others, with more and with less", () => {
    const wrong: [tangent: unknown, message: string][] = [
      [{ x: 1, name: "c", list: ["b", [0]] }, '.name is the string "c"'],
      [{ x: 1, name: 1, list: ["b", [0]] }, ".name is one number"],
      [{ x: 1, opt: 1, list: ["b", [0]] }, ".opt is one number"],
      [{ x: 1, list: ["b", ["1"]] }, ".list[1][0] is a string"],
      [{ name: "a", list: ["b", [0]] }, ".x is missing"],
      [{ x: 1, list: ["b", [0]], constructor: 1 }, ".constructor has no counterpart"],
    ];
    for (const along of Object.values(ALONG)) {
      for (const [tangent, message] of wrong) {
        assertRefused(TypeError, () => along(f, at, tangent), message);
      }
    }
  });

  it("has keys of its own: what prototypes have does not count", () => {
    const own: OfTree = (p) => square(p.constructor);
    for (const along of Object.values(ALONG)) {
      const at = { constructor: 3, valueOf: 1 };
      assertEquals(along(own, at, { constructor: 1, valueOf: 0 }), 6);
      assertRefused(TypeError, () => along(own, at, { valueOf: 0 }), ".constructor is missing");
      assertRefused(TypeError, () => along(own, at, { constructor: 1 }), ".valueOf is missing");
      // A constant may be left out, whatever is called as it is.
      const constants = { x: 3, toString: "t", constructor: null } as unknown as { x: number };
      assertEquals(along(f, constants, { x: 1 }), 6);
      assertRefused(
        TypeError,
        () => along(f, { x: 3 }, Object.create({ x: 1 })),
        ".x is missing",
      );
    }
  });
});

describe("Inside a derivative a typed array", () => {
  const at = {
    "a Float64Array": new Float64Array([2, 3]),
    "a Float32Array": new Float32Array([2, 3]),
  };
  for (const [name, floats] of Object.entries(at)) {
    it(`is a list that refuses views: ${name}`, () => {
      const viewing = (xs: Scalar[]) => (xs as never as Float64Array).subarray(1)[0];
      assertRefused(TypeError, () => grad(viewing)(floats), "subarray", "use slice");
      assertRefused(TypeError, () => jacobian(viewing)(floats), "subarray", "use slice");
      const keys = (xs: Scalar[]) => sum([...Object.keys(xs).map(Number), xs[0]]);
      assertEquals(valueAndGrad(keys)(floats)[0], 3);
    });

    it(`is one again for a black box, at any depth of derivatives: ${name}`, () => {
      const seen: unknown[] = [];
      const box = numericVjp((xs: Float64Array, p: { w: Float64Array }) => {
        seen.push(xs.constructor, p.w.constructor);
        return xs.subarray(0, 1)[0] * p.w.subarray(1)[0];
      });
      const f = (xs: Scalar[]) => box(xs, { w: xs });
      assertEquals(rounded(grad(f)(floats)), Object.assign(floats.slice(), [3, 2]));
      assertEquals(new Set(seen), new Set([floats.constructor]));
    });
  }
});

describe("What outlives a call keeps the shape it was made with:", () => {
  const squares = (xs: Scalar[]) => xs.map((x) => square(x));
  it("a pullback and a linear map, of arguments and results that are changed later", () => {
    const xs = [1, 2];
    const kept: Scalar[] = [];
    const f = (own: Scalar[]) => (kept.push(...squares(own)), kept);
    const [, pullback] = vjp(f, [xs]);
    kept.length = 0;
    const [, map] = linearize(f, [xs]);
    kept.length = xs.length = 0;
    assertEquals(pullback([1, 1]), [2, 4]);
    assertEquals(map([1, 1]), [2, 4]);
  });

  it("a gradient that is promised, and one of a function of functions", async () => {
    const xs = [1, 2];
    const promised = grad(async (own: Scalar[]) => (await null, sum(squares(own))))(xs);
    const curried = grad((own: Scalar[]) => (y: Scalar) => mul(y, sum(squares(own))))(xs);
    const [, slope] = jvp((own: Scalar[]) => (y: Scalar) => mul(y, sum(squares(own))), [xs], [xs]);
    xs.length = 0;
    assertEquals(await promised, [2, 4]);
    assertEquals(curried(1), [2, 4]);
    assertEquals((slope as (y: number) => unknown)(1), 10);
  });
});

describe("A minimal thenable", () => {
  const later = (x: Scalar) =>
    ({ then: (ok: (x: Scalar) => void) => ok(x) }) as PromiseLike<Scalar>;
  it("is a promise to every transform that takes promises", async () => {
    const f = (x: Scalar) => later(square(x));
    assertEquals(await grad(f)(3), 6);
    assertEquals(await valueAndGrad(f)(3), [9, 6]);
    assertEquals(await derivative(f)(3), 6);
    assertEquals(await jvp(f, [3], [1]), [9, 6]);
    assertEquals((await vjp(f, [3]))[1](1), 6);
    const twice = (x: Scalar) =>
      ({
        then: (ok: (x: Scalar) => void) => (ok(square(x)), ok(7)),
      }) as PromiseLike<Scalar>;
    assertEquals(await grad(twice)(3), 6);
  });
});

describe("aux", () => {
  it("refuses a Map or a Set with a differentiated value in it, by its path", () => {
    const auxes: [of: (x: Scalar) => unknown, message: string][] = [
      [(x) => ({ cache: new Map([["x", x]]) }), "aux.cache is a Map"],
      [(x) => [1, new Set([[x]])], "aux[1] is a Set"],
      [(x) => new Map([[x, 1]]), "aux is a Map"],
    ];
    for (const [of, message] of auxes) {
      const call = () => grad((x: Scalar) => [x, of(x)] as const, { hasAux: true })(1);
      assertRefused(TypeError, call, message, "keep value(x)");
    }
  });

  it("gives the fields of instances back as numbers, with their methods", () => {
    class State {
      x: Scalar;
      constructor(x: Scalar) {
        this.x = x;
      }
      plusOne(): Scalar {
        return add(this.x, 1);
      }
    }
    const [, aux] = grad((x: Scalar) => [x, { at: new State(x) }] as const, { hasAux: true })(3);
    assert(!isBox(aux.at.x));
    assertEquals((aux.at as unknown as State).plusOne(), 4);
  });
});
