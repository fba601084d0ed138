// What a trace makes of operations: it computes them as numbers do, and writes them into a graph. What the
// function asks about its numbers becomes a guard; a structural zero of some runs only keeps its condition.

import { type AnyBox, Traced, withoutCondition } from "../values/box.ts";
import type { Comparison, Interpreter } from "../values/interpreter.ts";
import type { Level } from "../values/level.ts";
import { type Operation, operationOf } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { add, mul } from "../elementary/arithmetic.ts";
import { comparisons } from "../elementary/comparison.ts";
import type { Graph, Place } from "./graph.ts";
import type { Guard } from "./guarded_trace.ts";

const ADD = /* @__PURE__ */ operationOf(add.row, 2);
const MUL = /* @__PURE__ */ operationOf(mul.row, 2);

/** A run does no more operations than these for each instruction that may be written. */
const MOST_SHARED = 32;

/** The end of a trace that met what cannot be written down. */
export class Untraceable extends Error {
  override readonly name = "Untraceable";
}

/** The interpreter of one trace. */
export class Tracer implements Interpreter {
  readonly guards: Guard[] = [];
  readonly rules = new Set<string>();
  /** The number that each place of the graph is in this run. */
  readonly values: number[] = [];
  /** Operations that ran outside of derivatives, and inside of one. */
  readonly work = { plain: 0, differentiated: 0 };
  refusal: Untraceable | undefined;
  /** Of each question, the pairs of places it was asked about. */
  private readonly answered = new Map<Guard["question"], Set<number>>();
  selects = false;
  /** Values of operations that have not been answered: more than 0 once one has thrown. */
  private unfinished = 0;

  constructor(
    private readonly level: Level,
    private readonly longest: number,
    readonly graph: Graph,
  ) {}

  /** Ends the trace that has met what cannot be written down, whatever the function made of that. */
  check(): void {
    // Where else an operation throws, no guard would say.
    if (this.unfinished > 0) this.refuse("it catches what the value of an operation throws");
    if (this.refusal !== undefined) throw this.refusal;
  }

  get isBounded(): boolean {
    return this.longest < Infinity;
  }

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
    const place = this.place(this.selects ? withoutCondition(x) : x);
    this.unfinished++;
    const value = operation.value(this.values[place]);
    this.unfinished--;
    return this.box(this.graph.unary(operation, place), value);
  }

  binary(operation: Operation, x: Scalar, y: Scalar): Scalar {
    if (this.selects && (conditionOf(x) !== undefined || conditionOf(y) !== undefined)) {
      return this.partly(operation, x, y);
    }
    return this.operate(operation, this.place(x), this.place(y));
  }

  list(operation: Operation, xs: readonly Scalar[]): Scalar {
    const places = xs.map((x) => this.place(withoutCondition(x)));
    this.unfinished++;
    const value = operation.value(places.map((place) => this.values[place]));
    this.unfinished--;
    return this.box(this.graph.list(operation, places), value);
  }

  compare(comparison: Comparison, x: Scalar, y: Scalar): boolean {
    const left = this.place(withoutCondition(x));
    const right = this.place(withoutCondition(y));
    const outcome = comparisons[comparison](this.values[left], this.values[right]);
    if (this.graph.isConstant(left) && this.graph.isConstant(right)) return outcome;
    this.guard(comparison, left, right, outcome);
    return outcome;
  }

  read(x: Traced): number {
    const place = this.place(withoutCondition(x));
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

  noteRule(call: string): void {
    this.rules.add(call);
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
      return this.binary(operation, withoutCondition(x), withoutCondition(y));
    }
    const left = conditionOf(x);
    const right = conditionOf(y);
    const both = left !== undefined && right !== undefined;
    const a = this.place(x);
    const b = this.place(y);
    if (operation === MUL) {
      const product = this.operate(MUL, a, b);
      const condition = both ? this.where(left, right, this.constant(0)).index : left ?? right;
      return new Traced(this.level, product.primal, product.index, condition);
    }
    const summand = (place: Place, condition: Place | undefined) =>
      condition === undefined ? place : this.where(condition, place, this.constant(-0)).index;
    const sum = this.operate(ADD, summand(a, left), summand(b, right));
    if (!both) return sum;
    const condition = this.where(left, this.constant(1), right).index;
    return new Traced(this.level, sum.primal, sum.index, condition);
  }

  private operate(operation: Operation, left: Place, right: Place): Traced {
    this.unfinished++;
    const value = operation.value(this.values[left], this.values[right]);
    this.unfinished--;
    return this.box(this.graph.binary(operation, left, right), value);
  }

  private guard(
    question: Guard["question"],
    left: Place,
    right: Place,
    outcome: boolean | number,
  ): void {
    let answered = this.answered.get(question);
    if (answered === undefined) this.answered.set(question, answered = new Set());
    // One number for a pair: a graph of 2²⁶ instructions is more than there is memory for.
    const pair = left * 2 ** 26 + right;
    if (answered.has(pair)) return;
    answered.add(pair);
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

  private box(place: Place, value: number): Traced {
    const { work } = this;
    if (this.level.isInnermost) work.plain++;
    else work.differentiated++;
    // Equal instructions are shared: what does the same for ever never becomes longer.
    if (work.plain + work.differentiated > MOST_SHARED * this.longest) {
      this.refuse(`it does more than ${MOST_SHARED * this.longest} operations, most of them again`);
    }
    this.values[place] = value;
    return new Traced(this.level, value, place);
  }
}

function conditionOf(x: Scalar): Place | undefined {
  return x instanceof Traced ? x.condition : undefined;
}
