// Which operands a partial derivative of a row depends on: where it depends on none, a second derivative is
// constantly 0. The partials are run on boxes that carry sets and no numbers; a partial that asks for a number
// may branch on it, and is taken to depend on everything.

import { Carrier } from "../values/box.ts";
import type { Interpretation } from "../values/interpretation.ts";
import { closing, Level } from "../values/level.ts";
import type { Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";

/** How sets of operands are joined. */
interface Joining {
  readonly none: number;
  join(a: number, b: number): number;
}

/** In place of the number in a box: to ask for it is to ask for its level. */
const NO_NUMBER: Carrier = /* @__PURE__ */ Object.create(Carrier.prototype, {
  level: {
    get() {
      throw new TypeError("Cannot read a number that is not known");
    },
  },
});

/** A box without a number. */
class Unknown extends Carrier<number> {
  constructor(level: Level, carried: number) {
    super(level, NO_NUMBER, carried);
  }
}

const BITS: Joining = { none: 0, join: (a, b) => a | b };
const known = /* @__PURE__ */ new WeakMap<Operation, readonly number[]>();

/**
 * Returns for an operation of one or two operands on which operands the partial by each depends: bit 0 stands
 * for the first, bit 1 for the second.
 */
export function dependenceOf(operation: Operation): readonly number[] {
  let masks = known.get(operation);
  if (masks === undefined) {
    const own = operation.arity === 1 ? [1] : [1, 2];
    known.set(operation, masks = partialSets(operation, own, own.length === 1 ? 1 : 3, BITS));
  }
  return masks;
}

/**
 * Returns for each operand the set of what the partial by it depends on.
 *
 * @param sets what each operand depends on, @param ofAll what the result depends on
 * @param places what tells operands apart, where one may be there twice
 */
export function partialSets(
  operation: Operation,
  sets: readonly number[],
  ofAll: number,
  joining: Joining,
  places?: ArrayLike<number>,
): readonly number[] {
  const { arity, name, row } = operation;
  const { partials } = row as unknown as {
    readonly partials: number | readonly (number | Partial)[] | ListPartials;
  };
  const { none } = joining;
  if (typeof partials === "number") return sets.map(() => none);
  const level: Level = new Level("interpreted", "sparsity", { name }, interpretationOf(joining));
  const setOf = (x: Scalar) => x instanceof Unknown && x.level === level ? x.carried : none;
  return closing(level, () => {
    // An operand that is there twice is one box, as it is in the run: `max` asks for that.
    const boxes = new Map<number, Unknown>();
    const xs = sets.map((set, i) => {
      const place = places?.[i] ?? i;
      const box = boxes.get(place) ?? new Unknown(level, set);
      boxes.set(place, box);
      return box;
    });
    const z = new Unknown(level, ofAll);
    if (arity === "list") {
      const all = orElse(() => (partials as ListPartials)(xs, z).map(setOf), []);
      return sets.map((_, i) => all[i] ?? ofAll);
    }
    return (partials as readonly (number | Partial)[]).map((partial) =>
      typeof partial === "number" ? none : orElse(() => setOf(partial(...xs, z)), ofAll)
    );
  });

  function interpretationOf({ none, join }: Joining): Interpretation {
    return {
      operation({ arity, row }, operands) {
        const { partials } = row as unknown as { readonly partials: number | readonly unknown[] };
        let set = none;
        operands.forEach((x, i) => {
          const declared = arity === "list" ? partials : (partials as readonly unknown[])[i];
          if (declared !== 0) set = join(set, setOf(x));
        });
        // It is a box even where it depends on nothing, since its number is not known.
        return new Unknown(level, set);
      },
      joint() {
        throw new TypeError("Cannot follow a rule without numbers");
      },
    };
  }
}

/** Returns what a body returns, or something else where it throws: since it asks for a number, or has a fault. */
function orElse<T>(body: () => T, otherwise: T): T {
  try {
    return body();
  } catch {
    return otherwise;
  }
}

type Partial = (...operandsAndResult: Scalar[]) => Scalar;
type ListPartials = (operands: readonly Scalar[], z: Scalar) => readonly Scalar[];
