// The numbers of the page in words and colours, those of the mode in full, the others faded.

import { html } from "./dom.ts";
import { breakable, dotted, formatted } from "./numbers.ts";
import type { Mode, Scene } from "./scene.ts";

/** Shows the readings as a list of terms and numbers. */
export function showReadings(list: HTMLElement, { inputs, readings, mode }: Scene): void {
  const each = (values: readonly number[], name: string, term: (variable: string) => Node[]) =>
    inputs.flatMap((input, i) => entry(name, `${name}-${input.name}`, term(input.name), values[i]));
  list.replaceChildren(
    ...entry("primal", "value", ["f"], readings.value),
    ...entry("tangent", "tangent", [`${dotted("f")} = ∇f · v`], readings.slope),
    ...each(readings.gradient, "adjoint", (name) => [new Text(`∂f/∂${breakable(name)}`)]),
    ...each(
      readings.turning,
      "turning",
      (name) => [new Text("(H\u00a0·\u00a0v)"), html("sub", {}, breakable(name))],
    ),
  );

  function entry(kind: string, id: string, term: readonly (Node | string)[], x: number): Node[] {
    const name = shown[mode].includes(kind) ? kind : `${kind} unused`;
    return [
      html("dt", { class: name }, ...term),
      html("dd", { class: name, "data-reading": id, "data-exact": x }, formatted(x)),
    ];
  }
}

/** The kinds of numbers that each mode computes. */
const shown: Readonly<Record<Mode, readonly string[]>> = {
  "forward": ["primal", "tangent"],
  "reverse": ["primal", "adjoint"],
  "forward-on-reverse": ["primal", "tangent", "adjoint", "turning"],
};

/** The readings of the mode as a sentence, for those who listen to the page. */
export function spoken({ inputs, readings, mode }: Scene): string {
  const list = (values: readonly number[]) =>
    inputs.map(({ name }, i) => `${name} ${formatted(values[i])}`).join(", ");
  const parts = [`f is ${formatted(readings.value)}`];
  if (mode !== "reverse") parts.push(`its tangent ${formatted(readings.slope)}`);
  if (mode !== "forward") parts.push(`its gradient ${list(readings.gradient)}`);
  if (mode === "forward-on-reverse") parts.push(`the tangent of that ${list(readings.turning)}`);
  return parts.join("; ");
}
