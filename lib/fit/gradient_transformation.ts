// What turns gradients into steps, as pure functions over trees: a state is made of the parameters, and every update
// answers steps with the next state, so that training can be stopped, stored and gone on with.

import { describe } from "../values/describe.ts";
import { matchingLeaves, pathsOf } from "../trees/matching.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";

/** A rule that turns gradients into updates of parameters, with what it remembers between them. */
export interface GradientTransformation<S = unknown> {
  /** Returns the state before the first update. */
  readonly init: (parameters: unknown) => S;
  /**
   * Returns what is to be added to the parameters, in their shape, and the next state. Nothing that is given changes.
   *
   * @throws {TypeError} if the gradients have another structure than the parameters, or something is no number.
   * @throws {RangeError} if a gradient is not finite, or the state is of other parameters.
   */
  readonly update: <P>(gradients: P, state: S, parameters: P) => [updates: P, state: S];
}

/**
 * Adds updates to parameters.
 *
 * @throws {TypeError} if the updates have another structure than the parameters.
 *
 * @example
 * ```ts
 * import { applyUpdates } from "@fluxion/ad/fit";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(applyUpdates({ w: [1, 2], b: 3 }, { w: [0.5, 0], b: -1 }), { w: [1.5, 2], b: 2 });
 * ```
 */
export function applyUpdates<P>(parameters: P, updates: P): P {
  const steps = vectorOf(updates, "updates", parameters);
  const sums = vectorOf(parameters, "parameters").slice();
  for (let i = 0; i < sums.length; i++) sums[i] += steps[i];
  return shapedLikeParameters(parameters, sums);
}

/**
 * Returns several transformations one after another as one: each gets what the one before has made of the gradients.
 *
 * @example Adam on gradients that are clipped
 * ```ts
 * import { adam, applyUpdates, chainTransformations, clipByGlobalNorm } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const optimizer = chainTransformations(clipByGlobalNorm(1), adam(0.1));
 * const parameters = { w: [1, 2] };
 * const [updates, state] = optimizer.update({ w: [3e9, 4e9] }, optimizer.init(parameters), parameters);
 * assertAlmostEquals(applyUpdates(parameters, updates).w[0], 0.9, 1e-6);
 * assertAlmostEquals(state[1].means[0], 0.1 * 0.6);
 * ```
 */
export function chainTransformations<const S extends readonly unknown[]>(
  ...parts: { readonly [I in keyof S]: GradientTransformation<S[I]> }
): GradientTransformation<S> {
  const all = parts as readonly GradientTransformation[];
  const wrong = all.findIndex((part) => typeof part?.update !== "function");
  if (wrong >= 0) {
    throw new TypeError(
      `Cannot chain transformations: number ${wrong} is ${
        describe(all[wrong])
      }, and not what adam(…) ` +
        "or clipByGlobalNorm(…) answers",
    );
  }
  return {
    init: (parameters) => {
      const vector = vectorOf(parameters, "parameters");
      return all.map((part) => part.init(vector)) as unknown as S;
    },
    update<P>(gradients: P, state: S, parameters: P): [updates: P, state: S] {
      if (!Array.isArray(state) || state.length !== all.length) {
        throw new TypeError(
          `Cannot update parameters by ${
            describe(state)
          } as a state of a chain of ${all.length}: begin with ` +
            "init(parameters) of the chain",
        );
      }
      // A vector is a tree, too: trees are taken apart once, and not for every part.
      let updates = finiteVector(gradients, parameters, "or infinite");
      const vector = vectorOf(parameters, "parameters");
      const states = all.map((part, i) => {
        const [next, after] = part.update(updates, state[i], vector);
        updates = next;
        return after;
      });
      return [shapedLikeParameters(parameters, updates), states as unknown as S];
    },
  };
}

/** A transformation of vectors: the state for so many parameters, and a step. */
export interface VectorRule<S> {
  readonly init: (length: number) => S;
  /** The fields of a state that have a number for each parameter. */
  readonly vectors: readonly (string & keyof S)[];
  readonly update: (
    gradient: Float64Array,
    state: S,
    parameters: Float64Array,
  ) => [updates: Float64Array, state: S];
}

/**
 * Makes a transformation of trees of one of vectors.
 *
 * @param name how errors call it, @param allowed whether gradients may be infinite
 */
export function transformationOf<S>(
  name: string,
  rule: VectorRule<S>,
  allowed?: "or infinite",
): GradientTransformation<S> {
  return {
    init: (parameters) => rule.init(vectorOf(parameters, "parameters").length),
    update<P>(gradients: P, state: S, parameters: P): [updates: P, state: S] {
      const gradient = finiteVector(gradients, parameters, allowed);
      if (typeof state !== "object" || state === null) {
        throw new TypeError(
          `Cannot update parameters by ${
            describe(state)
          } as a state of ${name}: begin with init(parameters)`,
        );
      }
      rule.vectors.forEach((field) => checkStateVector(name, state, field, gradient.length));
      const vector = vectorOf(parameters, "parameters");
      const [updates, after] = rule.update(gradient, state, vector);
      return [shapedLikeParameters(parameters, updates), after];
    },
  };
}

/** @throws {TypeError} if a field of a state is no vector. @throws {RangeError} if it is of other parameters. */
function checkStateVector<S>(name: string, state: S, field: keyof S, length: number): void {
  const own: unknown = state[field];
  if (!(own instanceof Float64Array)) {
    throw new TypeError(
      `Cannot update parameters by ${describe(state)} as a state of ${name}: its ${
        String(field)
      } are ${
        describe(own)
      }, and not a Float64Array; begin with init(parameters), and store states by structuredClone, since JSON has no ` +
        "such arrays",
    );
  }
  if (own.length === length) return;
  throw new RangeError(
    `Cannot update ${length} parameters by a state of ${name} for ${own.length}: begin with init(parameters)`,
  );
}

/** Returns the leaves of gradients. @throws {RangeError} if one is NaN, or infinite where that is not allowed. */
function finiteVector(gradients: unknown, parameters: unknown, allowed?: "or infinite") {
  const vector = vectorOf(gradients, "gradients", parameters);
  for (let i = 0; i < vector.length; i++) {
    const own = vector[i];
    if (own - own === 0 || allowed !== undefined && own === own) continue;
    throw new RangeError(
      `Cannot update parameters by these gradients: ${pathsOf(gradients, "gradients")[i]} is ` +
        `${own}; look for the reason with trace(f).nonfinite() of @fluxion/ad/trace, take a lower rate, or leave ` +
        "this batch out",
    );
  }
  return vector;
}

/**
 * Returns the numbers of a tree, which must have the structure of another one if there is one.
 *
 * @throws {TypeError} if it has not, or if a leaf is no number.
 */
function vectorOf(tree: unknown, root: string, like?: unknown): Float64Array {
  const isSame = like === undefined ||
    like instanceof Float64Array && like.length === (tree as ArrayLike<number>)?.length;
  if (tree instanceof Float64Array && isSame) return tree;
  const remedy = "they are numbers, and arrays and objects of numbers";
  const leaves = like === undefined
    ? leavesOf(tree, { refusal: "Cannot update these parameters", root, remedy }, "argument")
    : matchingLeaves(tree, root, like, "parameters");
  const vector = new Float64Array(leaves.length);
  for (let i = 0; i < leaves.length; i++) {
    const own = leaves[i];
    if (typeof own !== "number") {
      throw new TypeError(
        `Cannot update parameters: ${pathsOf(tree, root)[i]} is a differentiated value, and ` +
          "optimisers work on plain numbers; take value(x), or write the step with operations",
      );
    }
    vector[i] = own;
  }
  return vector;
}

/** Returns numbers in the shape of parameters. */
function shapedLikeParameters<P>(parameters: P, vector: Float64Array): P {
  if (parameters instanceof Float64Array) return vector as unknown as P;
  // In a twentieth of the time of Array.from, which asks an iterator for every number.
  const leaves = new Array<number>(vector.length);
  for (let i = 0; i < leaves.length; i++) leaves[i] = vector[i];
  return withLeaves(parameters, leaves, "where all are numbers") as P;
}
