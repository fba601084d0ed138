// The page: what a person does becomes a state, a state becomes a scene, and the scene is drawn anew.

import { type Address, readAddress, writeAddress } from "./address.ts";
import { captionOf } from "./caption.ts";
import { curvePlot } from "./curve_plot.ts";
import { byId, html } from "./dom.ts";
import { defaultPoint } from "./defaults.ts";
import { showDerivatives } from "./derivative_formula.ts";
import { movable } from "./drag.ts";
import { examples, start } from "./examples.ts";
import { type Formula, parseFormula } from "./formula.ts";
import { GraphView } from "./graph_view.ts";
import { type Change, InputRows } from "./inputs.ts";
import { showList } from "./list_view.ts";
import { mapPlot } from "./map_plot.ts";
import { annotated } from "./program.ts";
import { readingsOf } from "./readings.ts";
import { showReadings, spoken } from "./readout.ts";
import { type Input, isRange, type Scene } from "./scene.ts";
import { shareButton } from "./share.ts";
import { AxesChoice, ModeSwitch } from "./switches.ts";
import { FormulaError } from "./syntax.ts";
import { TypedFormula } from "./typed_formula.ts";

type State = Omit<Scene, "readings">;

/** How long the page waits for a person to stop moving before it speaks and before its address follows. */
const PAUSE = 500;

/** What a person chose for variables by name, also for those that the formula does not have at the moment. */
const known = new Map<string, Omit<Input, "name">>();

const typed = new TypedFormula((text) => attempt(text));
const rows = new InputRows(byId("inputs"), move);
const modeSwitch = new ModeSwitch((mode) => draw({ ...state, mode }));
const graph = new GraphView();
const axesChoice = new AxesChoice((axes) => draw({ ...state, axes }));

let state = stateOf(parseFormula(start.formula), start.mode);
let pause: ReturnType<typeof setTimeout> | undefined;
let frame: number | undefined;
/** The formula of the entry of the history that the page is at. */
let visited: string | undefined;

movable(byId("plot"), () => state, move);
byId("examples").append(...examples.map(({ name, address }) => {
  const button = html("button", { type: "button" }, name);
  button.addEventListener("click", () => go(address));
  return button;
}));
byId("links").append(shareButton(writeHistory));
addEventListener("resize", () => draw(state));
addEventListener("hashchange", () => visit(readAddress(location.hash, start)));
// Something to see even where the address holds what is no formula.
draw(state);
visit(readAddress(location.hash, start));

/** Shows an address that the history is at already. */
function visit(address: Address): void {
  visited = address.formula;
  go(address);
}

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
    graph.forget();
    main.classList.add("stale");
  }
}

function stateOf(formula: Formula, mode: Scene["mode"]): State {
  const point = defaultPoint(formula);
  const inputs = formula.variables.map((name, i): Input => ({
    name,
    ...known.get(name) ?? { value: point[i], tangent: i === 0 ? 1 : 0, range: [-5, 5] },
  }));
  return { formula, inputs, mode, axes: [0, 1] };
}

function move(variable: number, change: Change): void {
  const inputs = state.inputs.map((input, i): Input => {
    if (i !== variable) return input;
    const { value, range: [low, high] } = { ...input, ...change };
    const wider = [Math.min(low, value), Math.max(high, value)] as const;
    const next = { ...input, ...change, range: isRange(...wider) ? wider : input.range };
    known.set(input.name, next);
    return next;
  });
  draw({ ...state, inputs });
}

/** Draws a state, at most once a frame. */
function draw(next: State): void {
  state = next;
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
  byId("shared").replaceChildren();
  clearTimeout(pause);
  pause = setTimeout(() => {
    byId("announcement").replaceChildren(spoken(scene));
    writeHistory();
  }, PAUSE);
}

/** Writes the address: a new formula is an entry of the history, another point of it is not. */
function writeHistory(): void {
  const { formula: { text }, mode, inputs } = state;
  const address = writeAddress(text, mode, inputs);
  if (visited === undefined || text === visited) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  visited = text;
}
