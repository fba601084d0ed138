// Where parameters are allowed to be: bijectors for parts of their tree, and the parameters that reals stand for.

import type { Bijector } from "../density/bijectors.ts";
import { add } from "../elementary/arithmetic.ts";
import { isAnyBox } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import type { NumberArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import { accessor } from "../trees/location.ts";
import { matchingLeaves, pathsOf } from "../trees/matching.ts";
import { isBranch } from "../trees/node.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";

/**
 * Bijectors for parts of the parameters: one for a number, a list or a matrix of them, or an object of such by the names
 * of the fields. What has none may be any real.
 */
export type Constraints<P> = P extends Scalar ? Bijector
  : P extends readonly (readonly Scalar[])[] ? Bijector<Scalar[][]>
  : P extends NumberArray | readonly Scalar[] ? Bijector
  : P extends object ? { readonly [K in keyof P]?: Constraints<P[K]> }
  : never;

/** A bijector of a part, whatever the part is. */
type AnyBijector = Bijector<unknown>;

/** A leaf of the pattern: a real that is a parameter itself, or reals that a bijector makes a part of. */
interface Coordinates {
  readonly first: number;
  readonly count: number;
  readonly bijector: AnyBijector | undefined;
  readonly isNumber: boolean;
}

/** Parameters with the unconstrained reals that stand for them. */
export class ParameterSpace {
  /** The reals of the start. */
  readonly start: Float64Array;
  /** The names of the parameters, such as `rates[0]`. */
  readonly names: readonly string[];
  private readonly action: string;
  private readonly parameters: unknown;
  /** The parameters with a 0 in place of every part that has a bijector. */
  private readonly pattern: unknown;
  private readonly coordinates: readonly Coordinates[];
  private readonly isFree: boolean;

  /**
   * @param action what cannot be done, as in "sample from posterior"
   * @throws {TypeError} if the start is no tree of numbers, or constraints are no bijectors of its parts.
   * @throws {RangeError} if it has a number that is not finite, or that its constraint does not allow.
   */
  constructor(action: string, start: unknown, constraints: unknown) {
    this.action = action;
    this.parameters = start;
    const leaves = this.leavesOf(start, "argument");
    this.names = namesOf(start);
    leaves.forEach((leaf, i) => {
      if (isAnyBox(leaf)) {
        throw new TypeError(
          `Cannot ${action}: ${
            this.names[i]
          } of the start is a differentiated value; take value(x)`,
        );
      }
      if (!Number.isFinite(leaf)) {
        throw new RangeError(
          `Cannot ${action}: the start has ${this.names[i]} = ${leaf}; begin with a finite number`,
        );
      }
    });
    if (leaves.length === 0) {
      throw new TypeError(`Cannot ${action}: the start has no numbers in it`);
    }
    const parts = new Map<string, [AnyBijector, unknown]>();
    this.isFree = constraints === undefined;
    this.pattern = this.isFree ? start : this.withoutParts(start, constraints, "", parts);
    const reals: number[] = [];
    const plain = this.leavesOf(this.pattern) as number[];
    this.coordinates = pathsOf(this.pattern, "").map((path, i) => {
      const first = reals.length;
      const part = parts.get(path);
      if (part === undefined) reals.push(plain[i]);
      else reals.push(...this.unconstrained(part[0], part[1], path));
      const isNumber = typeof part?.[1] === "number";
      return { first, count: reals.length - first, bijector: part?.[0], isNumber };
    });
    this.start = Float64Array.from(reals);
  }

  /** Returns the parameters that reals stand for, and the logarithm of how these stretch. */
  place(reals: readonly Scalar[]): { parameters: unknown; logJacobian: Scalar | undefined } {
    if (this.isFree) {
      const parameters = withLeaves(this.pattern, reals, "where all are numbers");
      return { parameters, logJacobian: undefined };
    }
    let logJacobian: Scalar | undefined;
    const parts = this.coordinates.map(({ first, count, bijector, isNumber }) => {
      if (bijector === undefined) return reals[first];
      const own = reals.slice(first, first + count);
      const stretch = bijector.logJacobian(own);
      logJacobian = logJacobian === undefined ? stretch : add(logJacobian, stretch);
      const part = bijector.constrain(own);
      return isNumber ? (part as Scalar[])[0] : part;
    });
    return { parameters: withLeaves(this.pattern, parts, "where all are numbers"), logJacobian };
  }

  /** Returns the numbers of the parameters that reals stand for. */
  leaves(reals: readonly number[]): number[] {
    if (this.isFree) return [...reals];
    return matchingLeaves(
      this.place(reals).parameters,
      "a draw",
      this.parameters,
      "the start",
    ) as number[];
  }

  /** Returns the name of a real: that of its parameter, or of the part that it helps to make. */
  realName(index: number): string {
    const at = this.coordinates.findIndex(({ first, count }) =>
      first <= index && index < first + count
    );
    const { first, bijector } = this.coordinates[at];
    const name = namesOf(this.pattern)[at];
    return bijector === undefined ? name : `real ${index - first} of ${name}`;
  }

  /** Returns numbers in the shape of the start. */
  tree(leaves: readonly number[]): unknown {
    return withLeaves(this.parameters, leaves, "where all are numbers");
  }

  /** Returns the parameters that reals stand for with their names, the first few where there are many. */
  at(reals: ArrayLike<number>): string {
    const leaves = this.leaves(Array.from(reals));
    const shown = this.names.slice(0, 6).map((name, i) => `${name} = ${+leaves[i].toPrecision(6)}`);
    return shown.join(", ") + (this.names.length > 6 ? ", …" : "");
  }

  /** Returns the parameters with 0 in place of the parts that have a bijector, which it collects by their paths. */
  private withoutParts(
    part: unknown,
    constraint: unknown,
    path: string,
    parts: Map<string, [AnyBijector, unknown]>,
  ): unknown {
    if (constraint === undefined) return part;
    if (isBijector(constraint)) {
      parts.set(path, [constraint, ArrayBuffer.isView(part) ? Array.from(part as never) : part]);
      return 0;
    }
    const refused = (what: string) =>
      new TypeError(
        `Cannot ${this.action} with these constraints: constraints${path} ${what}; a constraint is a bijector, as ` +
          "positiveBijector of @fluxion/ad/density, or an object of such",
      );
    if (typeof constraint !== "object" || constraint === null) {
      throw refused(`is ${describe(constraint)}`);
    }
    if (!isBranch(part)) throw refused(`is ${describe(constraint)} where the start has one number`);
    const copy = Array.isArray(part) ? [...part] : { ...part };
    const fields = copy as { [key: string]: unknown };
    for (const [key, own] of Object.entries(constraint)) {
      const index = Array.isArray(part) ? Number(key) : key;
      const child = path + accessor(index);
      if (!Object.hasOwn(part, key)) {
        throw refused(`has ${key}, which the start has not`);
      }
      fields[key] = this.withoutParts(fields[key], own, child, parts);
    }
    return copy;
  }

  private unconstrained(bijector: AnyBijector, part: unknown, path: string): number[] {
    const name = nameOfPath(path);
    let reals: Scalar[];
    let back: unknown;
    try {
      reals = bijector.unconstrain(typeof part === "number" ? [part] : part);
      back = bijector.constrain(reals);
    } catch (cause) {
      throw new TypeError(
        `Cannot ${this.action}: the constraint of ${name} does not take ${
          describe(part)
        }; take the bijector of what ` +
          "the start has there",
        { cause },
      );
    }
    if (!reals.every((x) => typeof x === "number" && Number.isFinite(x))) {
      throw new RangeError(
        `Cannot ${this.action}: the start has ${name} = ${
          JSON.stringify(part)
        }, which its constraint does not ` +
          "allow, or which is at the end of what it allows; begin inside",
      );
    }
    matchingLeaves(
      typeof part === "number" ? (back as Scalar[])[0] : back,
      "what the bijector makes",
      part,
      name,
    );
    return reals as number[];
  }

  private leavesOf(tree: unknown, kind?: "argument"): Scalar[] {
    return leavesOf(tree, {
      refusal: `Cannot ${this.action}`,
      root: "start",
      remedy: "the start is a number, or arrays and objects of numbers",
    }, kind as "argument");
  }
}

function namesOf(tree: unknown): string[] {
  return pathsOf(tree, "").map(nameOfPath);
}

/** Returns how a part is called: the whole of it, or of a list, x. */
function nameOfPath(path: string): string {
  return path.startsWith(".") ? path.slice(1) : `x${path}`;
}

function isBijector(constraint: unknown): constraint is AnyBijector {
  const { constrain, unconstrain, logJacobian } = (constraint ?? {}) as Partial<AnyBijector>;
  return [constrain, unconstrain, logJacobian].every((f) => typeof f === "function");
}
