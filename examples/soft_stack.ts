"use ad";
// A stack that has a derivative: elements are on it in part, so pushing and popping are amounts and not
// decisions, and what is learnt can move from one to the other little by little (Grefenstette et al. 2015).

import { sum } from "@fluxion/ad";

/** An element: a vector, and how much of it is there, from 0 to 1. */
export interface Element {
  readonly vector: number[];
  readonly strength: number;
}

/** From the bottom to the top. */
export type SoftStack = readonly Element[];

/** What is left when an amount has been taken off the top. */
export function pop(stack: SoftStack, amount: number): SoftStack {
  const taken = fromTheTop(stack, amount);
  return stack.map(({ vector, strength }, i) => ({ vector, strength: strength - taken[i] }));
}

/** The stack with a vector on top, as much of it as the amount says. */
export function push(
  stack: SoftStack,
  vector: number[],
  amount: number,
): SoftStack {
  return [...stack, { vector, strength: amount }];
}

/** The uppermost unit of the stack: the sum of its vectors, each as much as there is of it; 0 of an empty one. */
export function top(stack: SoftStack, dimension: number): number[] {
  const seen = fromTheTop(stack, 1);
  return Array.from(
    { length: dimension },
    (_, k) => sum(stack.map(({ vector }, i) => seen[i] * vector[k])),
  );
}

/** How much of each element belongs to an amount that is counted from the top. */
function fromTheTop(stack: SoftStack, amount: number): number[] {
  let wanted = amount;
  return stack.map(({ strength }) => strength).reverse().map((strength) => {
    const own = Math.min(strength, wanted);
    wanted -= own;
    return own;
  }).reverse();
}
