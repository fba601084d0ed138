// Arguments of any make: plain data, what only looks like it, and what runs code of its own while it is read.

import fc from "fast-check";

/** How an argument is made. What is made of it is new at each call, with other numbers. */
export type Recipe =
  | { readonly kind: "number" }
  | { readonly kind: "constant"; readonly value: unknown }
  | { readonly kind: "hole" }
  | { readonly kind: "list" | "floats" | "singles" | "subclass"; readonly parts: readonly Recipe[] }
  | {
    readonly kind: "object" | "bare" | "child" | "instance" | "getters" | "proxy" | "hidden";
    readonly fields: Readonly<Record<string, Recipe>>;
  };

/** Makes the numbers of an argument, and runs other compiled functions where an argument lets it. */
export interface Making {
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

/** An argument, made by a recipe. */
export function made(recipe: Recipe, making: Making): unknown {
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
/** The same recipe, but what is missing is `undefined`, and what is `undefined` is missing. */
export function withOthersAbsent(recipe: Recipe): Recipe {
  if (recipe.kind === "hole") return { kind: "constant", value: undefined };
  if (recipe.kind === "constant") return recipe.value === undefined ? { kind: "hole" } : recipe;
  if ("parts" in recipe) return { ...recipe, parts: recipe.parts.map(withOthersAbsent) };
  if (!("fields" in recipe)) return recipe;
  const fields = Object.entries(recipe.fields).map(([key, part]) => [key, withOthersAbsent(part)]);
  return { ...recipe, fields: Object.fromEntries(fields) };
}

/** Recipes of any make. */
export const { recipe } = fc.letrec<{ recipe: Recipe }>((tie) => {
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

/** Runs a body while all objects seem to have a property, as old libraries make it. */
export function crowded<T>(key: string | undefined, body: () => T): T {
  if (key !== undefined) {
    const property = { value: 7, configurable: true, enumerable: true };
    Object.defineProperty(Object.prototype, key, property);
  }
  try {
    return body();
  } finally {
    if (key !== undefined) delete (Object.prototype as Record<string, unknown>)[key];
  }
}

/** Numbers in a round. */
export function taking(numbers: readonly number[]): () => number {
  let taken = 0;
  return () => numbers[taken++ % numbers.length];
}
