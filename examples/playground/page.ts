// The page: what a person does becomes a state, a state becomes a scene, and the scene is drawn anew.

import { type Address, readAddress, writeAddress } from "./address.ts";
import { captionOf } from "./caption.ts";
import { curvePlot } from "./curve_plot.ts";
import { byId, html } from "./dom.ts";
import { showDerivatives } from "./derivative_formula.ts";
import { draggable } from "./drag.ts";
import { examples, start } from "./examples.ts";
import { type Formula, parseFormula } from "./formula.ts";
import { GraphView } from "./graph_view.ts";
import { type Change, InputRows } from "./inputs.ts";
import { showList } from "./list_view.ts";
import { mapPlot } from "./map_plot.ts";
import { annotated } from "./program.ts";
import { readingsOf } from "./readings.ts";
import { showReadings, spoken } from "./readout.ts";
import type { Input, Scene } from "./scene.ts";
import { AxesChoice, ModeSwitch } from "./switches.ts";
import { FormulaError } from "./syntax.ts";
import { TypedFormula } from "./typed_formula.ts";

type State = Omit<Scene, "readings">;

/** How long the page waits for a person to stop moving before it speaks and before its address follows. */
const PAUSE = 500;

/** What is known of variables by name, also of those that the formula does not have at the moment. */
const known = new Map<string, Omit<Input, "name">>();

const typed = new TypedFormula((text) => attempt(text));
const rows = new InputRows(byId("inputs"), move);
const modeSwitch = new ModeSwitch((mode) => draw({ ...state, mode }));
const graph = new GraphView();
const axesChoice = new AxesChoice((axes) => draw({ ...state, axes }));

let state = stateOf(parseFormula(start.formula), start.mode);
let pause: ReturnType<typeof setTimeout> | undefined;
let frame: number | undefined;

draggable(byId("plot"), () => state, move);
byId("examples").append(...examples.map(({ name, address }) => {
  const button = html("button", { type: "button" }, name);
  button.addEventListener("click", () => go(address));
  return button;
}));
addEventListener("resize", () => draw(state));
addEventListener("hashchange", () => go(readAddress(location.hash, start)));
go(readAddress(location.hash, start));

function go({ formula, mode, inputs }: Address): void {
  for (const [name, input] of inputs) known.set(name, input);
  state = { ...state, mode };
  typed.write(formula);
  attempt(formula);
}

/** Takes a formula if it is one; if not, the last that was one stays in sight, faded. */
function attempt(text: string): void {
  const main = document.querySelector("main")!;
  try {
    const formula = parseFormula(text);
    typed.accept(formula.variables);
    main.classList.remove("stale");
    draw(stateOf(formula, state.mode));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    typed.refuse(error);
    main.classList.add("stale");
  }
}

function stateOf(formula: Formula, mode: Scene["mode"]): State {
  const inputs = formula.variables.map((name, i): Input => ({
    name,
    ...known.get(name) ?? { value: 1 + i / 2, tangent: i === 0 ? 1 : 0, range: [-5, 5] },
  }));
  return { formula, inputs, mode, axes: [0, 1] };
}

function move(variable: number, change: Change): void {
  const inputs = state.inputs.map((input, i): Input => {
    if (i !== variable) return input;
    const { value, range: [low, high] } = { ...input, ...change };
    return { ...input, ...change, range: [Math.min(low, value), Math.max(high, value)] };
  });
  draw({ ...state, inputs });
}

/** Draws a state, at most once a frame. */
function draw(next: State): void {
  state = next;
  for (const { name, ...input } of state.inputs) known.set(name, input);
  frame ??= requestAnimationFrame(() => {
    frame = undefined;
    drawNow();
  });
}

function drawNow(): void {
  const { formula, inputs, mode } = state;
  const point = inputs.map(({ value }) => value);
  const readings = readingsOf(formula, point, inputs.map(({ tangent }) => tangent));
  const scene: Scene = { ...state, readings };
  rows.show(inputs);
  modeSwitch.show(mode);
  axesChoice.show(scene);
  showReadings(byId("readings"), scene);
  const program = annotated(scene);
  graph.show(program, mode);
  showList(byId("list"), program);
  showDerivatives(byId("derivative"), scene);
  byId("plot").replaceChildren(inputs.length === 1 ? curvePlot(scene) : mapPlot(scene));
  byId("caption").replaceChildren(captionOf(scene));
  clearTimeout(pause);
  pause = setTimeout(() => {
    byId("announcement").replaceChildren(spoken(scene));
    history.replaceState(null, "", writeAddress(formula.text, mode, inputs));
  }, PAUSE);
}
