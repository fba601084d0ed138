// The graph of the computation: the trace's own picture, with one line more where the mode computes one more
// number for each step.

import { toSvg } from "@fluxion/ad/draw";
import { byId } from "./dom.ts";
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
  private latest = 0;

  /** Shows a program with the numbers of a mode. */
  async show(annotated: Annotated, mode: Mode): Promise<void> {
    const turn = ++this.latest;
    const { program } = annotated;
    byId("explanation").replaceChildren(explanations[mode]);
    byId("nonfinite").replaceChildren(withMinus(program.nonfinite()?.message ?? ""));
    document.querySelector("main")!.classList.toggle("wide", depthOf(program) > LONGEST_CHAIN);
    const graph = byId("graph");
    const draw = (direction: "right" | "down") =>
      toSvg({ toDot: (options) => withTurnings(program.toDot(options), annotated) }, {
        most: program.steps.length,
        direction,
      });
    let picture = await draw("right");
    // Where that is too wide to be read, the steps go down.
    if (SMALLEST * widthOf(picture) > graph.clientWidth) picture = await draw("down");
    if (turn !== this.latest) return;
    graph.innerHTML = picture;
    const svg = graph.querySelector("svg")!;
    for (const text of svg.querySelectorAll("text")) text.textContent = withMinus(text.textContent);
    const { width } = svg.viewBox.baseVal;
    svg.setAttribute("aria-label", `Graph of the computation:\n${program}`);
    svg.removeAttribute("height");
    svg.setAttribute("width", "100%");
    svg.style.maxWidth = `${LARGEST * width}px`;
    svg.style.minWidth = `${SMALLEST * width}px`;
  }
}

function widthOf(picture: string): number {
  return Number(/ width="(\d+)pt"/.exec(picture)![1]);
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

/** Writes the tangents of adjoints into the labels of a picture in which no step is folded. */
function withTurnings(dot: string, { turnings }: Annotated): string {
  if (turnings === undefined) return dot;
  return dot.replace(/^( *n(\d+) \[label=<.*)(>.*)$/gm, (_line, label, node, end) => {
    const number = formatted(turnings[node], 4);
    return `${label}<BR/><FONT COLOR="${TURNING}">⇠ ${number}</FONT>${end}`;
  });
}
