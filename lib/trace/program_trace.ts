// The public class of a trace: a program that prints itself, and that both modes annotate with derivatives.

import { type Callable, checkOptions } from "../trees/call.ts";
import { describe, nameOf } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type { Argument, Trees } from "../trees/types.ts";
import { adjointsOfSteps, type Excerpt, tangentsOfSteps } from "../program/rerun.ts";
import { displayProperties } from "./views/display.ts";
import { dotOf } from "./views/dot.ts";
import { type FormulaSize, formulaSizeOf, formulasOf } from "./views/formula.ts";
import { htmlOf } from "./views/html.ts";
import { infixOf } from "./views/infix.ts";
import { latexOf } from "./views/latex.ts";
import { mermaidOf } from "./views/mermaid.ts";
import type { FormulaOptions } from "./views/notation.ts";
import type { PictureOptions } from "./views/picture.ts";
import type { Output, Program, Question, Step } from "./views/program.ts";
import { tableOf, textOf } from "./views/table.ts";
import { type Nonfinite, nonfiniteIn } from "./nonfinite.ts";

/** The run that a program is the trace of, with what is needed to run it again. */
export interface Origin {
  readonly f: Callable;
  readonly args: readonly unknown[];
  readonly primals: readonly number[];
  readonly result: unknown;
  readonly excerpt: Excerpt;
  /** The calls of functions with derivative rules of their own, which the steps do not contain. */
  readonly rules: ReadonlySet<string>;
}

/** Most rows of a table that is displayed without being asked for; `toString` prints all. */
const MOST_ROWS = 60;

/**
 * The program of one run of a function: its Wengert list, with the number that every step computed. It is
 * immutable; `tangents` and `adjoints` return annotated copies.
 */
export class ProgramTrace<A extends unknown[] = unknown[], Out = unknown> implements Program {
  /** The name of the function. */
  readonly name: string;
  /** All steps in the order in which they ran, the inputs first. */
  readonly steps: readonly Step[];
  /** The numbers of the arguments, depth first. */
  readonly inputs: readonly Step[];
  /** The numbers of the result, depth first. */
  readonly outputs: readonly Output[];
  /** The comparisons and `value` calls of the function: the trace holds for inputs with the same outcomes. */
  readonly questions: readonly Question[];
  /** Whether the steps have tangents. */
  readonly hasTangents: boolean;
  /** Whether the steps have adjoints. */
  readonly hasAdjoints: boolean;
  readonly #origin: Origin;

  /** Makes a trace from its program. Use the function `trace` instead. */
  constructor(program: Program, origin: Origin) {
    this.name = program.name;
    this.steps = program.steps;
    this.inputs = program.inputs;
    this.outputs = program.outputs;
    this.questions = program.questions;
    this.hasTangents = program.hasTangents;
    this.hasAdjoints = program.hasAdjoints;
    this.#origin = origin;
    // Defined here, since assignments to the prototype would keep the class in bundles that do not use it.
    const text = () => textOf(tableOf(this, MOST_ROWS));
    Object.defineProperties(this, displayProperties(text, () => this.toHtml()));
  }

  /**
   * Returns the same trace with the tangent of every step, by one forward pass.
   *
   * @param seed a list with a tangent for each argument, as for `jvp`; 1 by default, if there is one input
   * @throws {TypeError} if the seed has another structure than the arguments or holds boxes, or if a function
   * that was called has a derivative rule of its own.
   * @throws {RangeError} if there are several inputs and no seed.
   *
   * @example
   * ```ts
   * import { mul } from "@fluxion/ad";
   * import { trace } from "@fluxion/ad/trace";
   * import { assertEquals } from "@std/assert";
   *
   * const product = trace((a, b) => mul(a, b))(2, 3).tangents([1, 0]);
   * assertEquals(product.steps.map(({ tangent }) => tangent), [1, 0, 3]);
   * ```
   */
  tangents(seed?: Trees<A>): ProgramTrace<A, Out> {
    const { f, args, primals, excerpt } = this.#derivable("tangents");
    const seeds = seed === undefined
      ? this.#one("tangents", primals.length, "the arguments hold", "tangents, as for jvp")
      : numbersShapedLike(seed, "tangents", args, "args");
    const tangents = tangentsOfSteps(excerpt, f, primals, seeds);
    return this.#with({ hasTangents: true }, (step, i) => ({ ...step, tangent: tangents[i] }));
  }

  /**
   * Returns the same trace with the adjoint of every step, by one reverse pass.
   *
   * @param seed a cotangent of the result, as for the pullback of `vjp`; 1 by default, if there is one output
   * @throws {TypeError} if the seed has another structure than the result or holds boxes, or if a function
   * that was called has a derivative rule of its own.
   * @throws {RangeError} if there are several outputs and no seed.
   */
  adjoints(seed?: Argument<Out>): ProgramTrace<A, Out> {
    const { result } = this.#derivable("adjoints");
    const seeds = seed === undefined
      ? this.#one("adjoints", this.outputs.length, "the result holds", "a cotangent, as for vjp")
      : numbersShapedLike(seed, "cotangent", result, "result");
    const adjoints = this.#adjoints(seeds);
    return this.#with({ hasAdjoints: true }, (step, i) => ({ ...step, adjoint: adjoints[i] }));
  }

  /**
   * Returns the first step that makes a NaN or an infinity, or `undefined` if there is none. Looked for are,
   * in this order: a step whose value is not finite; a step whose contribution to the reverse pass is not,
   * from the adjoints of this trace, or from 1 for each output; and a step without a finite second
   * derivative, as at a kink.
   *
   * @throws {TypeError} if all values are finite and a function that was called has a derivative rule of its
   * own.
   *
   * @example
   * ```ts
   * import { sqrt } from "@fluxion/ad";
   * import { trace } from "@fluxion/ad/trace";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals(trace(sqrt)(4).nonfinite(), undefined);
   * assertEquals(trace(sqrt)(-1).nonfinite()?.message, "v₁ = sqrt(v₀) is NaN, at v₀ = -1 (the input x)");
   * assertEquals(trace(sqrt)(0).nonfinite()?.direction, "backward");
   * ```
   */
  nonfinite(): Nonfinite | undefined {
    return nonfiniteIn(this, this.#origin.excerpt, () => {
      if (this.hasAdjoints) return this.steps.map(({ adjoint }) => adjoint);
      this.#derivable("adjoints");
      return this.#adjoints(this.outputs.map(() => 1));
    });
  }

  /** Returns the whole Wengert table as text. */
  toString(): string {
    return textOf(tableOf(this, Infinity));
  }

  /**
   * Returns the results as formulas of the inputs, in plain infix such as `log(a*b)`. They hold for the
   * branches that were taken, and for reals, so that x/x is 1. Subexpressions that are used more than once
   * get names, in lines of their own, unless the option `expanded` is set.
   *
   * @throws {TypeError} if an option has another name.
   * @throws {RangeError} if the formula is to be expanded and would have more than 10,000 operations.
   */
  toInfix(options: FormulaOptions = {}): string {
    checkOptions("toInfix", options, ["expanded"]);
    return infixOf(formulasOf(this), options);
  }

  /**
   * Returns the results as formulas of the inputs, in LaTeX for display mathematics; otherwise the same as
   * `toInfix`.
   *
   * @throws {TypeError} if an option has another name.
   * @throws {RangeError} if the formula is to be expanded and would have more than 10,000 operations.
   */
  toLatex(options: FormulaOptions = {}): string {
    checkOptions("toLatex", options, ["expanded"]);
    return latexOf(formulasOf(this), options);
  }

  /** Returns how many operations the formula has, shared and expanded; their ratio is its expression swell. */
  formulaSize(): FormulaSize {
    return formulaSizeOf(formulasOf(this));
  }

  /**
   * Returns a picture in the language of Graphviz.
   *
   * @throws {TypeError} if an option has another name.
   */
  toDot(options: PictureOptions = {}): string {
    checkOptions("toDot", options, ["most", "direction"]);
    return dotOf(this, options);
  }

  /**
   * Returns a picture in the language of Mermaid.
   *
   * @throws {TypeError} if an option has another name.
   */
  toMermaid(options: PictureOptions = {}): string {
    checkOptions("toMermaid", options, ["most", "direction"]);
    return mermaidOf(this, options);
  }

  /** Returns the Wengert table as HTML, folded if it is long. */
  toHtml(): string {
    return htmlOf(tableOf(this, MOST_ROWS));
  }

  #adjoints(seeds: readonly number[]): (number | undefined)[] {
    const { f, primals, excerpt } = this.#origin;
    const followed = this.outputs.flatMap(({ operand: { step } }, i) =>
      step === undefined ? [] : [{ step, seed: seeds[i] }]
    );
    return adjointsOfSteps(
      excerpt,
      f,
      primals,
      followed.map(({ step }) => step),
      followed.map(({ seed }) => seed),
    );
  }

  #with(
    more: Partial<Program>,
    annotated: (step: Step, i: number) => Step,
  ): ProgramTrace<A, Out> {
    const steps = this.steps.map(annotated);
    const program = { ...this, ...more, steps, inputs: steps.slice(0, this.inputs.length) };
    return new ProgramTrace(program, this.#origin);
  }

  #derivable(what: string): Origin {
    const [rule] = this.#origin.rules;
    if (rule === undefined) return this.#origin;
    throw new TypeError(
      `Cannot take ${what} of this trace: ${rule} has a rule of its own, and the trace holds what it computes ` +
        "and not the rule; trace the derivative instead, as in trace(grad(f))",
    );
  }

  #one(what: string, count: number, who: string, remedy: string): number[] {
    if (count === 1) return [1];
    throw new RangeError(
      `Cannot take ${what} of this trace of ${nameOf(this.#origin.f)} without a seed: ${who} ` +
        `${count} numbers; pass ${remedy}`,
    );
  }
}

function numbersShapedLike(tree: unknown, root: string, like: unknown, likeRoot: string): number[] {
  return matchingLeaves(tree, root, like, likeRoot).map((leaf: Scalar) => {
    if (typeof leaf === "number") return leaf;
    throw new TypeError(`Cannot seed a trace with ${describe(leaf)}: ${root} are plain numbers`);
  });
}
