// Tracing: a function runs once on boxes that compute as numbers do, and every operation is written into a
// graph on the way. What the function asks about its numbers becomes a guard.

import { type AnyBox, settled as unconditional, Traced } from "../core/box.ts";
import {
  type Comparison,
  currentInterpreter,
  type Interpreter,
  interpreting,
} from "../core/interpreter.ts";
import { Level, type Subject } from "../core/level.ts";
import { type Operation, operationOf } from "../core/operation.ts";
import type { Scalar } from "../core/scalar.ts";
import { isPromise } from "../core/settle.ts";
import { add, mul } from "../elementary/arithmetic.ts";
import { comparisons } from "../elementary/comparison.ts";
import { Graph, type Place } from "../graph/graph.ts";
import type { Guard } from "../graph/path.ts";

const ADD = operationOf(add.row, 2);
const MUL = operationOf(mul.row, 2);

/** A run that was written down. */
export interface Trace {
  readonly graph: Graph;
  readonly guards: readonly Guard[];
  /** Calls of functions that have a rule of their own: what it says of derivatives is not in the graph. */
  readonly rules: ReadonlySet<string>;
  /** What the function returned, boxes and all. */
  readonly result: unknown;
  /** The place of a scalar of the result, or `undefined` for a box that is not of this trace. */
  readonly placeOf: (x: Scalar) => Place | undefined;
}

/** The end of a trace that met what cannot be written down. */
export class Untraceable extends Error {
  override readonly name = "Untraceable";
}

/**
 * Runs a function of a list of numbers on traced boxes.
 *
 * @param verb the transform that is called, @param f the function it is called on, for error messages
 * @param longest how many instructions there may be
 * @param graph what they are written into
 * @throws {Untraceable} if the function meets what cannot be written down, and whatever it throws itself.
 */
export function traceRun(
  verb: string,
  f: Subject,
  run: (inputs: Scalar[]) => unknown,
  inputs: readonly number[],
  longest = Infinity,
  graph: Graph = new Graph(),
): Trace {
  const level = new Level("trace", verb, f);
  const tracer = new Tracer(level, longest, graph);
  const hidden = [...level.around()].filter(({ phase }) => phase === "open");
  for (const outer of hidden) outer.phase = "hidden";
  level.phase = "traced";
  let isAsynchronous = false;
  try {
    const result = interpreting(tracer, () => {
      const answer = run(inputs.map((input) => tracer.input(input)));
      isAsynchronous = isPromise(answer);
      if (tracer.refusal !== undefined) throw tracer.refusal;
      return answer;
    });
    return {
      graph: tracer.graph,
      guards: tracer.guards,
      rules: tracer.rules,
      result,
      placeOf: (x) => tracer.placeOf(x),
    };
  } catch (error) {
    // A function that catches the refusal and throws another error has been refused all the same.
    throw tracer.refusal ?? error;
  } finally {
    level.close();
    // What an asynchronous function does after this trace was given up, it does on numbers.
    if (isAsynchronous) level.phase = "paused";
    for (const outer of hidden) outer.phase = "open";
  }
}

/** Notes that a function with a rule of its own is written down as what it computes, without the rule. */
export function noteRule(call: string): void {
  const running = currentInterpreter();
  if (running instanceof Tracer) running.rules.add(call);
}

class Tracer implements Interpreter {
  readonly guards: Guard[] = [];
  readonly rules = new Set<string>();
  /** The number that each place of the graph is in this run. */
  readonly values: number[] = [];
  refusal: Untraceable | undefined;
  private readonly answered = new Set<string>();
  selects = false;

  constructor(
    private readonly level: Level,
    private readonly longest: number,
    readonly graph: Graph,
  ) {}

  input(primal: number): Traced {
    return this.box(this.graph.input(), primal);
  }

  placeOf(x: Scalar): Place | undefined {
    if (typeof x === "number") return this.constant(x);
    const box = x as AnyBox;
    // No other boxes than this trace's are of its level.
    return box.level === this.level ? (box as Traced).index : undefined;
  }

  unary(operation: Operation, x: Scalar): Scalar {
    const place = this.place(this.selects ? unconditional(x) : x);
    const value = operation.value(this.values[place]);
    return this.box(this.graph.unary(operation, place), value);
  }

  binary(operation: Operation, x: Scalar, y: Scalar): Scalar {
    if (this.selects && (conditionOf(x) !== undefined || conditionOf(y) !== undefined)) {
      return this.partly(operation, x, y);
    }
    const left = this.place(x);
    const right = this.place(y);
    const value = operation.value(this.values[left], this.values[right]);
    return this.box(this.graph.binary(operation, left, right), value);
  }

  list(operation: Operation, xs: readonly Scalar[]): Scalar {
    const places = xs.map((x) => this.place(unconditional(x)));
    const value = operation.value(places.map((place) => this.values[place]));
    return this.box(this.graph.list(operation, places), value);
  }

  compare(comparison: Comparison, x: Scalar, y: Scalar): boolean {
    const left = this.place(unconditional(x));
    const right = this.place(unconditional(y));
    const outcome = comparisons[comparison](this.values[left], this.values[right]);
    if (this.graph.isConstant(left) && this.graph.isConstant(right)) return outcome;
    this.guard(comparison, left, right, outcome);
    return outcome;
  }

  read(x: Traced): number {
    const place = this.place(unconditional(x));
    if (!this.graph.isConstant(place)) this.guard("value", place, 0, this.values[place]);
    return this.values[place];
  }

  selecting(partial: Traced): Traced {
    this.selects = true;
    return new Traced(this.level, partial.primal, partial.index, partial.index);
  }

  settled({ index, condition }: Traced): Traced {
    return condition === undefined
      ? this.box(index, this.values[index])
      : this.where(condition, index, this.constant(0));
  }

  checkRule(verb: string): void {
    if (this.selects) {
      this.refuse(
        `${verb} has a rule, and whether it applies depends on what an operation selects`,
      );
    }
  }

  refuse(reason: string): never {
    this.refusal ??= new Untraceable(reason);
    throw this.refusal;
  }

  /**
   * An operation on structural zeros of some runs. The chain rule multiplies and adds them, and nothing
   * else: a product is one wherever a factor is, a sum wherever both summands are, and a summand that is
   * one leaves every bit of the other, as does −0.
   */
  private partly(operation: Operation, x: Scalar, y: Scalar): Scalar {
    if (operation !== MUL && operation !== ADD) {
      return this.binary(operation, unconditional(x), unconditional(y));
    }
    const left = conditionOf(x);
    const right = conditionOf(y);
    const both = left !== undefined && right !== undefined;
    const a = this.place(x);
    const b = this.place(y);
    if (operation === MUL) {
      const product = this.binary(MUL, this.bare(a), this.bare(b)) as Traced;
      const condition = both ? this.where(left, right, this.constant(0)).index : left ?? right;
      return new Traced(this.level, product.primal, product.index, condition);
    }
    const summand = (place: Place, condition: Place | undefined) =>
      condition === undefined ? this.bare(place) : this.where(condition, place, this.constant(-0));
    const sum = this.binary(ADD, summand(a, left), summand(b, right)) as Traced;
    if (!both) return sum;
    const condition = this.where(left, this.constant(1), right).index;
    return new Traced(this.level, sum.primal, sum.index, condition);
  }

  private guard(
    question: Guard["question"],
    left: Place,
    right: Place,
    outcome: boolean | number,
  ): void {
    const key = `${question} ${left} ${right}`;
    if (this.answered.has(key)) return;
    this.answered.add(key);
    this.guards.push({ at: this.graph.size, question, left, right, outcome });
  }

  private where(condition: Place, x: Place, y: Place): Traced {
    const value = this.values[condition] !== 0 ? this.values[x] : this.values[y];
    return this.box(this.graph.where(condition, x, y), value);
  }

  private place(x: Scalar): Place {
    if (this.graph.size > this.longest) {
      this.refuse(`it is longer than the ${this.longest} instructions that may still be compiled`);
    }
    return this.placeOf(x) ?? this.refuse("it uses a value that a derivative follows");
  }

  private constant(value: number): Place {
    const place = this.graph.constant(value);
    this.values[place] = value;
    return place;
  }

  private bare(place: Place): Traced {
    return new Traced(this.level, this.values[place], place);
  }

  private box(place: Place, value: number): Traced {
    this.values[place] = value;
    return new Traced(this.level, value, place);
  }
}

function conditionOf(x: Scalar): Place | undefined {
  return x instanceof Traced ? x.condition : undefined;
}
