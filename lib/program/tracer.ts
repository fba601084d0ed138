// The interpreter of a trace: it computes operations on numbers, and adds each as an instruction to a graph. A
// question about numbers becomes a guard. A value that is a structural zero in some runs only keeps the condition.

import type { Page } from "../values/backpropagators.ts";
import type { AnyBox } from "../values/box.ts";
import type { Cotangents } from "../values/cotangents.ts";
import type { Comparison, Interpreter } from "../values/interpreter.ts";
import type { Level } from "../values/level.ts";
import { isInnermost } from "../values/nesting.ts";
import { evaluate, type Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { Traced } from "../values/traced.ts";
import { comparisons } from "../elementary/comparison.ts";
import { changedBeneath, conditionIn, conditionOf, withCondition } from "./conditions.ts";
import type { Graph, Place } from "./graph.ts";
import { type Apart, Frame } from "./frame.ts";
import { PlaceNumbers } from "./place_numbers.ts";
import { pullBackPlaces } from "./pull_back_places.ts";
import { Questions } from "./questions.ts";
import { StructuralZeros } from "./structural_zeros.ts";
import { TraceLength, Untraceable, type Work } from "./trace_length.ts";
import { ADD, MUL, WHERE } from "./simplify.ts";

/** The interpreter of one trace. */
export class Tracer implements Interpreter {
  /** What was asked so far, of the step where one is traced for itself. */
  questions: Questions = new Questions();
  /** The whole trace, and the parts of it that are being traced apart, the outermost first. */
  readonly frames: Frame[] = [new Frame(0)];
  keepLoop: Interpreter["keepLoop"];
  readonly rules: Set<string> = new Set();
  readonly numbers: PlaceNumbers = new PlaceNumbers();
  refusal: Untraceable | undefined;
  private readonly zeros = new StructuralZeros({
    operate: (operation, left, right) => this.placeOfTwo(operation, left, right),
    where: (condition, x, y) => this.where(condition, x, y).index,
    constant: (value) => this.constant(value),
  });
  /** Made where a number was first read. */
  firstRead: Error | undefined;
  selects = false;
  /** The number of operations whose values have not returned: more than 0 once one has thrown. */
  private unfinished = 0;
  readonly level: Level;
  private readonly length: TraceLength;
  readonly graph: Graph;

  constructor(level: Level, longest: number, graph: Graph) {
    this.level = level;
    this.length = new TraceLength(longest, graph, (reason) => this.refuse(reason));
    this.graph = graph;
  }

  /** Ends the trace if it has been refused, also where the function has caught that error. */
  check(): void {
    // Whether an operation throws depends on its operands, and no guard can express that.
    if (this.unfinished > 0) this.refuse("it catches what the value of an operation throws");
    if (this.refusal !== undefined) throw this.refusal;
  }

  get work(): Work {
    return this.length.work;
  }

  get isBounded(): boolean {
    return this.length.isBounded;
  }

  /**
   * Runs a part of the function apart: no later instruction is shared with those that it makes. It is a part of what is
   * around it if it has no arguments and asks nothing, and is left out of it otherwise.
   *
   * @param key what tells its loops from others
   */
  apart<T>(key: string, primals: readonly number[], run: (args: Traced[]) => T): Apart<T> {
    const { questions, graph, frames, frames: { length: depth } } = this;
    const own = this.questions = new Questions(key);
    const frame = new Frame(graph.size);
    frames.push(frame);
    try {
      return graph.apart(() => {
        const result = run(primals.map((primal) => this.box(graph.argument(), primal)));
        return { result, frame, guards: own.guards };
      });
    } finally {
      this.questions = questions;
      frames.length = depth;
      const isPart = primals.length === 0 && own.guards.length === 0;
      frames[depth - 1].add(frame, graph.size, isPart);
    }
  }

  /** Returns the box of a place. */
  boxAt(place: Place): Traced {
    return new Traced(this.level, this.numbers.at(place), place);
  }

  input(primal: number): Traced {
    return this.box(this.graph.input(), primal);
  }

  placeOf(x: Scalar): Place | undefined {
    if (typeof x === "number") return this.constant(x);
    const box = x as AnyBox;
    // A box of this level is always a traced one.
    return box.level === this.level ? (box as Traced).index : undefined;
  }

  operation(operation: Operation, operands: readonly Scalar[]): Scalar {
    if (operation.arity === "list") return this.list(operation, operands);
    const [x, y] = operands;
    return operation.arity === 1 ? this.unary(operation, x) : this.binary(operation, x, y);
  }

  private unary(operation: Operation, x: Scalar): Scalar {
    const place = this.place(this.withoutCondition(x));
    this.unfinished++;
    const value = operation.value(this.numbers.at(place));
    this.unfinished--;
    return this.box(this.graph.unary(operation, place), value);
  }

  private binary(operation: Operation, x: Scalar, y: Scalar): Scalar {
    if (this.selects && (conditionOf(x) !== undefined || conditionOf(y) !== undefined)) {
      return this.operateOnSelected(operation, x, y);
    }
    return this.operate(operation, this.place(x), this.place(y));
  }

  private list(operation: Operation, xs: readonly Scalar[]): Scalar {
    const places = xs.map((x) => this.place(this.withoutCondition(x)));
    this.unfinished++;
    const value = operation.value(places.map((place) => this.numbers.at(place)));
    this.unfinished--;
    return this.box(this.graph.list(operation, places), value);
  }

  pullBack(page: Page, cotangents: Cotangents, first: number, last: number): number {
    return pullBackPlaces(this, page, cotangents, first, last);
  }

  compare(comparison: Comparison, x: Scalar, y: Scalar): boolean {
    const [left, right] = [x, y].map((own) => this.place(this.withoutCondition(own)));
    const outcome = comparisons[comparison](this.numbers.at(left), this.numbers.at(right));
    if (this.graph.isConstant(left) && this.graph.isConstant(right)) return outcome;
    this.questions.ask({ at: this.graph.size, question: comparison, left, right, outcome });
    return outcome;
  }

  read(x: Traced): number {
    const place = this.place(this.withoutCondition(x));
    if (!this.graph.isConstant(place)) {
      this.firstRead ??= new Error("The first number that is read");
      const [left, outcome] = [place, this.numbers.at(place)];
      this.questions.ask({ at: this.graph.size, question: "value", left, right: 0, outcome });
    }
    return this.numbers.at(place);
  }

  selecting(partial: Scalar, condition: Scalar): Scalar {
    const place = conditionIn(condition);
    if (place === undefined) return partial;
    this.selects = true;
    return withCondition(partial, place);
  }

  withoutCondition(x: Scalar): Scalar {
    if (!this.selects) return x;
    return changedBeneath(x, (own) => {
      const { index, condition } = own;
      return condition === undefined ? own : this.where(condition, index, this.constant(0));
    });
  }

  decided({ index, condition }: Traced): Traced | undefined {
    const place = condition!;
    const isThere = this.compare("ne", this.box(place, this.numbers.at(place)), 0);
    return isThere ? this.box(index, this.numbers.at(index)) : undefined;
  }

  noteRule(call: string): void {
    this.rules.add(call);
  }

  checkRule(verb: string): void {
    if (!this.selects) return;
    this.refuse(`${verb} has a rule, and whether it applies depends on what an operation selects`);
  }

  refuse(reason: string): never {
    this.refusal ??= new Untraceable(reason);
    throw this.refusal;
  }

  private operateOnSelected(operation: Operation, x: Scalar, y: Scalar): Scalar {
    if (operation !== MUL && operation !== ADD) {
      return this.binary(operation, this.withoutCondition(x), this.withoutCondition(y));
    }
    const [a, b] = [this.place(x), this.place(y)];
    const [left, right] = [conditionOf(x), conditionOf(y)];
    const { place, condition } = operation === MUL
      ? this.zeros.product(a, left, b, right)
      : this.zeros.sum(a, left, b, right);
    return new Traced(this.level, this.numbers.at(place), place, condition);
  }

  private operate(operation: Operation, left: Place, right: Place): Traced {
    const place = this.placeOfTwo(operation, left, right);
    return new Traced(this.level, this.numbers.at(place), place);
  }

  /** Returns the place of the result of an operation of two places. */
  placeOfTwo(operation: Operation, left: Place, right: Place): Place {
    this.unfinished++;
    const value = operation.value(this.numbers.at(left), this.numbers.at(right));
    this.unfinished--;
    return this.enter(this.graph.binary(operation, left, right), value);
  }

  private where(condition: Place, x: Place, y: Place): Traced {
    const value = evaluate(WHERE, [condition, x, y].map((place) => this.numbers.at(place)));
    return this.box(this.graph.list(WHERE, [condition, x, y]), value);
  }

  private place(x: Scalar): Place {
    return this.placeOf(x) ?? this.refuse("it uses a value that a derivative follows");
  }

  /** Returns the place of a constant. */
  constant(value: number): Place {
    const place = this.graph.constant(value);
    this.numbers.set(place, value);
    return place;
  }

  private enter(place: Place, value: number): Place {
    this.length.count(isInnermost(this.level));
    this.numbers.set(place, value);
    return place;
  }

  private box(place: Place, value: number): Traced {
    return new Traced(this.level, value, this.enter(place, value));
  }
}
