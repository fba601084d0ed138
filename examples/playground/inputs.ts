// A slider and two number fields for each variable: its value, and its component of the direction. They stay
// the same elements while a person moves them, so that neither focus nor a half-typed number is lost.

import { html } from "./dom.ts";
import { breakable, dotted } from "./numbers.ts";
import type { Input } from "./scene.ts";

/** What a person changed about a variable. */
export type Change = Partial<Pick<Input, "value" | "tangent">>;

/** The steps of a slider from one end to the other. */
const STEPS = 100;

interface Row {
  readonly slider: HTMLInputElement;
  readonly value: HTMLInputElement;
  readonly tangent: HTMLInputElement;
}

/** The controls of all variables in one element. */
export class InputRows {
  private rows: Row[] = [];
  private names = "";

  constructor(
    private readonly container: HTMLElement,
    private readonly changed: (variable: number, change: Change) => void,
  ) {}

  /** Shows the inputs as they are. */
  show(inputs: readonly Input[]): void {
    const names = inputs.map(({ name }) => name).join();
    if (names !== this.names) {
      this.names = names;
      this.rows = [];
      this.container.replaceChildren(...inputs.map((input, i) => this.row(input, i)));
    }
    inputs.forEach(({ value, tangent, range: [low, high] }, i) => {
      const row = this.rows[i];
      Object.assign(row.slider, { min: low, max: high, step: (high - low) / STEPS });
      write(row.slider, value);
      write(row.value, value);
      write(row.tangent, tangent);
    });
  }

  private row({ name }: Input, variable: number): HTMLElement {
    const tangentName = `Tangent of ${name}, its component of the direction`;
    const row: Row = {
      slider: html("input", { type: "range", "aria-label": name, "data-slider": name }),
      value: html("input", { type: "number", step: "any", "data-value": name }),
      tangent: html("input", {
        type: "number",
        step: "any",
        "aria-label": tangentName,
        title: tangentName,
        "data-tangent": name,
      }),
    };
    row.slider.addEventListener(
      "input",
      () => this.changed(variable, { value: row.slider.valueAsNumber }),
    );
    whenTyped(row.value, (value) => this.changed(variable, { value }));
    whenTyped(row.tangent, (tangent) => this.changed(variable, { tangent }));
    this.rows.push(row);
    return html(
      "div",
      { class: "input" },
      row.slider,
      html("label", {}, html("span", {}, breakable(name)), row.value),
      html("label", { class: "tangent" }, html("span", {}, dotted(breakable(name))), row.tangent),
    );
  }
}

/** Half a number, such as a sign alone, waits for its other half. */
function whenTyped(field: HTMLInputElement, typed: (value: number) => void): void {
  field.addEventListener("input", () => {
    if (Number.isFinite(field.valueAsNumber)) typed(field.valueAsNumber);
  });
}

function write(field: HTMLInputElement, value: number): void {
  if (field.valueAsNumber !== value) field.value = String(Number(value.toPrecision(12)));
}
