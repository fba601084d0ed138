// What lifted code calls means on any operands what JavaScript's operators mean on them, and on a box what they mean on the
// number that it stands for.

import * as core from "@fluxion/ad";
import { derivative, grad, isBox, pow, type Scalar, value } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import * as ad from "@fluxion/ad/operators/runtime";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What is of any type, for operands of native operators. */
// deno-lint-ignore no-explicit-any
type Anything = any;
type Two = (x: Anything, y: Anything) => unknown;
type One = (x: Anything) => unknown;

const two: Record<string, readonly [Two, Two]> = {
  "+": [ad.plus, (x, y) => x + y],
  "-": [ad.minus, (x, y) => x - y],
  "*": [ad.times, (x, y) => x * y],
  "/": [ad.over, (x, y) => x / y],
  "%": [ad.modulo, (x, y) => x % y],
  "**": [ad.power, (x, y) => x ** y],
  "<": [ad.less, (x, y) => x < y],
  "<=": [ad.atMost, (x, y) => x <= y],
  ">": [ad.greater, (x, y) => x > y],
  ">=": [ad.atLeast, (x, y) => x >= y],
  "===": [ad.same, (x, y) => x === y],
  "==": [ad.alike, (x, y) => x == y],
};
const one: Record<string, readonly [One, One]> = {
  "-": [ad.negated, (x) => -x],
  "+": [ad.numeric, (x) => +x],
  "++": [ad.increment, (x) => ++x],
  "--": [ad.decrement, (x) => --x],
  "typeof": [ad.kind, (x) => typeof x],
  "truth": [ad.truth, (x) => !!x],
  "`${}`": [(x) => `${ad.text(x)}`, (x) => `${x}`],
  "instanceof Date": [(x) => ad.instance(x, Date), (x) => x instanceof Date],
};

const plain: readonly unknown[] = [
  0,
  -0,
  2.5,
  -3,
  NaN,
  Infinity,
  "",
  "4",
  "word",
  true,
  false,
  null,
  undefined,
  7n,
  -2n,
  [],
  [5],
  {},
  { valueOf: () => 6 },
  { [Symbol.toPrimitive]: (hint: string) => hint === "string" ? "s" : 8 },
  { valueOf: () => ({}), toString: () => "own" },
  new Date(86_400_000),
  Symbol("sign"),
  () => 1,
];

/** What comes out: a value, or that something is thrown. */
function outcome(run: () => unknown): unknown {
  try {
    const found = run();
    return isBox(found) ? value(found) : found;
  } catch (error) {
    return error instanceof Error ? `throws ${error.name}` : "throws";
  }
}

/** Runs a body with the box of a number. */
function withBox(x: number, body: (box: Scalar) => void): void {
  derivative((box: Scalar) => {
    body(box);
    return 0;
  })(x);
}

describe("Lifted operators", () => {
  for (const [name, [own, native]] of Object.entries(two)) {
    it(`are JavaScript's own where no operand is a box: ${name}`, () => {
      for (const x of plain) {
        for (const y of plain) {
          const [found, expected] = [outcome(() => own(x, y)), outcome(() => native(x, y))];
          assert(Object.is(found, expected), `${String(typeof x)} ${name} ${String(typeof y)}`);
        }
      }
    });

    it(`are of a box what they are of its number: ${name}`, () => {
      for (const number of [0, 2, -1.5, NaN]) {
        withBox(number, (box) => {
          for (const other of plain) {
            // Of a bigint with a number JavaScript throws; a box takes it for its number.
            if (typeof other === "bigint") continue;
            const pairs: [unknown, unknown][] = [
              [outcome(() => own(box, other)), outcome(() => native(number, other))],
              [outcome(() => own(other, box)), outcome(() => native(other, number))],
            ];
            for (const [found, expected] of pairs) {
              assertEquals(found, expected, `${number} ${name} ${String(other)}`);
            }
          }
        });
      }
    });
  }

  for (const [name, [own, native]] of Object.entries(one)) {
    it(`of one operand are what they are of the number: ${name}`, () => {
      for (const x of plain) {
        const [found, expected] = [outcome(() => own(x)), outcome(() => native(x))];
        assert(Object.is(found, expected), `${name} ${String(typeof x)}`);
      }
      for (const number of [0, 2.5, -1, NaN]) {
        withBox(
          number,
          (box) => assertEquals(outcome(() => own(box)), outcome(() => native(number))),
        );
      }
    });
  }
});

describe("A square in lifted code", () => {
  const ofScalars = [(x: Scalar) => ad.power(x, 2) as Scalar, (x: Scalar) => pow(x, 2)];
  for (const x of [3, -0.7, 0, -0, 1e-170, 1e170, Infinity, -Infinity, NaN]) {
    it(`has value and derivatives of the power, bit for bit: ${x}`, () => {
      for (const by of [derivative, grad as unknown as typeof derivative]) {
        const [own, expected] = ofScalars.map((f) => [by(f)(x), by(by(f))(x), by(by(by(f)))(x)]);
        assertEquals(own, expected);
      }
      withBox(x, (box) => assertEquals(value(ofScalars[0](box)), x ** 2));
    });
  }
});

describe("Lists in lifted code", () => {
  const numbers = [3, 1, NaN, -2, 10];
  const calls: Record<string, readonly unknown[]> = {
    includes: [NaN],
    indexOf: [-2],
    lastIndexOf: [3, 2],
    every: [(x: number) => x],
    filter: [(x: number) => x],
    find: [(x: number) => x],
    findIndex: [(x: number) => x],
    findLast: [(x: number) => x],
    findLastIndex: [(x: number) => x],
    some: [(x: number) => x],
    toSorted: [],
  };
  for (const [name, args] of Object.entries(calls)) {
    it(`have ${name}, which looks at numbers`, () => {
      const of = (list: unknown[]) =>
        (list[name as keyof typeof list] as (...given: unknown[]) => unknown)(...args);
      const toNumber = (x: unknown) => isBox(x) ? value(x) : x;
      const expected = of(numbers);
      assertEquals(ad.method(numbers, name, ...args), expected);
      withBox(3, (box) => {
        const found = ad.method([box, 1, NaN, -2, 10], name, ...args);
        assertEquals(Array.isArray(found) ? found.map(toNumber) : toNumber(found), expected);
      });
      withBox(-2, (box) => {
        const given = name === "indexOf" ? [box] : args;
        const found = ad.method(numbers, name, ...given);
        assertEquals(found, expected);
      });
    });
  }

  it("leave methods of what is no list alone", () => {
    assertEquals(ad.method("a3", "indexOf", "3"), 1);
    assertEquals(ad.method(new Set([1]), "has", 1), true);
  });

  it("sort by an order that is asked with boxes", () => {
    withBox(2, (box) => {
      const sorted = ad.method([box, 3, 1], "toSorted", (x: Scalar, y: Scalar) => ad.minus(x, y));
      assertEquals((sorted as Scalar[]).map(value), [1, 2, 3]);
    });
  });

  it("that stand for typed arrays have their methods", () => {
    withBox(5, (box) => {
      const Floats = ad.ofFloat64Array as unknown as new (of: number[]) => unknown;
      const list = new Floats([1, 2, 3, 4]) as Scalar[] & {
        set(source: unknown, offset?: number): void;
        subarray(from?: number, to?: number): Scalar[];
      };
      const part = list.subarray(1, -1);
      assertEquals(part.length, 2);
      part[0] = box;
      assertEquals([...list].map(value), [1, 5, 3, 4]);
      list.set([7, box], 2);
      assertEquals(part.map(value), [5, 7]);
      assertEquals(Object.keys(part), ["0", "1"]);
      // The lists that come out have the prototype of lists that keep their length.
      const doubled = list.map((x) => ad.times(x, 2) as Scalar).slice(2);
      assertEquals([...doubled].map(value), [14, 10]);
      assertEquals([...list.filter((x) => value(x) > 5)].map(value), [7]);
      list[9] = box;
      list[-1] = box;
      assertEquals([list.length, ...Object.keys(list)], [4, "0", "1", "2", "3"]);
      assertEquals(outcome(() => list.set([1, 2, 3], 2)), "throws RangeError");
    });
  });
});

describe("Functions of Math in lifted code", () => {
  const names = Object.keys(ad.ofMath);
  const functions = (name: string) =>
    [Reflect.get(ad.ofMath, name), Reflect.get(Math, name)] as ((...xs: unknown[]) => unknown)[];

  const ofOne = (name: string) => name !== "sumPrecise" && Reflect.get(Math, name).length === 1;
  for (const name of names.filter(ofOne)) {
    it(`are callbacks of lists, with numbers and with boxes: ${name}`, () => {
      const [own, native] = functions(name);
      const numbers = [0.25, 1.5, -0.75];
      assertEquals(numbers.map(own), numbers.map(native));
      withBox(0.25, (box) => {
        const found = ([box, 1.5, -0.75] as unknown[]).map(own);
        assertEquals(found.map((x) => isBox(x) ? value(x) : x), numbers.map(native));
      });
    });
  }

  for (const name of ["max", "min"] as const) {
    it(`choose as lists do, also where an operand is no number: ${name}`, () => {
      const [own] = functions(name);
      for (const [x, y] of [[-1.25, 0.75], [0.25, 0.5], [4, 2]]) {
        const [found, expected] = [own, core[name]].map((choice) =>
          grad((y: Scalar) =>
            derivative((x: Scalar) =>
              (choice as (...xs: unknown[]) => Scalar)(
                ...(choice === own ? [core.sqrt(x), y] : [[core.sqrt(x), y]]),
              )
            )(x)
          )(y)
        );
        assertEquals(found, expected);
      }
    });
  }

  it("are all that the engine has, and no others", () => {
    const ofMath = Object.getOwnPropertyNames(Math).filter((name) =>
      typeof Reflect.get(Math, name) === "function" && name !== "random"
    );
    assertEquals(names.toSorted(), ofMath.toSorted());
  });

  for (const name of ["fround", "f16round"].filter((name) => name in Math)) {
    it(`round a number and leave its derivatives: ${name}`, () => {
      const [own, native] = functions(name) as [(x: Scalar) => Scalar, (x: number) => number];
      const f = (x: Scalar) => core.mul(own(core.mul(x, x)), 3);
      for (const g of [derivative(f), grad(f), jit(grad(f), { eager: true })]) {
        assertEquals([g(1.1), g(-0.3)], [3 * (1.1 + 1.1), 3 * (-0.3 + -0.3)]);
      }
      for (const x of [1.1, 1e-9, -0, NaN, 1e9]) {
        assertEquals(core.valueAndGrad((y: Scalar) => own(y))(x), [native(x), 1]);
      }
    });
  }

  it("add lists up with one rounding, whose derivatives are ones: sumPrecise", {
    ignore: !("sumPrecise" in Math),
  }, () => {
    const [own] = functions("sumPrecise") as [(xs: Iterable<Scalar>) => Scalar, unknown];
    const f = (xs: Scalar[]) => core.square(own(xs));
    for (const g of [core.valueAndGrad(f), jit(core.valueAndGrad(f), { eager: true })]) {
      assertEquals(g([1e100, 0.5, -1e100]), [0.25, [1, 1, 1]]);
      assertEquals(g([]), [0, []]);
    }
    assertEquals(core.hessian(f)([1e100, 0.5, -1e100]).flat(), new Array(9).fill(2));
    // What can be iterated once is read once.
    const once = derivative((x: Scalar) => own([x, 1, core.mul(x, x)].values()))(3);
    assertEquals(once, 7);
    assertEquals(own([]), -0);
    for (const wrong of [undefined, null, 3, {}, "12", ["1"]]) {
      assertEquals(outcome(() => own(wrong as never)), "throws TypeError");
    }
    withBox(2, (box) => assertEquals(outcome(() => own([box, "1"] as never)), "throws TypeError"));
  });

  for (const name of ["atan2", "pow"]) {
    it(`look at two arguments: ${name}`, () => {
      const [own, native] = functions(name);
      withBox(2, (box) => {
        assertEquals(outcome(() => own(3, box, box)), native(3, 2));
        assertEquals(outcome(() => own(box, 3, [box])), native(2, 3));
      });
    });
  }
});
