// Random programs of loops: nested, with values that are carried, columns that are read forwards, backwards and in
// disorder, constants that differ from round to round, branches, early exits, and ends that are unlike the middle.

import {
  abs,
  add,
  div,
  gt,
  hypot,
  lt,
  max,
  mul,
  type Scalar,
  sin,
  sqrt,
  sub,
  value,
} from "@fluxion/ad";
import fc from "fast-check";

/** Where an operand is taken from. */
export type Reference =
  | { readonly from: "constant"; readonly index: number }
  /** A constant that is another in each round, or in one round only. */
  | { readonly from: "table"; readonly kind: "each" | "once" | "signs" }
  | { readonly from: "input"; readonly start: number; readonly step: number }
  | { readonly from: "local"; readonly back: number }
  | { readonly from: "carried"; readonly index: number }
  | {
    readonly from: "list";
    readonly index: number;
    readonly order: "forward" | "backward" | "jumping" | "first" | "last";
    readonly offset: number;
  };

const unaries = [sin, abs, sqrt, (x: Scalar) => sub(0, x)];
const binaries = [
  add,
  mul,
  sub,
  div,
  (x: Scalar, y: Scalar) => max(x, y),
  (x: Scalar, y: Scalar) => hypot([x, y, 1]),
  (x: Scalar, y: Scalar) => hypot([x, y, x, y, x, y, x, y, x, y]),
];
const constants = [0, -0, 1, 0.5, -2, NaN, Infinity];

/** What is done in a round. */
export type Statement =
  | { readonly do: "unary"; readonly index: number; readonly x: Reference }
  | { readonly do: "binary"; readonly index: number; readonly x: Reference; readonly y: Reference }
  | { readonly do: "carry"; readonly index: number }
  | { readonly do: "push"; readonly index: number }
  | { readonly do: "branch"; readonly x: Reference; readonly y: Reference; readonly index: number }
  | { readonly do: "read"; readonly x: Reference }
  | { readonly do: "leave"; readonly x: Reference; readonly y: Reference }
  | { readonly do: "reset"; readonly index: number }
  | LoopStatement;

/** A loop of a program. */
export interface LoopStatement {
  readonly do: "loop";
  readonly rounds: number;
  readonly count: "fixed" | "growing" | "alternating";
  readonly unlike: number;
  readonly body: readonly Statement[];
}

const MOST_OPERATIONS = 6000;
const INPUTS = 7;
const CARRIED = 3;
const LISTS = 3;

/** Runs a program on some inputs, and returns all that it has left behind. It ends after `most` operations. */
export function runLoops(
  program: readonly Statement[],
  inputs: readonly Scalar[],
  most: number = MOST_OPERATIONS,
): Scalar[] {
  const carried: Scalar[] = [inputs[0], 0, inputs[1]];
  const lists: Scalar[][] = Array.from({ length: LISTS }, () => []);
  const locals: Scalar[] = [inputs[2]];
  let done = 0;

  const at = (xs: readonly Scalar[], i: number) =>
    xs.length === 0 ? inputs[3] : xs[((i % xs.length) + xs.length) % xs.length];
  const read = (reference: Reference, round: number): Scalar => {
    switch (reference.from) {
      case "constant":
        return constants[reference.index];
      case "table":
        if (reference.kind === "each") return 1 / (round + 1);
        return reference.kind === "once" ? (round === 4 ? 3 : 2) : (round % 2 === 0 ? 0 : -0);
      case "input":
        return at(inputs, reference.start + reference.step * round);
      case "local":
        return locals[Math.max(0, locals.length - 1 - reference.back)];
      case "carried":
        return carried[reference.index];
      case "list": {
        const list = lists[reference.index];
        const { order, offset } = reference;
        if (order === "first") return at(list, offset);
        if (order === "last") return at(list, -1 - offset);
        if (order === "forward") return at(list, round + offset);
        return at(list, order === "backward" ? -1 - round - offset : round * round + offset);
      }
    }
  };
  /** Runs statements, and returns whether their loop is to be left. */
  const run = (statements: readonly Statement[], round: number): boolean => {
    for (const statement of statements) {
      if (++done > most) return true;
      switch (statement.do) {
        case "unary":
          locals.push(unaries[statement.index](read(statement.x, round)));
          break;
        case "binary":
          locals.push(
            binaries[statement.index](read(statement.x, round), read(statement.y, round)),
          );
          break;
        case "carry":
          carried[statement.index] = locals[locals.length - 1];
          break;
        case "reset":
          carried[statement.index] = 0;
          break;
        case "push":
          lists[statement.index].push(locals[locals.length - 1]);
          break;
        case "branch":
          if (lt(read(statement.x, round), read(statement.y, round))) {
            carried[statement.index] = add(carried[statement.index], 1);
          }
          break;
        case "read":
          locals.push(add(locals[locals.length - 1], value(read(statement.x, round)) > 0 ? 1 : 2));
          break;
        case "leave":
          if (gt(read(statement.x, round), mul(1e3, read(statement.y, round)))) return true;
          break;
        case "loop": {
          const { rounds, count, unlike, body } = statement;
          const times = count === "growing"
            ? Math.min(rounds, 2 + round)
            : count === "alternating"
            ? rounds + round % 2
            : rounds;
          for (let i = 0; i < times; i++) {
            if (i === unlike) locals.push(mul(locals[locals.length - 1], inputs[4]));
            if (run(body, i)) break;
          }
        }
      }
    }
    return false;
  };
  run(program, 0);
  return [...carried, ...lists.flat(), ...locals.slice(-2)];
}

const small = fc.nat(3);
const reference: fc.Arbitrary<Reference> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ from: fc.constant("constant" as const), index: fc.nat(6) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      from: fc.constant("table" as const),
      kind: fc.constantFrom("each" as const, "once" as const, "signs" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      from: fc.constant("input" as const),
      start: fc.nat(INPUTS - 1),
      step: fc.constantFrom(0, 1, -1, 2),
    }),
  },
  { weight: 4, arbitrary: fc.record({ from: fc.constant("local" as const), back: small }) },
  {
    weight: 2,
    arbitrary: fc.record({ from: fc.constant("carried" as const), index: fc.nat(CARRIED - 1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      from: fc.constant("list" as const),
      index: fc.nat(LISTS - 1),
      order: fc.constantFrom(
        "forward" as const,
        "backward" as const,
        "jumping" as const,
        "first" as const,
        "last" as const,
      ),
      offset: small,
    }),
  },
);

const { statement } = fc.letrec<{ statement: Statement; loop: LoopStatement }>((tie) => ({
  loop: fc.record({
    do: fc.constant("loop" as const),
    rounds: fc.integer({ min: 2, max: 30 }),
    count: fc.constantFrom(
      "fixed" as const,
      "fixed" as const,
      "growing" as const,
      "alternating" as const,
    ),
    unlike: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, {
      weight: 1,
      arbitrary: fc.nat(8),
    }),
    body: fc.array(tie("statement"), { minLength: 1, maxLength: 6 }),
  }),
  statement: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant("binary" as const),
        index: fc.constantFrom(0, 0, 1, 1, 2, 3, 4, 5, 6),
        x: reference,
        y: reference,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("unary" as const), index: fc.nat(3), x: reference }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("carry" as const), index: fc.nat(CARRIED - 1) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("push" as const), index: fc.nat(LISTS - 1) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("reset" as const), index: fc.nat(CARRIED - 1) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("branch" as const),
        x: reference,
        y: reference,
        index: fc.nat(CARRIED - 1),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("read" as const), x: reference }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("leave" as const), x: reference, y: reference }),
    },
    { weight: 3, arbitrary: tie("loop") },
  ),
}));

/** A program: some statements, most of them loops. */
export const loopPrograms: fc.Arbitrary<Statement[]> = fc.array(
  fc.oneof({ weight: 1, arbitrary: statement }, {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("loop" as const),
      rounds: fc.integer({ min: 3, max: 100 }),
      count: fc.constant("fixed" as const),
      unlike: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, {
        weight: 1,
        arbitrary: fc.nat(8),
      }),
      body: fc.array(statement, { minLength: 1, maxLength: 8 }),
    }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** The number of inputs of every program. */
export const LOOP_INPUTS: number = INPUTS;
