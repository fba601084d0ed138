// The interpreter of a trace: it computes operations on numbers, and adds each as an instruction to a graph. A
// question about numbers becomes a guard. A value that is a structural zero in some runs only keeps the condition.

import type { Page } from "../values/backpropagators.ts";
import type { AnyBox } from "../values/box.ts";
import type { Cotangents } from "../values/cotangents.ts";
import type { Comparison, Interpreter } from "../values/interpreter.ts";
import type { Level } from "../values/level.ts";
import { isInnermost } from "../values/nesting.ts";
import type { Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { Traced } from "../values/traced.ts";
import { comparisons } from "../elementary/comparison.ts";
import { conditionOf } from "./conditions.ts";
import type { Graph, Place } from "./graph.ts";
import { type Apart, Frame } from "./frame.ts";
import { PlaceNumbers } from "./place_numbers.ts";
import { pullBackPlaces } from "./pull_back_places.ts";
import { Questions } from "./questions.ts";
import { SelectedValues } from "./selected_values.ts";
import { TraceLength, Untraceable, type Work } from "./trace_length.ts";

/** The interpreter of one trace. */
export class Tracer implements Interpreter {
  /** What was asked so far, of the step where one is traced for itself. */
  questions: Questions = new Questions();
  /** The whole trace, and the parts of it that are being traced apart, the outermost first. */
  readonly frames: Frame[] = [new Frame(0)];
  keepLoop: Interpreter["keepLoop"];
  readonly rules: Set<string> = new Set();
  readonly numbers: PlaceNumbers;
  refusal: Untraceable | undefined;
  private readonly selected = new SelectedValues(this);
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
    this.numbers = new PlaceNumbers(graph);
    graph.onMissing = () => this.refuse("it asks again for a number of a long loop");
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
    const own = this.withoutCondition(x);
    const place = this.place(own);
    this.unfinished++;
    const value = operation.value(this.numbers.of(own, place));
    this.unfinished--;
    return this.box(this.graph.unary(operation, place), value);
  }

  binary(operation: Operation, x: Scalar, y: Scalar): Scalar {
    if (this.selects && (conditionOf(x) !== undefined || conditionOf(y) !== undefined)) {
      return this.selected.operate(operation, x, y);
    }
    const left = this.place(x);
    const right = this.place(y);
    this.unfinished++;
    const value = operation.value(this.numbers.of(x, left), this.numbers.of(y, right));
    this.unfinished--;
    return this.box(this.graph.binary(operation, left, right), value);
  }

  private list(operation: Operation, xs: readonly Scalar[]): Scalar {
    const own = xs.map((x) => this.withoutCondition(x));
    const places = own.map((x) => this.place(x));
    this.unfinished++;
    const value = operation.value(own.map((x, i) => this.numbers.of(x, places[i])));
    this.unfinished--;
    return this.box(this.graph.list(operation, places), value);
  }

  pullBack(page: Page, cotangents: Cotangents, first: number, last: number): number {
    return pullBackPlaces(this, page, cotangents, first, last);
  }

  compare(comparison: Comparison, x: Scalar, y: Scalar): boolean {
    const [a, b] = [x, y].map((own) => this.withoutCondition(own));
    const [left, right] = [this.place(a), this.place(b)];
    const outcome = comparisons[comparison](this.numbers.of(a, left), this.numbers.of(b, right));
    if (this.graph.isConstant(left) && this.graph.isConstant(right)) return outcome;
    this.questions.ask({ at: this.graph.size, question: comparison, left, right, outcome });
    return outcome;
  }

  read(x: Traced): number {
    const own = this.withoutCondition(x);
    const left = this.place(own);
    const outcome = this.numbers.of(own, left);
    if (!this.graph.isConstant(left)) {
      this.firstRead ??= new Error("The first number that is read");
      this.questions.ask({ at: this.graph.size, question: "value", left, right: 0, outcome });
    }
    return outcome;
  }

  selecting(partial: Scalar, condition: Scalar): Scalar {
    return this.selected.selecting(partial, condition);
  }

  withoutCondition(x: Scalar): Scalar {
    return this.selects ? this.selected.withoutCondition(x) : x;
  }

  decided(x: Traced): Traced | undefined {
    return this.selected.decided(x);
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

  /** Returns the place of the result of an operation of two places, which is a certain number. */
  placeOfTwo(operation: Operation, left: Place, right: Place, value: number): Place {
    return this.enter(this.graph.binary(operation, left, right), value);
  }

  /** Returns the box of a scalar of this trace. */
  boxOf(x: Scalar): Traced {
    return typeof x === "number" ? new Traced(this.level, x, this.constant(x)) : x as Traced;
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

  /** Returns the box of a place with a certain number. */
  box(place: Place, value: number): Traced {
    return new Traced(this.level, value, this.enter(place, value));
  }
}
