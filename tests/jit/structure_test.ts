// Arguments of one structure share programs; what differs in anything but numbers is another structure.

import { add, mul, type Scalar, square, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { type Structure, structureOf } from "../../lib/jit/structure.ts";
import { assert, assertEquals, assertFalse } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";

const leaf = fc.oneof(fc.double(), fc.constantFrom(0, -0, "a", "b", true, false, null, undefined));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.float64Array({ maxLength: 3 }),
    fc.dictionary(fc.constantFrom("w", "b", "__proto__", "1", "x y"), tie("tree"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

/** The numbers of a tree, in the order of its leaves. */
function numbersIn(node: unknown): number[] {
  if (typeof node === "number") return [node];
  if (node instanceof Float64Array) return [...node];
  if (typeof node !== "object" || node === null) return [];
  return Object.keys(node).flatMap((key) => numbersIn((node as Record<string, unknown>)[key]));
}

/** The tree with all numbers moved. */
function moved(node: unknown): unknown {
  if (typeof node === "number") return node + 1;
  if (node instanceof Float64Array) return node.map((x) => x + 1);
  if (Array.isArray(node)) return node.map(moved);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, moved(child)]));
}

/** The numbers that a structure reads, or nothing where arguments have another. */
function read({ size, read }: Structure, args: readonly unknown[]): number[] | undefined {
  const memory = new Float64Array(2 + size);
  return read(args, memory) ? [...memory.subarray(2)] : undefined;
}

describe("The structure of arguments", () => {
  law(
    "reads the numbers of any arguments that have it, in order, and puts others in their place",
    fc.property(fc.array(tree, { maxLength: 3 }), (args) => {
      const structure = structureOf(args, 2)!;
      const others = args.map(moved);
      assertSame(read(structure, args), numbersIn(args));
      assertSame(read(structure, others), numbersIn(others));
      const rebuilt = structure.withLeaves(numbersIn(others));
      assertSame(numbersIn(rebuilt.map((arg) => arg)), numbersIn(others));
    }),
  );

  law(
    "is that of no others: what differs in more than numbers is told apart",
    fc.property(
      fc.array(tree, { maxLength: 2 }),
      fc.array(tree, { maxLength: 2 }),
      (args, others) => {
        const shape = (node: unknown): unknown => {
          if (typeof node === "number") return "number";
          if (node instanceof Float64Array) return ["Float64Array", node.length];
          if (Array.isArray(node)) return ["array", ...node.map(shape)];
          if (typeof node !== "object" || node === null) return [String(node), typeof node];
          return ["object", Object.entries(node).map(([key, child]) => [key, shape(child)])];
        };
        const isSame = JSON.stringify(shape(args)) === JSON.stringify(shape(others));
        assertEquals(read(structureOf(args, 2)!, others) !== undefined, isSame);
      },
    ),
  );

  it("is none where there are functions, instances, symbols, bigints, holes or cycles", () => {
    class Point {}
    const cyclic: unknown[] = [];
    cyclic.push({ deep: cyclic });
    const none = [() => 1, new Point(), Symbol(), 1n, [1, , 3], cyclic, new Date(), new Map()];
    none.push(new Float32Array(2), Promise.resolve(1), /x/);
    // As many keys as elements, and yet others.
    const hidden = Object.defineProperty([1, 2], 0, { enumerable: false });
    const getter = Object.defineProperty([1, 2], 0, { get: () => 1, enumerable: true });
    none.push(Object.assign([1, , 3], { own: 2 }), hidden, getter);
    for (const argument of none) {
      assertEquals(structureOf([1, argument], 1), undefined);
      assertEquals(structureOf([{ in: [argument] }], 1), undefined);
    }
  });

  it("is none of instances of classes, whether they come first or later", () => {
    class List extends Array<number> {}
    class Floats extends Float64Array {}
    class Model {
      w = 1;
    }
    const bare = Object.assign(Object.create(null), { w: 1 });
    const plain: [unknown, unknown][] = [
      [[1, 2], List.of(1, 2)],
      [[[1, 2]], [List.of(1, 2)]],
      [[[1, 2], 3], List.of([1, 2] as never, 3)],
      [[[1]], List.of([1] as never)],
      [new Float64Array(2), new Floats(2)],
      [{ w: 1 }, new Model()],
      [{ w: 1 }, bare],
    ];
    for (const [ours, instance] of plain) {
      const kind = Deno.inspect(instance);
      assertEquals(structureOf([instance], 1), undefined, kind);
      assertFalse(read(structureOf([ours], 1)!, [instance]) !== undefined, kind);
    }
  });

  it("takes the same object twice for two, as long as it does not contain itself", () => {
    const shared = [1, 2];
    assertEquals(structureOf([shared, { again: shared }], 1)?.size, 4);
  });

  it("tells ragged arrays, missing keys and another order of keys apart", () => {
    const apart: [unknown, unknown][] = [
      [[[1, 2], [3]], [[1], [2, 3]]],
      [{ a: 1, b: 2 }, { a: 1 }],
      [{ a: 1 }, { a: 1, b: 2 }],
      [{ a: 1, b: 2 }, { b: 2, a: 1 }],
      [{ a: 1 }, { b: 1 }],
      [[1, 2], [1, 2, 3]],
      [[1], { 0: 1 }],
      [[1, 2], new Float64Array(2)],
      [1, [1]],
      [1, "1"],
      [undefined, null],
      [[], {}],
      [{ a: 1, b: undefined }, { a: 1 }],
      [{ b: undefined }, {}],
      [[1, undefined], [1, ,]],
      [[undefined], [,]],
      [[[undefined], 1], [[,], 1]],
    ];
    for (const [one, other] of apart) {
      assertFalse(read(structureOf([one], 1)!, [other]) !== undefined, Deno.inspect([one, other]));
      const others = structureOf([other], 1);
      if (others !== undefined) {
        assertFalse(read(others, [one]) !== undefined, Deno.inspect([other, one]));
      }
    }
  });

  it("is of own keys alone, whatever is enumerable on the prototype of all objects", () => {
    const structures = [{ a: 1 }, { a: 1, b: 2 }, {}].map((own) => structureOf([own], 2)!);
    const fits = () =>
      [{ a: 3 }, { a: 3, b: 4 }, {}].map((own) => structures.map((each) => read(each, [own])));
    const expected = [
      [[3], undefined, undefined],
      [undefined, [3, 4], undefined],
      [undefined, undefined, []],
    ];
    assertEquals(fits(), expected);
    const property = { value: 7, enumerable: true, configurable: true };
    try {
      Object.defineProperty(Object.prototype, "b", property);
      assertEquals(fits(), expected);
    } finally {
      delete (Object.prototype as { b?: number }).b;
    }
    assertEquals(fits(), expected);
  });

  it("says what there is none of, and where", () => {
    const reasons: string[] = [];
    structureOf([1, { deep: [1, new Map()] }], 2, (reason) => reasons.push(reason));
    assertEquals(reasons, ["args[1].deep[1] is a Map"]);
  });
});

describe("A compiled function of structured arguments", () => {
  type Layer = { w: Scalar[]; b?: Scalar };
  const total = (layers: Layer[]) => sum(layers.map(({ w, b = 1 }) => mul(sum(w), b)));

  it("answers for every structure it is given, in any order", () => {
    const f = jit(total);
    const models: Layer[][] = [
      [{ w: [1, 2], b: 3 }],
      [{ w: [1, 2] }],
      [{ w: [1], b: 3 }, { w: [2, 3], b: 1 }],
      [{ b: 3, w: [1, 2] }],
      [{ w: [], b: 2 }],
      [],
    ];
    for (let round = 0; round < 3; round++) {
      for (const model of models) assertSame(f(model), total(model));
    }
    assertEquals(f.stats().hits, 2 * models.length);
  });

  it("goes through keys in the order in which they are given", () => {
    const f = jit((o: Record<string, Scalar>) => Object.keys(o).join() + "!");
    assertEquals([f({ a: 1, b: 2 }), f({ b: 1, a: 2 }), f({ a: 3, b: 4 })], [
      "a,b!",
      "b,a!",
      "a,b!",
    ]);
  });

  it("answers for cyclic and sparse arguments as the function does", () => {
    const cyclic: { x: number; self?: unknown } = { x: 2 };
    cyclic.self = cyclic;
    const f = jit((o: { x: Scalar }) => mul(2, o.x));
    assertEquals([f(cyclic), f(cyclic), f({ x: 3 }), f({ x: 4 }), f.stats().hits], [4, 4, 6, 8, 1]);
    const g = jit((xs: Scalar[]) => xs.reduce((a, b) => add(a, b)));
    assertEquals([g([1, , 3] as Scalar[]), g([1, 2, 3]), g([1, , 3] as Scalar[])], [4, 6, 4]);
  });

  it("gives instances of classes to the function itself", () => {
    class List extends Array<Scalar> {
      total(): Scalar {
        return sum([...this]);
      }
    }
    const f = jit((xs: Scalar[]) => xs instanceof List ? xs.total() : add(xs[0], 10));
    assertEquals([f([1, 2]), f(List.of(1, 2)), f([3, 4]), f.stats().hits], [11, 3, 13, 1]);
  });

  it("runs the function where arguments are not what they say they are", () => {
    const lying = () =>
      new Proxy({ a: 1 }, {
        get: (target, key) => key === "a" ? "text" : Reflect.get(target, key),
      });
    const throwing = () =>
      new Proxy({ a: 1 }, {
        get: () => {
          throw new RangeError("nothing to see");
        },
      });
    const f = jit((p: { a: Scalar }, _other?: unknown) => [p.a, Object.keys(p).length]);
    const g = jit((p: { a: Scalar }) => Object.keys(p).length);
    for (let round = 0; round < 2; round++) {
      assertSame([f(lying()), f({ a: 2 }), f(lying())], [["text", 1], [2, 1], ["text", 1]]);
      assertSame([g({ a: 2 }), g(throwing())], [1, 1]);
    }
    assert(f.stats().hits > 0);
    let reads = 0;
    const changing = new Proxy({ a: 1 }, {
      get: (target, key) => key === "a" && reads++ > 0 ? "text" : Reflect.get(target, key),
    });
    assertSame(jit((p: { a: Scalar }) => [p.a])(changing), ["text"]);
    const blind = new Proxy({}, {
      ownKeys: () => {
        throw new RangeError("nothing to see");
      },
    });
    const h = jit((x: Scalar, _other: unknown) => square(x));
    assertEquals([h(2, blind), h(3, blind), h(4, 0), h(5, 0), h.stats().hits], [4, 9, 16, 25, 1]);
  });

  it("does not see what is done to its arguments after the call", () => {
    const xs = [1, 2];
    const f = jit((xs: Scalar[]) => [sum(xs), ...xs]);
    const first = f(xs);
    xs[0] = 10;
    const second = f(xs);
    xs[0] = 100;
    assertSame([first, second], [[3, 1, 2], [12, 10, 2]]);
    assert(xs[1] === 2);
  });
});
