// Two choices: the mode, and, where a formula has more than two variables, which two of them the map spans.

import { byId, html } from "./dom.ts";
import { type Mode, modes, type Scene } from "./scene.ts";

const names: Readonly<Record<Mode, string>> = {
  "forward": "Forward",
  "reverse": "Reverse",
  "forward-on-reverse": "Forward on reverse",
};

/** A choice among the modes, as buttons of which one is down. */
export class ModeSwitch {
  private readonly buttons: readonly HTMLInputElement[];

  constructor(changed: (mode: Mode) => void) {
    this.buttons = modes.map((mode) => {
      const button = html("input", { type: "radio", name: "mode", value: mode });
      button.addEventListener("change", () => changed(mode));
      byId("modes").append(html("label", { class: `mode ${mode}` }, button, names[mode]));
      return button;
    });
  }

  show(mode: Mode): void {
    for (const button of this.buttons) button.checked = button.value === mode;
  }
}

/** A choice of the two variables of the map; taking the one that the other axis has exchanges them. */
export class AxesChoice {
  private names = "";

  constructor(private readonly changed: (axes: Scene["axes"]) => void) {}

  show({ inputs, axes: [i, j] }: Pick<Scene, "inputs" | "axes">): void {
    const names = inputs.map(({ name }) => name).join();
    const container = byId("axes");
    if (inputs.length < 3) container.replaceChildren();
    else if (names !== this.names) {
      const across = select("Across", inputs.map(({ name }) => name));
      const up = select("Up", inputs.map(({ name }) => name));
      across.addEventListener("change", () => this.choose(across, up, across));
      up.addEventListener("change", () => this.choose(across, up, up));
      container.replaceChildren(
        html("label", {}, "across ", across),
        html("label", {}, "up ", up),
      );
    }
    this.names = inputs.length < 3 ? "" : names;
    [i, j].forEach((variable, k) => {
      const field = container.querySelectorAll("select")[k];
      if (field !== undefined) field.selectedIndex = this.taken[k] = variable;
    });
  }

  private readonly taken: number[] = [0, 1];

  private choose(across: HTMLSelectElement, up: HTMLSelectElement, last: HTMLSelectElement): void {
    const [before, beside] = this.taken;
    let [i, j] = [across.selectedIndex, up.selectedIndex];
    if (i === j) [i, j] = last === across ? [i, before] : [beside, j];
    this.changed([i, j]);
  }
}

function select(label: string, names: readonly string[]): HTMLSelectElement {
  return html(
    "select",
    { "aria-label": label },
    ...names.map((name) => html("option", {}, name)),
  );
}
