// The law of compiling, for arguments and outputs of any make: whatever an argument is made of, and whatever of
// the caller's runs while it is read or an output is written, a compiled function answers what the function does.

import { add, grad, jit, lt, mul, type Scalar, sin, square, sum } from "@fluxion/ad";
import { isAnyBox } from "../../lib/core/box.ts";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "./runs.ts";
import { assertSame, outcomeOf } from "./same.ts";

/** How an argument is made. What is made of it is new at each call, with other numbers. */
type Recipe =
  | { readonly kind: "number" }
  | { readonly kind: "constant"; readonly value: unknown }
  | { readonly kind: "hole" }
  | { readonly kind: "list" | "floats" | "singles" | "subclass"; readonly parts: readonly Recipe[] }
  | {
    readonly kind: "object" | "bare" | "child" | "instance" | "getters" | "proxy" | "hidden";
    readonly fields: Readonly<Record<string, Recipe>>;
  };

/** Makes the numbers of an argument, and runs other compiled functions where an argument lets it. */
interface Making {
  readonly next: () => number;
  readonly meddle: () => void;
}

class Instance {
  scale(): number {
    return 3;
  }
}
class Subclass extends Array<unknown> {}
const childOf = Object.create(null, { inherited: { value: 5, enumerable: true } });

function made(recipe: Recipe, making: Making): unknown {
  const { next, meddle } = making;
  switch (recipe.kind) {
    case "number":
      return next();
    case "constant":
      return recipe.value;
    case "hole":
      return undefined;
    case "floats":
      return Float64Array.from(recipe.parts, next);
    case "singles":
      return Float32Array.from(recipe.parts, next);
    case "list":
    case "subclass": {
      const list = recipe.kind === "list" ? [] : new Subclass();
      list.length = recipe.parts.length;
      recipe.parts.forEach((part, i) => {
        if (part.kind !== "hole") list[i] = made(part, making);
      });
      return list;
    }
    default: {
      const entries = Object.entries(recipe.fields)
        .filter(([, part]) => part.kind !== "hole")
        .map(([key, part]) => [key, made(part, making)] as const);
      const node =
        { bare: Object.create(null), child: Object.create(childOf) }[recipe.kind as string] ??
          (recipe.kind === "instance" ? new Instance() : {});
      for (const [key, value] of entries) {
        const own = recipe.kind === "getters"
          ? { get: () => (meddle(), value) }
          : { value, writable: true };
        Object.defineProperty(node, key, { ...own, enumerable: true, configurable: true });
      }
      if (recipe.kind === "hidden") Object.defineProperty(node, "hidden", { value: next() });
      return recipe.kind === "proxy" ? meddlesome(node, meddle) : node;
    }
  }
}

function meddlesome(node: object, meddle: () => void): object {
  return new Proxy(node, {
    get: (target, key, receiver) => (meddle(), Reflect.get(target, key, receiver)),
    getPrototypeOf: (target) => (meddle(), Reflect.getPrototypeOf(target)),
    ownKeys: (target) => (meddle(), Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (
      target,
      key,
    ) => (meddle(), Reflect.getOwnPropertyDescriptor(target, key)),
  });
}

const keys = ["a", "b", "__proto__", "1", "constructor"];
const { recipe } = fc.letrec<{ recipe: Recipe }>((tie) => {
  const parts = fc.array(tie("recipe"), { maxLength: 3 });
  const numbers = fc.array(fc.constant<Recipe>({ kind: "number" }), { maxLength: 3 });
  const fields = fc.dictionary(fc.constantFrom(...keys), tie("recipe"), {
    maxKeys: 3,
    noNullPrototype: true,
  });
  return {
    recipe: fc.oneof(
      { maxDepth: 3 },
      { weight: 4, arbitrary: fc.constant({ kind: "number" as const }) },
      fc.constantFrom("s", true, null, undefined).map((value) => ({
        kind: "constant" as const,
        value,
      })),
      fc.constant({ kind: "hole" as const }),
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("list" as const), parts }) },
      fc.record({ kind: fc.constantFrom("floats" as const, "singles" as const), parts: numbers }),
      fc.record({ kind: fc.constant("subclass" as const), parts }),
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("object" as const), fields }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom(
            "bare" as const,
            "child" as const,
            "instance" as const,
            "getters" as const,
            "proxy" as const,
            "hidden" as const,
          ),
          fields,
        }),
      },
    ),
  };
});

const isNumber = (node: unknown): node is Scalar => typeof node === "number" || isAnyBox(node);

/** Every number of an argument doubled, in its place, with what is asked about an argument and no other object. */
function echo(node: unknown, seen: Scalar[], asked: string[]): unknown {
  if (isNumber(node)) {
    seen.push(node);
    return mul(2, node);
  }
  if (typeof node !== "object" || node === null) {
    asked.push(String(node));
    return node;
  }
  const own = node as Record<string, unknown>;
  if (Array.isArray(node) || ArrayBuffer.isView(node)) {
    const { length } = node as unknown[];
    return Array.from({ length }, (_, i) => {
      asked.push(String(i in own));
      return echo(own[i], seen, asked);
    });
  }
  asked.push(Object.keys(own).join(), String(own.inherited), String(own.scale));
  if (isNumber(own.hidden)) seen.push(own.hidden);
  return Object.fromEntries(Object.keys(own).map((key) => [key, echo(own[key], seen, asked)]));
}

function asking(...args: unknown[]) {
  const seen: Scalar[] = [];
  const asked: string[] = [];
  const doubled = echo(args, seen, asked);
  const total = sum(seen);
  return { doubled, asked: asked.join(" "), total: lt(total, 0) ? sin(total) : square(total) };
}

interface Call {
  readonly which: number;
  readonly numbers: readonly number[];
  readonly isCrowded: boolean;
}

/** Runs a body while all objects seem to have a property, as old libraries make it. */
function crowded<T>(isCrowded: boolean, body: () => T): T {
  if (isCrowded) {
    Object.defineProperty(Object.prototype, "zzz", {
      value: 7,
      configurable: true,
      enumerable: true,
    });
  }
  try {
    return body();
  } finally {
    delete (Object.prototype as { zzz?: number }).zzz;
  }
}

const call = (recipes: number): fc.Arbitrary<Call> =>
  fc.record({
    which: fc.nat(recipes - 1),
    numbers: fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(-0, NaN, 0.5)), {
      minLength: 1,
      maxLength: 4,
    }),
    isCrowded: fc.boolean(),
  });

const session = fc.array(fc.array(recipe, { maxLength: 2 }), { minLength: 1, maxLength: 3 })
  .chain((recipes) =>
    fc.record({
      recipes: fc.constant(recipes),
      calls: fc.array(call(recipes.length), { minLength: 2, maxLength: 8 }),
    })
  );

/** Numbers in a round. */
function taking(numbers: readonly number[]): () => number {
  let taken = 0;
  return () => numbers[taken++ % numbers.length];
}

/** Other compiled functions, which write into the memory that all of them share. */
function meddler(): () => void {
  const scaled = jit((xs: Scalar[]) => xs.map((x) => mul(x, 100)));
  const slope = jit(grad((p: { a: Scalar; b: Scalar }) => mul(p.a, p.b, p.b)));
  let calls = 0;
  return () => {
    calls++;
    scaled([calls, 2, 3, 4, 5, 6, 7, 8]);
    slope({ a: calls, b: -1 });
  };
}

describe("jit never changes an answer, whatever the arguments are made of", () => {
  law(
    "with polluted prototypes, getters, proxies, instances, holes and missing keys, in any sequence",
    fc.property(session, ({ recipes, calls }) => {
      const compiled = jit(asking, { eager: true });
      const meddle = meddler();
      for (let round = 0; round < 2; round++) {
        for (const [i, { which, numbers, isCrowded }] of calls.entries()) {
          const args = () => {
            const making = { next: taking(numbers), meddle };
            return recipes[which].map((part) => made(part, making));
          };
          crowded(isCrowded, () => {
            const expected = outcomeOf(() => asking(...args()));
            assertSame(outcomeOf(() => compiled(...args())), expected, `round ${round}, call ${i}`);
          });
        }
      }
      const { calls: all, hits, misses, uncompiled } = compiled.stats();
      if (hits + misses !== all) throw new Error(`${hits} hits and ${misses} misses of ${all}`);
      if (hits === 0 && all > 2 * recipes.length && uncompiled === undefined) {
        throw new Error("nothing hits, and nothing says why");
      }
    }),
  );

  law(
    "and into outputs with setters, of another structure, frozen in part, which it leaves alone if it refuses them",
    fc.property(
      recipe.filter(({ kind }) => kind !== "hole"),
      fc.constantFrom("as it is", "with setters", "frozen", "shorter", "missing"),
      fc.array(call(1), { minLength: 2, maxLength: 4 }),
      (recipe, how, calls) => {
        const f = (x: unknown) => {
          const seen: Scalar[] = [];
          const doubled = echo(x, seen, []);
          return [doubled, { total: sum(seen), name: "n" }, seen.map((own) => add(own, 1))];
        };
        const compiled = jit(f, { eager: true });
        const meddle = meddler();
        for (const { numbers } of calls) {
          const argument = () => made(recipe, { next: taking(numbers), meddle });
          const expected = f(argument());
          const output = changed(emptied(expected), how, meddle);
          const before = plainly(output);
          const isRefused = how === "frozen" || how === "shorter" || how === "missing";
          const outcome = outcomeOf(() => plainly(compiled.into(output, argument())));
          if (!isRefused) assertSame(outcome, plainly(expected));
          else if (typeof outcome !== "string" || !outcome.startsWith("throws Cannot write")) {
            throw new Error(`It wrote into an output that is ${how}: ${Deno.inspect(outcome)}`);
          }
          if (isRefused) assertSame(plainly(output), before);
        }
      },
    ),
  );
});

/** The same with 0 for all numbers. */
function emptied(node: unknown): unknown {
  if (typeof node === "number") return 0;
  if (Array.isArray(node)) return node.map(emptied);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, emptied(child)]));
}

/** An output whose second part is made otherwise. */
function changed(output: unknown, how: string, meddle: () => void): unknown {
  const [first, { total, name }, last] = output as [
    unknown,
    { total: number; name: string },
    unknown,
  ];
  switch (how) {
    case "with setters": {
      let held = total;
      const second = {
        get total() {
          meddle();
          return held;
        },
        set total(x) {
          meddle();
          held = x;
        },
        name,
      };
      return [first, second, last];
    }
    case "frozen":
      return [first, Object.freeze({ total, name }), last];
    case "shorter":
      return [first, { total, name }];
    case "missing":
      return [first, { total }, last];
    default:
      return output;
  }
}

/** What can be read of a value, in plain arrays and objects. */
function plainly(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plainly);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, plainly(child)]));
}
