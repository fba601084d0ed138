// The derivative as a formula: the gradient is a function like any other, so it is traced, and its trace
// reads as mathematics. No symbolic differentiation takes place.

import temml from "temml";
import { grad, type Scalar } from "@fluxion/ad";
import { type FormulaSize, trace } from "@fluxion/ad/trace";
import { html } from "./dom.ts";
import type { Scene } from "./scene.ts";

/** Most operations of all formulas together that are written at once: browsers take their time over mathematics. */
const MOST = 60;

/** Shows the partial derivative by each variable, in MathML. */
export function showDerivatives(container: HTMLElement, { formula, inputs }: Scene): void {
  const point = inputs.map(({ value }) => value);
  const f = (xs: Scalar[]) => formula.evaluate(xs);
  const partials = inputs.map(({ name }, i) => {
    const partial = (...xs: Scalar[]) => grad(f)(xs)[i];
    const program = trace(partial, { names: formula.variables })(...point);
    return { name, program, size: program.formulaSize() };
  });
  const isLong = partials.reduce((sum, { size }) => sum + size.shared, 0) > MOST;
  container.replaceChildren(...partials.flatMap(({ name, program, size }) => {
    const line = html("div", { "data-partial": name, "data-infix": program.toInfix() });
    const write = () =>
      temml.render(equation(name, program.toLatex()), line, { displayMode: true });
    if (isLong) return [folded(`∂f/∂${name}: ${sizeInWords(size)}`, line, write)];
    write();
    return [line, html("p", {}, sizeInWords(size))];
  }));
}

function sizeInWords({ shared, expanded }: FormulaSize): string {
  return shared === expanded
    ? counted(shared)
    : `${counted(shared)} where equal ones are shared, ${expanded} written out`;
}

/** A line that is written when it is unfolded. */
function folded(title: string, line: HTMLElement, write: () => void): HTMLElement {
  const details = html("details", {}, html("summary", {}, title), line);
  details.addEventListener("toggle", write, { once: true });
  return details;
}

function counted(count: number): string {
  return `${count} operation${count === 1 ? "" : "s"}`;
}

/** The equation of a partial derivative; where it has intermediates, its last line is called result. */
function equation(name: string, latex: string): string {
  const variable = trace((x: Scalar) => x, { names: [name] })(0).toLatex();
  const left = `\\frac{\\partial f}{\\partial ${variable}}`;
  const last = latex.lastIndexOf(RESULT);
  if (last < 0) return `${left} = ${latex}`;
  return `${latex.slice(0, last)}${left}${latex.slice(last + RESULT.length)}`;
}

const RESULT = "\\mathit{result}";
