// Random programs that nothing holds back: straight lines over the raw table, with rows of users, choices,
// look-ups by value and inner derivatives. Numbers overflow, divide by zero and leave every domain, which
// does not matter where two ways of running a program are compared bit for bit.

import {
  add,
  binary,
  derivative,
  div,
  eq,
  ge,
  grad,
  gt,
  le,
  lt,
  mul,
  ne,
  pow,
  type Scalar,
  stopGradient,
  sum,
  unary,
  value,
} from "@fluxion/ad";
import fc from "fast-check";
import { operations as table } from "./operations.ts";
import { at, type Operand } from "./programs.ts";

/** What a step may apply. */
interface Applied {
  readonly name: string;
  readonly domain: readonly unknown[];
  readonly apply: (operands: readonly Scalar[]) => Scalar;
}

const comparisons = { lt, le, gt, ge, eq, ne };

export type Step =
  | { readonly kind: "apply"; readonly operation: Applied; readonly operands: readonly Operand[] }
  | {
    readonly kind: "choose";
    readonly comparison: keyof typeof comparisons;
    readonly operands: readonly Operand[];
  }
  /** Goes by the number itself, and multiplies by it as a plain one. */
  | { readonly kind: "look"; readonly operands: readonly Operand[] }
  | {
    readonly kind: "slope";
    readonly mode: "forward" | "reverse";
    readonly operands: readonly Operand[];
    readonly body: readonly Step[];
  };

const leaky = unary({
  name: "leaky",
  value: (x) => x > 0 ? x : x / 8,
  partials: [(x) => gt(x, 0) ? 1 : 0.125],
});
const gated = unary({
  name: "gated",
  value: (x) => x > 1 ? x * x : 0,
  partials: [(x) => gt(x, 1) ? mul(2, x) : 0],
  selects: true,
});
const mixed = binary({
  name: "mixed",
  value: (x, y) => x * Math.exp(y),
  partials: [(x, _y, z) => div(z, x), (_x, _y, z) => z],
});

/** The table, and rows as users write them; in a counterexample each is its name. */
export const everything: readonly Applied[] = [
  ...table,
  { name: "leaky", domain: [0], apply: ([x]: readonly Scalar[]) => leaky(x) },
  { name: "gated", domain: [0], apply: ([x]: readonly Scalar[]) => gated(x) },
  { name: "mixed", domain: [0, 0], apply: ([x, y]: readonly Scalar[]) => mixed(x, y) },
  { name: "cubed", domain: [0], apply: ([x]: readonly Scalar[]) => pow(x, 3) },
  { name: "stopped", domain: [0], apply: ([x]: readonly Scalar[]) => stopGradient(x) },
].map(({ name, domain, apply }) => ({ name, domain, apply, [fc.toStringMethod]: () => name }));

/** The operations whose partials select or divide. */
export const piecewise: readonly Applied[] = everything.filter(({ name }) =>
  ["relu", "max", "min", "clamp", "hypot", "pow", "logsumexp", "abs", "sign", "gated", "cubed"]
    .includes(name)
);

/** What is done with what a piecewise operation answers, so that zeros meet infinities. */
export const smooth: readonly Applied[] = everything.filter(({ name }) =>
  ["add", "mul", "div", "sqrt", "log", "neg", "sum", "reciprocal", "square", "exp"].includes(name)
);

/** The last value, a number that may be a box. */
export function runSteps(steps: readonly Step[], known: readonly Scalar[]): Scalar[] {
  const values = [...known];
  for (const step of steps) values.push(runStep(step, values));
  return values.slice(known.length);
}

/** All steps as one number. */
export function objectiveOf(steps: readonly Step[], known: readonly Scalar[]): Scalar {
  return sum(runSteps(steps, known));
}

function runStep(step: Step, values: readonly Scalar[]): Scalar {
  const [x, y, z, w] = step.operands.map((operand) =>
    "constant" in operand ? operand.constant : at(values, operand)
  );
  switch (step.kind) {
    case "apply": {
      const { domain, apply } = step.operation;
      return apply([x, y, z, w].slice(0, domain.length));
    }
    case "choose":
      return comparisons[step.comparison](x, y) ? mul(z, 2) : add(w, 1);
    case "look": {
      const seen = value(x);
      return Object.is(seen, -0) ? y : seen > 0 ? mul(seen, z) : add(seen, w);
    }
    case "slope": {
      const inner = (own: Scalar) => runSteps(step.body, [...values, own]).at(-1)!;
      return step.mode === "forward" ? derivative(inner)(x) : grad(inner)(x);
    }
  }
}

/** Numbers at which functions part. */
const SPECIAL = [
  ...[0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, 10, NaN, Infinity, -Infinity],
  ...[Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE],
  ...[1e-300, -1e-300, 1e300, 1e-9, 710, -746, 2 ** 53, Math.PI],
];

/** Any number; a quarter of them short, so that ties come up. */
export const wildNumber: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SPECIAL) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.integer({ min: -8, max: 8 }).map((n) => n / 4) },
);

const operand: fc.Arbitrary<Operand> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ back: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ constant: wildNumber }) },
);
const operands = fc.array(operand, { minLength: 4, maxLength: 4 });

/** Steps that apply some operations, and nothing else. */
export function straight(operations: readonly Applied[]): fc.Arbitrary<Step> {
  return fc.record({
    kind: fc.constant("apply" as const),
    operation: fc.constantFrom(...operations),
    operands,
  });
}

/** Steps of every kind. */
export const wildStep: fc.Arbitrary<Step> = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 2 },
    { weight: 8, arbitrary: straight(everything) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("choose" as const),
        comparison: fc.constantFrom("lt", "le", "gt", "ge", "eq", "ne"),
        operands,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("look" as const), operands }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("slope" as const),
        mode: fc.constantFrom("forward" as const, "reverse" as const),
        operands,
        body: fc.array(tie("step"), { minLength: 1, maxLength: 3 }),
      }),
    },
  ),
})).step;
