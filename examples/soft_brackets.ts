"use ad";
// Brackets to be matched, and a machine with a stack that is to learn how: it looks up what to do in a table
// by the bracket that it reads, and says by what is on its stack which bracket must close next.

import { dot, logsumexp, mean, sigmoid } from "@fluxion/ad";
import { normals, seeded } from "./random.ts";
import { pop, push, type SoftStack, top } from "./soft_stack.ts";

/** The brackets, opening ones first; a bracket is its place in this list. */
export const brackets = "([{)]}";

/** What may be said: the kind of the bracket that must be closed next, or that none is open. */
export const answers = 4;

/** The table and the reading of the stack. */
export type Machine = {
  /** For each bracket how much to pop, and then how much to push of what; amounts as log-odds. */
  table: { pop: number; push: number; vector: number[] }[];
  /** For each answer its score, an affine function of the top of the stack. */
  reading: { weights: number[]; bias: number }[];
};

/** What the machine makes of one bracket: its stack after it, and the score of each answer. */
export interface Step {
  readonly stack: SoftStack;
  readonly scores: number[];
}

/** Runs the machine over a text. */
export function run(machine: Machine, text: readonly number[]): Step[] {
  let stack: SoftStack = [];
  const amounts = machine.table.map((row) => ({ pop: sigmoid(row.pop), push: sigmoid(row.push) }));
  return text.map((bracket) => {
    const { vector } = machine.table[bracket];
    stack = push(pop(stack, amounts[bracket].pop), vector, amounts[bracket].push);
    const seen = top(stack, vector.length);
    return { stack, scores: machine.reading.map((row) => dot(row.weights, seen) + row.bias) };
  });
}

/** What is right after each bracket: the kind of the innermost open bracket, or 3 if none is open. */
export function matched(text: readonly number[]): number[] {
  const open: number[] = [];
  return text.map((bracket) => {
    if (bracket < 3) open.push(bracket);
    else open.pop();
    return open.at(-1) ?? 3;
  });
}

/** The mean of −log p(right answer), in nats. */
export function loss(machine: Machine, texts: readonly number[][]): number {
  return mean(texts.flatMap((text) => {
    const right = matched(text);
    return run(machine, text).map(({ scores }, i) => logsumexp(scores) - scores[right[i]]);
  }));
}

/** The share of answers that are right. */
export function accuracy(machine: Machine, texts: readonly number[][]): number {
  const isRight = texts.flatMap((text) => {
    const right = matched(text);
    return run(machine, text).map(({ scores }, i) =>
      scores.indexOf(Math.max(...scores)) === right[i]
    );
  });
  return isRight.filter(Boolean).length / isRight.length;
}

/** A machine that knows nothing: all amounts a half, what it pushes and how it reads by lot. */
export function untaught(seed: number): Machine {
  const normal = normals(seed);
  const vector = () => Array.from({ length: 3 }, () => 0.5 * normal());
  return {
    table: [...brackets].map(() => ({ pop: 0, push: 0, vector: vector() })),
    reading: Array.from({ length: answers }, () => ({ weights: vector(), bias: 0 })),
  };
}

/** The machine with every amount all or nothing, whichever is closer: its stack is an ordinary one. */
export function decided(machine: Machine): Machine {
  const surely = (logOdds: number) => logOdds > 0 ? Infinity : -Infinity;
  return {
    ...machine,
    table: machine.table.map((row) => ({ ...row, pop: surely(row.pop), push: surely(row.push) })),
  };
}

/** Texts in which every bracket that closes closes the right one, opened and closed by equal chances. */
export function bracketTexts(count: number, length: number, seed: number): number[][] {
  const uniform = seeded(seed);
  return Array.from({ length: count }, () => {
    const open: number[] = [];
    return Array.from({ length }, () => {
      if (open.length > 0 && uniform() < 0.5) return open.pop()! + 3;
      open.push(Math.floor(3 * uniform()));
      return open.at(-1)!;
    });
  });
}
