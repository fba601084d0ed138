// The contents of a picture, whatever its language: nodes for steps and folds, forward arrows for primals and
// tangents, backward arrows for adjoints.

import { type Part, partsOf, startOf } from "./folds.ts";
import type { Operand, Program, Step } from "./program.ts";
import { short, writtenNameOf } from "./step_text.ts";

/** How a program is drawn. */
export interface PictureOptions {
  /**
   * Most steps that are drawn, if possible; longer programs are folded.
   *
   * @default 40
   */
  readonly most?: number;
  /**
   * The direction from the inputs to the results.
   *
   * @default `"right"` if the picture fits the width of a page, otherwise `"down"`
   */
  readonly direction?: "right" | "down";
}

/** The colours of a picture, distinguishable with colour blindness. */
export const COLOURS = {
  ink: "#1f2937",
  pale: "#6b7280",
  line: "#94a3b8",
  step: "#ffffff",
  input: "#eff6ff",
  primal: "#1d4ed8",
  tangent: "#7e22ce",
  adjoint: "#c2410c",
} as const;

/** An arrow of a picture, with the names of the nodes it connects. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** A picture: parts of the program, each a node, and arrows between them. */
export interface Picture {
  readonly parts: readonly Part[];
  readonly arrows: readonly Arrow[];
  /** The arrows along which adjoints flow back. */
  readonly backward: readonly Arrow[];
  /** The outputs that are drawn, twelve at most. */
  readonly outputs: readonly { readonly node: string; readonly path: string }[];
  readonly direction: "right" | "down";
}

const MOST_OUTPUTS = 12;
/** Most nodes that fit side by side on a page. */
const WIDEST = 6;

/** Returns the picture of a program. */
export function pictureOf(program: Program, options: PictureOptions): Picture {
  const { most = 40, direction } = options;
  const { steps, outputs, hasAdjoints } = program;
  const parts = partsOf(program, most);
  const nodes: string[] = [];
  parts.forEach((part, i) => {
    const end = typeof part === "number" ? part + 1 : part.to;
    for (let step = startOf(part); step < end; step++) nodes.push(`n${i}`);
  });
  const arrows = new Map<string, Arrow>();
  const backward = new Map<string, Arrow>();
  const draw = (operand: Operand, to: string, flowsBack: boolean) => {
    if (operand.step === undefined) return;
    const from = nodes[operand.step];
    if (from === to) return;
    arrows.set(`${from} ${to}`, { from, to });
    const reached = steps[operand.step].adjoint !== undefined;
    if (hasAdjoints && flowsBack && reached) backward.set(`${to} ${from}`, { from: to, to: from });
  };
  steps.forEach((step, i) => {
    for (const operand of step.operands) draw(operand, nodes[i], step.adjoint !== undefined);
  });
  const shown = outputs.length > MOST_OUTPUTS ? outputs.slice(0, MOST_OUTPUTS) : outputs;
  shown.forEach(({ operand }, i) => draw(operand, `out${i}`, true));
  const forward = [...arrows.values()];
  return {
    parts,
    direction: direction ?? (longestChain(forward) > WIDEST ? "down" : "right"),
    arrows: forward,
    backward: [...backward.values()],
    outputs: shown.map(({ path, operand }, i) => ({
      node: `out${i}`,
      path: operand.step === undefined ? `${path} = ${writtenNameOf(operand)}` : path,
    })),
  };
}

/** Returns the number of nodes on the longest path; the arrows to a node are listed before those from it. */
function longestChain(arrows: readonly Arrow[]): number {
  const lengths = new Map<string, number>();
  const lengthTo = (node: string) => lengths.get(node) ?? 1;
  for (const { from, to } of arrows) lengths.set(to, Math.max(lengthTo(to), lengthTo(from) + 1));
  return Math.max(1, ...lengths.values());
}

/** Returns the numbers of a step as text, with arrows for the directions of tangents and adjoints. */
export function numbersOf(
  { primal, tangent, adjoint }: Step,
): { readonly kind: "primal" | "tangent" | "adjoint"; readonly text: string }[] {
  const numbers = [
    { kind: "primal", mark: "", x: primal },
    { kind: "tangent", mark: "→ ", x: tangent },
    { kind: "adjoint", mark: "← ", x: adjoint },
  ] as const;
  return numbers.flatMap(({ kind, mark, x }) =>
    x === undefined ? [] : [{ kind, text: mark + short(x, 4) }]
  );
}
