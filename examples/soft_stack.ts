// A stack that has a derivative: elements are on it in part, so pushing and popping are amounts and not
// decisions, and what is learnt can move from one to the other little by little (Grefenstette et al. 2015).

import { min, mul, type Scalar, sub, sum } from "@fluxion/ad";

/** An element: a vector, and how much of it is there, from 0 to 1. */
export interface Element<S extends Scalar = number> {
  readonly vector: S[];
  readonly strength: S;
}

/** From the bottom to the top. */
export type SoftStack<S extends Scalar = number> = readonly Element<S>[];

/** What is left when an amount has been taken off the top. */
export function pop(stack: SoftStack<Scalar>, amount: Scalar): SoftStack<Scalar> {
  const taken = fromTheTop(stack, amount);
  return stack.map(({ vector, strength }, i) => ({ vector, strength: sub(strength, taken[i]) }));
}

/** The stack with a vector on top, as much of it as the amount says. */
export function push(
  stack: SoftStack<Scalar>,
  vector: Scalar[],
  amount: Scalar,
): SoftStack<Scalar> {
  return [...stack, { vector, strength: amount }];
}

/** The uppermost unit of the stack: the sum of its vectors, each as much as there is of it; 0 of an empty one. */
export function top(stack: SoftStack<Scalar>, dimension: number): Scalar[] {
  const seen = fromTheTop(stack, 1);
  return Array.from(
    { length: dimension },
    (_, k) => sum(stack.map(({ vector }, i) => mul(seen[i], vector[k]))),
  );
}

/** How much of each element belongs to an amount that is counted from the top. */
function fromTheTop(stack: SoftStack<Scalar>, amount: Scalar): Scalar[] {
  let wanted = amount;
  return stack.map(({ strength }) => strength).reverse().map((strength) => {
    const own = min(strength, wanted);
    wanted = sub(wanted, own);
    return own;
  }).reverse();
}
