// The graph of the computation: the trace's own picture, folded as the library folds it, with one line more where
// the mode computes one more number for each step.

import { byId } from "./dom.ts";
import { Layout } from "./layout.ts";
import { formatted, withMinus } from "./numbers.ts";
import type { Annotated } from "./program.ts";
import type { Mode } from "./scene.ts";

const explanations: Readonly<Record<Mode, string>> = {
  "forward":
    "Forward mode carries a tangent along with every step: how fast it changes as the inputs " +
    "move in the direction. One pass for each direction.",
  "reverse":
    "Reverse mode runs forward first, and then carries adjoints back: how fast the result changes " +
    "with every step. One pass for all inputs.",
  "forward-on-reverse":
    "Forward mode over a run of reverse mode: how fast every adjoint changes as the " +
    "inputs move in the direction. At the inputs, that is the Hessian times the direction.",
};

/** How much larger than Graphviz means it a picture may be drawn, and how much smaller. */
const LARGEST = 1.25;
const SMALLEST = 0.75;

/** Longer chains of steps get the place of the plot as well. */
const LONGEST_CHAIN = 2;

/** The page gives it another shade in the dark. */
const TURNING = "#0f766e";

/** The graph, drawn anew with every change; a drawing that is overtaken by the next is dropped. */
export class GraphView {
  private readonly layout = new Layout(() =>
    new Worker(new URL("./layout_worker.js", import.meta.url), { type: "module" })
  );

  /** Shows a program with the numbers of a mode. */
  show(annotated: Annotated, mode: Mode): void {
    const { program } = annotated;
    byId("explanation").replaceChildren(explanations[mode]);
    byId("nonfinite").replaceChildren(withMinus(program.nonfinite()?.message ?? ""));
    document.querySelector("main")!.classList.toggle("wide", depthOf(program) > LONGEST_CHAIN);
    const dot = (direction: "right" | "down") =>
      withTurnings(program.toDot({ direction }), annotated);
    // Where steps that go to the right are too wide to be read, they go down.
    const widest = byId("graph").clientWidth / SMALLEST;
    this.layout.ask({ right: dot("right"), down: dot("down"), widest }, (laidOut) => {
      if ("problem" in laidOut) byId("graph").replaceChildren(laidOut.problem);
      else showPicture(laidOut.picture);
    });
  }

  /** Takes back what was said of a program that is no longer the one that is typed. */
  forget(): void {
    byId("nonfinite").replaceChildren();
  }
}

function showPicture(picture: string): void {
  const graph = byId("graph");
  graph.innerHTML = picture;
  const svg = graph.querySelector("svg")!;
  for (const text of svg.querySelectorAll("text")) text.textContent = withMinus(text.textContent);
  const { width } = svg.viewBox.baseVal;
  svg.setAttribute("aria-label", "Graph of the computation; the Wengert list has its steps");
  svg.removeAttribute("height");
  svg.setAttribute("width", "100%");
  svg.style.maxWidth = `${LARGEST * width}px`;
  svg.style.minWidth = `${SMALLEST * width}px`;
}

/** How many operations follow one upon the other. */
function depthOf({ steps }: Annotated["program"]): number {
  const depths: number[] = [];
  for (const { operands } of steps) {
    const before = operands.map(({ step }) => step === undefined ? 0 : depths[step]);
    depths.push(operands.length === 0 ? 0 : 1 + Math.max(...before));
  }
  return Math.max(...depths);
}

/** Writes the tangents of adjoints into the labels of the steps of a picture. */
function withTurnings(dot: string, { program, turnings }: Annotated): string {
  if (turnings === undefined) return dot;
  const places = new Map(program.steps.map(({ name }, i) => [name, i]));
  return dot.replace(/^( *n\d+ \[label=<<B>(\S+) = .*)(>.*)$/gm, (_line, label, name, end) => {
    const number = formatted(turnings[places.get(name)!], 4);
    return `${label}<BR/><FONT COLOR="${TURNING}">⇠ ${number}</FONT>${end}`;
  });
}
