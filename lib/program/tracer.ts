// The interpreter of a trace: it computes operations on numbers, and adds each as an instruction to a graph. A
// question about numbers becomes a guard. A value that is a structural zero in some runs only keeps the condition.

import type { Page } from "../values/backpropagators.ts";
import { type AnyBox, Traced, withoutCondition } from "../values/box.ts";
import type { Cotangents } from "../values/cotangents.ts";
import type { Comparison, Interpreter } from "../values/interpreter.ts";
import type { Level } from "../values/level.ts";
import { evaluate, type Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { comparisons } from "../elementary/comparison.ts";
import type { Graph, Place } from "./graph.ts";
import type { Guard } from "./guarded_trace.ts";
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

  unary(operation: Operation, x: Scalar): Scalar {
    const place = this.place(this.selects ? withoutCondition(x) : x);
    this.unfinished++;
    const value = operation.value(this.numbers.at(place));
    this.unfinished--;
    return this.box(this.graph.unary(operation, place), value);
  }

  binary(operation: Operation, x: Scalar, y: Scalar): Scalar {
    if (this.selects && (conditionOf(x) !== undefined || conditionOf(y) !== undefined)) {
      return this.operateOnSelected(operation, x, y);
    }
    return this.operate(operation, this.place(x), this.place(y));
  }

  list(operation: Operation, xs: readonly Scalar[]): Scalar {
    const places = xs.map((x) => this.place(withoutCondition(x)));
    this.unfinished++;
    const value = operation.value(places.map((place) => this.numbers.at(place)));
    this.unfinished--;
    return this.box(this.graph.list(operation, places), value);
  }

  pullBack(page: Page, cotangents: Cotangents, first: number, last: number): number {
    return pullBackPlaces(this, page, cotangents, first, last);
  }

  compare(comparison: Comparison, x: Scalar, y: Scalar): boolean {
    const left = this.place(withoutCondition(x));
    const right = this.place(withoutCondition(y));
    const outcome = comparisons[comparison](this.numbers.at(left), this.numbers.at(right));
    if (this.graph.isConstant(left) && this.graph.isConstant(right)) return outcome;
    this.guard(comparison, left, right, outcome);
    return outcome;
  }

  read(x: Traced): number {
    const place = this.place(withoutCondition(x));
    if (!this.graph.isConstant(place)) {
      this.firstRead ??= new Error("The first number that is read");
      this.guard("value", place, 0, this.numbers.at(place));
    }
    return this.numbers.at(place);
  }

  selecting(partial: Traced): Traced {
    this.selects = true;
    return new Traced(this.level, partial.primal, partial.index, partial.index);
  }

  settled({ index, condition }: Traced): Traced {
    return condition === undefined
      ? this.box(index, this.numbers.at(index))
      : this.where(condition, index, this.constant(0));
  }

  decided({ index, condition }: Traced): Traced | undefined {
    if (condition === undefined) return this.box(index, this.numbers.at(index));
    const isThere = this.compare("ne", this.box(condition, this.numbers.at(condition)), 0);
    return isThere ? this.box(index, this.numbers.at(index)) : undefined;
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

  private operateOnSelected(operation: Operation, x: Scalar, y: Scalar): Scalar {
    if (operation !== MUL && operation !== ADD) {
      return this.binary(operation, withoutCondition(x), withoutCondition(y));
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
    const place = this.graph.binary(operation, left, right);
    this.length.count(this.level.isInnermost);
    this.numbers.set(place, value);
    return place;
  }

  private guard(
    question: Guard["question"],
    left: Place,
    right: Place,
    outcome: boolean | number,
  ): void {
    this.questions.ask({ at: this.graph.size, question, left, right, outcome });
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

  private box(place: Place, value: number): Traced {
    this.length.count(this.level.isInnermost);
    this.numbers.set(place, value);
    return new Traced(this.level, value, place);
  }
}

function conditionOf(x: Scalar): Place | undefined {
  return x instanceof Traced ? x.condition : undefined;
}
