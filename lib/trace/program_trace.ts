// A trace as people meet it: a program that prints itself, and that the modes annotate with derivatives.

import { type Callable, checkOptions } from "../trees/call.ts";
import { describe, nameOf } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type { Argument, Trees } from "../trees/types.ts";
import { adjointsOfSteps, type Excerpt, tangentsOfSteps } from "../program/rerun.ts";
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

/** What a program is a trace of, and how to run it again. */
export interface Origin {
  readonly f: Callable;
  readonly args: readonly unknown[];
  readonly primals: readonly number[];
  readonly result: unknown;
  readonly excerpt: Excerpt;
  /** Calls of functions with rules of their own, of which the steps know nothing. */
  readonly rules: ReadonlySet<string>;
}

/** So many rows are printed where nobody has asked for all of them. */
const MOST_ROWS = 60;

/**
 * The program of one run of a function: its Wengert list, with the number that every step was. It never
 * changes; `tangents` and `adjoints` answer annotated ones.
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
  /** What the function asked about its numbers: the trace holds as long as the answers are these. */
  readonly questions: readonly Question[];
  /** Whether the steps have tangents. */
  readonly hasTangents: boolean;
  /** Whether the steps have adjoints. */
  readonly hasAdjoints: boolean;
  readonly #origin: Origin;

  /** Use `trace` to make one. */
  constructor(program: Program, origin: Origin) {
    this.name = program.name;
    this.steps = program.steps;
    this.inputs = program.inputs;
    this.outputs = program.outputs;
    this.questions = program.questions;
    this.hasTangents = program.hasTangents;
    this.hasAdjoints = program.hasAdjoints;
    this.#origin = origin;
    // Not on the prototype: that would keep the class in bundles that do not use it.
    Object.defineProperties(this, displayed(this as ProgramTrace));
  }

  /**
   * The same trace with the tangent of every step, by one forward pass.
   *
   * @param seed one tree an argument, each in the shape of the argument, as for `jvp`; 1 for the only input
   * @throws {TypeError} if the seed has another structure than the arguments, or if a function on the way
   * has a rule of its own.
   * @throws {RangeError} if there are several inputs and no seed.
   */
  tangents(seed?: Trees<A>): ProgramTrace<A, Out> {
    const { f, args, primals, excerpt } = this.#derivable("tangents");
    const seeds = seed === undefined
      ? this.#one("tangents", primals.length, "the arguments hold", "tangents, as for jvp")
      : numbersAlike(seed, "tangents", args, "args");
    const tangents = tangentsOfSteps(excerpt, f, primals, seeds);
    return this.#with({ hasTangents: true }, (step, i) => ({ ...step, tangent: tangents[i] }));
  }

  /**
   * The same trace with the adjoint of every step, by one reverse pass.
   *
   * @param seed a cotangent in the shape of the result, as for the pullback of `vjp`; 1 for the only output
   * @throws {TypeError} if the seed has another structure than the result, or if a function on the way has
   * a rule of its own.
   * @throws {RangeError} if there are several outputs and no seed.
   */
  adjoints(seed?: Argument<Out>): ProgramTrace<A, Out> {
    const { result } = this.#derivable("adjoints");
    const seeds = seed === undefined
      ? this.#one("adjoints", this.outputs.length, "the result holds", "a cotangent, as for vjp")
      : numbersAlike(seed, "cotangent", result, "result");
    const adjoints = this.#adjoints(seeds);
    return this.#with({ hasAdjoints: true }, (step, i) => ({ ...step, adjoint: adjoints[i] }));
  }

  /**
   * The first step that makes a NaN or an infinity, with its operands: forward, while the function runs,
   * or backward, while it is pulled back from the adjoints of this trace, or from 1 for each output; or the
   * first step that has no second derivative, as at a kink; `undefined` if there is none.
   *
   * @throws {TypeError} if all steps are finite and a function on the way has a rule of its own.
   */
  nonfinite(): Nonfinite | undefined {
    return nonfiniteIn(this, this.#origin.excerpt, () => {
      if (this.hasAdjoints) return this.steps.map(({ adjoint }) => adjoint);
      this.#derivable("adjoints");
      return this.#adjoints(this.outputs.map(() => 1));
    });
  }

  /** The whole Wengert table as text. */
  toString(): string {
    return textOf(tableOf(this, Infinity));
  }

  /**
   * The results as formulas of the inputs, in plain infix: `log(a*b)`. They hold for the branches that were
   * taken and for reals, where x/x is 1; what is used more than once gets a name, in a line of its own.
   *
   * @throws {RangeError} if the formula is to be expanded and has more than 10 000 operations then.
   */
  toInfix(options: FormulaOptions = {}): string {
    checkOptions("toInfix", options, ["expanded"]);
    return infixOf(formulasOf(this), options);
  }

  /**
   * The results as formulas of the inputs, in LaTeX, for display mathematics; otherwise as `toInfix`.
   *
   * @throws {RangeError} if the formula is to be expanded and has more than 10 000 operations then.
   */
  toLatex(options: FormulaOptions = {}): string {
    checkOptions("toLatex", options, ["expanded"]);
    return latexOf(formulasOf(this), options);
  }

  /** How many operations the formula has, shared and expanded: the quotient is its expression swell. */
  formulaSize(): FormulaSize {
    return formulaSizeOf(formulasOf(this));
  }

  /** A picture in the language of Graphviz. */
  toDot(options: PictureOptions = {}): string {
    checkOptions("toDot", options, ["most", "direction"]);
    return dotOf(this, options);
  }

  /** A picture in the language of Mermaid. */
  toMermaid(options: PictureOptions = {}): string {
    checkOptions("toMermaid", options, ["most", "direction"]);
    return mermaidOf(this, options);
  }

  /** The Wengert table as HTML, folded if it is long. */
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

/** By these symbols console.log of Deno and of Node and notebooks ask for another form; none is needed. */
function displayed(program: ProgramTrace): PropertyDescriptorMap {
  const text = () => textOf(tableOf(program, MOST_ROWS));
  return {
    [Symbol.for("Deno.customInspect")]: { value: text },
    [Symbol.for("nodejs.util.inspect.custom")]: { value: text },
    [Symbol.for("Jupyter.display")]: {
      value: () => ({ "text/plain": text(), "text/html": program.toHtml() }),
    },
  };
}

function numbersAlike(tree: unknown, root: string, like: unknown, likeRoot: string): number[] {
  return matchingLeaves(tree, root, like, likeRoot).map((leaf: Scalar) => {
    if (typeof leaf === "number") return leaf;
    throw new TypeError(`Cannot seed a trace with ${describe(leaf)}: ${root} are plain numbers`);
  });
}
