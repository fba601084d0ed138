// The field of the formula. What is wrong with it is underlined in the field itself, by a second copy of the
// text that lies over it and shows nothing else.

import { byId, html } from "./dom.ts";
import { breakable } from "./numbers.ts";
import type { FormulaError } from "./syntax.ts";

/** The field of the formula, its signature before it and what is wrong with it below it. */
export class TypedFormula {
  private readonly field = byId<HTMLInputElement>("formula");
  private readonly mirror = byId("mirror");
  private readonly problem = byId("problem");

  constructor(typed: (text: string) => void) {
    this.field.addEventListener("input", () => typed(this.field.value));
    this.field.addEventListener("scroll", () => this.mirror.scrollLeft = this.field.scrollLeft);
  }

  /** Shows a formula that was not typed. */
  write(text: string): void {
    if (this.field.value !== text) this.field.value = text;
  }

  /** Shows the formula as right. */
  accept(variables: readonly string[]): void {
    this.field.removeAttribute("aria-invalid");
    this.mirror.replaceChildren();
    this.problem.replaceChildren();
    byId("signature").replaceChildren(`f(${variables.map(breakable).join(", ")})\u00a0=`);
  }

  /** Shows what is wrong, and where. At the end of a formula, that is the place after its last character. */
  refuse({ message, start, end }: FormulaError): void {
    const text = this.field.value;
    this.field.setAttribute("aria-invalid", "true");
    const marked = text.slice(start, end) || "\u00a0\u00a0";
    this.mirror.replaceChildren(text.slice(0, start), html("mark", {}, marked), text.slice(end));
    this.mirror.scrollLeft = this.field.scrollLeft;
    const where = start < text.length ? `at character ${start + 1}` : "at the end";
    this.problem.replaceChildren(text.trim() === "" ? message : `${message} (${where})`);
  }
}
