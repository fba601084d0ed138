// What cannot be right is refused with an error that says what was got, what is wanted and what to
// do: native operators on boxes, values that have escaped, and objectives that answer no real
// number.

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  add,
  derivative,
  grad,
  hessian,
  hvp,
  implicitRoot,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  max,
  mul,
  type Scalar,
  sin,
  square,
  sub,
  sum,
  value,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import type * as ad from "@fluxion/ad";
import { forward, itInEveryMix, mixes, reverse } from "./mixes.ts";

/** Asserts a refusal of one kind whose sentence contains all the fragments. */
function assertRefused(
  kind: typeof TypeError | typeof RangeError,
  body: () => unknown,
  ...fragments: string[]
): void {
  const { message } = assertThrows(body, kind);
  for (const fragment of fragments) assertStringIncludes(message, fragment);
  assert(/^[A-Z]/.test(message), `a sentence begins with a capital: ${message}`);
}

describe("A native operator", () => {
  const floats = new Float64Array(2);
  const uses: [name: string, use: (x: Scalar) => unknown][] = [
    // @ts-expect-error: a scalar is no operand of *.
    ["x * 2", (x) => x * 2],
    // @ts-expect-error: a scalar is no operand of +.
    ["x + 1", (x) => x + 1],
    // @ts-expect-error: a scalar is no operand of **.
    ["x ** 2", (x) => x ** 2],
    // @ts-expect-error: a scalar is no operand of <.
    ["x < 1", (x) => x < 1],
    // @ts-expect-error: a scalar is no operand of >=.
    ["1 >= x", (x) => 1 >= x],
    ["x < x", (x) => x < x],
    ["-x", (x) => -x],
    ["+x", (x) => +x],
    // deno-lint-ignore eqeqeq
    ["x == 1", (x) => x == 1],
    // @ts-expect-error: Math takes numbers.
    ["Math.sin(x)", (x) => Math.sin(x)],
    // @ts-expect-error: Math takes numbers.
    ["Math.max(x, 1)", (x) => Math.max(x, 1)],
    // @ts-expect-error: isNaN takes a number.
    ["isNaN(x)", (x) => isNaN(x)],
    ["Number(x)", (x) => Number(x)],
    ["String(x)", (x) => String(x)],
    ["`${x}`", (x) => `${x}`],
    ['"x is " + x', (x) => "x is " + x],
    ["[x, x].join()", (x) => [x, x].join()],
    ["[x, x].sort()", (x) => [x, x].sort()],
    // @ts-expect-error: a scalar is no index.
    ["floats[x]", (x) => floats[x]],
    // @ts-expect-error: a typed array holds numbers.
    ["floats[0] = x", (x) => floats[0] = x],
    // @ts-expect-error: a typed array holds numbers.
    ["floats.set([x])", (x) => floats.set([x])],
    // @ts-expect-error: a typed array holds numbers.
    ["new Float64Array([x])", (x) => new Float64Array([x])],
    // @ts-expect-error: a typed array holds numbers.
    ["Float64Array.of(x)", (x) => Float64Array.of(x)],
    // @ts-expect-error: a box is no Number.
    ["x.toFixed(2)", (x) => x.toFixed(2)],
    // @ts-expect-error: a box is no Number.
    ["x.toPrecision(2)", (x) => x.toPrecision(2)],
    // @ts-expect-error: a box is no Number.
    ["x.toExponential()", (x) => x.toExponential()],
    ["x.toLocaleString()", (x) => x.toLocaleString()],
    ["JSON.stringify(x)", (x) => JSON.stringify(x)],
    ["JSON.stringify({ deep: [x] })", (x) => JSON.stringify({ deep: [x] })],
  ];
  for (const [name, use] of uses) {
    it(`refuses a box and names the remedy: ${name}`, () => {
      for (const mix of [...mixes(1), ...mixes(2)]) {
        const used = mix.reduceRight<(x: Scalar) => Scalar>(
          (f, mode) => mode.derivative(f),
          (x) => {
            use(x);
            return x;
          },
        );
        assertRefused(TypeError, () => used(2), "derivative would be lost", "add, mul", "value(x)");
      }
    });
  }

  it("works on the number that value reads off", () => {
    for (const mode of [forward, reverse]) {
      assertEquals(mode.derivative((x) => mul(x, value(x) ** 2, Math.sign(value(x))))(-3), -9);
    }
  });
});

describe("A value that has escaped from its derivative", () => {
  itInEveryMix(2, "A7: is refused, and the error says which call made it", (outer, inner) => {
    const verb = inner === forward ? "derivative" : "grad";
    const twice = (x: Scalar) => {
      let state = x;
      const grow = (y: Scalar) => state = mul(state, y);
      inner.derivative(grow)(1);
      return inner.derivative(grow)(1);
    };
    assertRefused(
      TypeError,
      () => outer.derivative(twice)(1),
      "escaped",
      `${verb}(grow)`,
      "hasAux",
    );
  });

  itInEveryMix(1, "A8: is refused by operations, comparisons, value and transforms", (mode) => {
    const verb = mode === forward ? "derivative" : "grad";
    let kept: Scalar = 0;
    const keep = (x: Scalar) => kept = square(x);
    mode.derivative(keep)(3);

    const uses = [
      () => square(kept),
      () => mul(2, kept),
      () => sum([1, kept]),
      () => value(kept),
      () => grad((_: Scalar) => kept)(1),
      () => derivative(() => kept)(1),
      () => jvp((x) => mul(x, kept), [1], [1]),
      () => vjp((x) => mul(x, 2), [1])[1](kept),
      () => derivative(square)(kept),
      () => grad((x: Scalar) => square(x))(kept),
    ];
    for (const use of uses) {
      assertRefused(TypeError, use, "escaped", `${verb}(keep)`, "value(x)");
    }
  });

  itInEveryMix(2, "is refused as the result of an outer derivative", (outer, inner) => {
    const leak = (x: Scalar) => {
      let kept = x;
      inner.derivative((y) => kept = mul(x, y))(1);
      return kept;
    };
    assertRefused(TypeError, () => outer.derivative(leak)(1), "escaped");
  });

  itInEveryMix(1, "is refused after an exception as well", (mode) => {
    let kept: Scalar = 0;
    const fail = (x: Scalar): Scalar => {
      kept = x;
      throw new Error("on purpose");
    };
    assertThrows(() => mode.derivative(fail)(1), Error, "on purpose");
    assertRefused(TypeError, () => square(kept), "escaped", "(fail)");
  });
});

describe("An error says what is missing:", () => {
  const largest = (xs: Scalar[]) => xs[xs.indexOf(max(xs))];
  it("an element that indexOf did not find", () => {
    for (const take of [grad, valueAndGrad, hessian]) {
      const call = () => (take as typeof grad)(largest)([1, 2]);
      assertRefused(TypeError, call, "is a return missing?", "indexOf", "argmax or argmin");
    }
    assertRefused(TypeError, () => jacobian((xs: Scalar[]) => [largest(xs)])([1, 2]), "result[0]");
    assertRefused(TypeError, () => grad((xs: Scalar[]) => mul(2, largest(xs)))([1, 2]), "argmax");
  });

  it("what takes lists, where an operation of numbers is handed one", () => {
    const reduced = (xs: Scalar[]) => xs.reduce(add as (x: Scalar, y: Scalar) => Scalar);
    assertRefused(
      TypeError,
      () => grad(reduced)([1, 2]),
      "add to an array",
      "sum",
      "reduce((x, y)",
    );
    const wave = (xs: Scalar[]) => sin(xs as unknown as Scalar);
    assertRefused(TypeError, () => grad(wave)([1, 2]), "sin to an array of 2", "map");
  });

  it("a value of a box that a solver or a black box closes over", () => {
    const solved = (k: Scalar) =>
      implicitRoot(
        (y: Scalar, a: Scalar) => sub(mul(y, y), mul(a, k)),
        (a: number) => Math.sqrt(a * (k as number)),
      )(2);
    const boxed = (k: Scalar) => numericVjp((a: number) => a * (k as number))(2);
    assertRefused(TypeError, () => grad(solved)(3), "the solver of implicitRoot", "value(a)");
    assertRefused(TypeError, () => grad(boxed)(3), "numericVjp", "value(a)", "as an argument");
  });

  it("what still works of a call that has ended", () => {
    let kept: Scalar = 0;
    const keep = (x: Scalar) => kept = square(x);
    const [, pullback] = vjp(keep, [3]);
    assertRefused(TypeError, () => square(kept), "vjp(keep)", "escaped", "the pullback that it");
    assertEquals(pullback(1), 6);
    linearize(keep, [3]);
    assertRefused(TypeError, () => square(kept), "linearize(keep)", "the map that it");
  });
});

describe("Where two copies of the library are loaded, to mix their values is refused by that name:", () => {
  /** Another copy, from files of its own. */
  async function otherCopy(): Promise<typeof ad> {
    const folder = await Deno.makeTempDir({ prefix: "second_copy_" });
    const root = new URL("../../", import.meta.url);
    await Deno.copyFile(new URL("mod.ts", root), `${folder}/mod.ts`);
    const copy = async (path: string) => {
      await Deno.mkdir(`${folder}/${path}`);
      for await (const { name, isDirectory } of Deno.readDir(new URL(path, root))) {
        if (isDirectory) await copy(`${path}/${name}`);
        else await Deno.copyFile(new URL(`${path}/${name}`, root), `${folder}/${path}/${name}`);
      }
    };
    await copy("lib");
    return await import(`file://${folder}/mod.ts`);
  }

  it("in operations, results, arguments, aux and nests of derivatives", async () => {
    const other = await otherCopy();
    const said = "Two copies of the library are loaded";
    const uses: (() => unknown)[] = [
      () => other.grad((x: Scalar) => mul(x, x))(2),
      () => other.derivative((x: Scalar) => mul(2, x))(2),
      () => other.derivative((x: Scalar) => sum([x, x]))(2),
      () => other.derivative((x: Scalar) => square(x))(2),
      () => other.derivative((x: Scalar) => value(x))(2),
      () => other.derivative((x: Scalar) => grad((y: Scalar) => mul(x, y))(1))(2),
      () => other.derivative((x: Scalar) => grad((y: Scalar) => other.mul(x, y))(1))(2),
      () => derivative((x: Scalar) => other.derivative((y: Scalar) => mul(x, y))(1))(2),
      () => other.grad((x: Scalar) => grad((_: Scalar) => x)(1))(2),
      () => other.grad((x: Scalar) => jacobian((_: Scalar) => [x])(1)[0])(2),
      () => other.grad((x: Scalar) => grad((y: Scalar[]) => y[0])([x] as never)[0])(2),
    ];
    for (const use of uses) assertRefused(TypeError, use, said);
    // Each by itself works on.
    assertEquals([other.grad((x: Scalar) => other.mul(x, x))(2), grad(square)(2)], [4, 4]);
  });
});

describe("H14: An objective", () => {
  type Take = (f: never) => (x: number, v: number) => unknown;
  const second: [verb: string, take: Take][] = [["hessian", hessian], ["hvp", hvp]];
  const all: [verb: string, take: Take][] = [
    ["grad", grad],
    ["valueAndGrad", valueAndGrad],
    ...second,
  ];
  const rows: [name: string, answer: unknown, takers: typeof all, ...fragments: string[]][] = [
    ["a string", "relu", all, 'the string "relu"', "return a number"],
    ["a vector", [1, 2], all, "an array of 2", "jacobian"],
    ["an object", { loss: 1 }, all, "an object", "return a number"],
    ["a boolean", true, all, "the boolean true"],
    ["a bigint", 1n, all, "the bigint 1n"],
    ["null", null, all, "null"],
    ["nothing", undefined, all, "undefined", "is a return missing?"],
    ["a Map", new Map(), all, "a Map", "return a number"],
    ["a function where none can be", () => 1, second, "a function", "call it"],
    ["a Promise where none can be", Promise.resolve(1), second, "a Promise", "await"],
  ];
  for (const [name, answer, takers, ...fragments] of rows) {
    it(`that returns ${name} is refused by what it returned, with the remedy`, () => {
      const objective = () => answer;
      for (const [verb, take] of takers) {
        const call = () => take(objective as never)(1, 1);
        assertRefused(TypeError, call, verb, "objective", ...fragments);
      }
    });
  }

  it("that is no function is refused where it is given", () => {
    const takers: ((f: never) => unknown)[] = [
      derivative,
      grad,
      valueAndGrad,
      jacfwd,
      jacrev,
      jacobian,
      hessian,
      hvp,
    ];
    for (const take of takers) {
      assertRefused(TypeError, () => take("sin" as never), take.name, '"sin"', "takes a function");
      assertRefused(TypeError, () => take(undefined as never), "undefined", "takes a function");
    }
    assertRefused(TypeError, () => jvp(3 as never, [1], [1]), "jvp", "takes a function");
    assertRefused(TypeError, () => vjp(3 as never, [1]), "vjp", "takes a function");
  });

  it("of a Jacobian may return any tree, and nothing else", () => {
    for (const take of [jacfwd, jacrev, jacobian]) {
      const nameless = (_: Scalar) => ({ a: [1, "two"] });
      assertRefused(TypeError, () => take(nameless)(1), take.name, "result.a[1] is a string");
      assertRefused(TypeError, () => take((_: Scalar) => undefined)(1), "return missing");
      assertRefused(TypeError, () => take((_: Scalar) => Promise.resolve(1))(1), "a Promise");
    }
  });
});
