// Pictures of programs in Graphviz's language. Forward arrows carry primals and tangents, backward arrows carry
// adjoints, each in its colour.

import type { Part } from "./folds.ts";
import { escapedHtml } from "./html.ts";
import { type Arrow, COLOURS, numbersOf, pictureOf, type PictureOptions } from "./picture.ts";
import type { Program, Step } from "./program.ts";
import { expressionOf } from "./step_text.ts";

const LAYOUTS = { right: "rankdir=LR, ranksep=0.55", down: "rankdir=TB, ranksep=0.35" } as const;

/** Returns a picture of a program in Graphviz's language. */
export function dotOf(program: Program, options: PictureOptions): string {
  const { parts, arrows, backward, outputs, direction } = pictureOf(program, options);
  const edge = ({ from, to }: Arrow) => `${from} -> ${to}`;
  return [
    `digraph ${JSON.stringify(program.name)} {`,
    `  graph [${LAYOUTS[direction]}, bgcolor="transparent", nodesep=0.3]`,
    `  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=13,`,
    `    color="${COLOURS.line}", fillcolor="${COLOURS.step}", fontcolor="${COLOURS.ink}", margin="0.18,0.07"]`,
    `  edge [arrowsize=0.7, color="${COLOURS.primal}"]`,
    ...parts.map((part, i) => `  n${i} ${nodeOf(program, part)}`),
    ...outputs.map(({ node, path }) =>
      `  ${node} [label=${JSON.stringify(path)}, shape=plaintext, style=""]`
    ),
    ...arrows.map((arrow) => `  ${edge(arrow)}`),
    ...backward.map((arrow) =>
      `  ${edge(arrow)} [color="${COLOURS.adjoint}", style=dashed, constraint=false]`
    ),
    "}",
  ].join("\n");
}

function nodeOf({ steps }: Program, part: Part): string {
  if (typeof part !== "number") {
    return `[label=${JSON.stringify(`⋮\n${part.description}`)}, style="rounded,dashed", ` +
      `fontcolor="${COLOURS.pale}"]`;
  }
  const step = steps[part];
  const fill = step.operation === undefined ? `, fillcolor="${COLOURS.input}"` : "";
  return `[label=<${labelOf(step)}>${fill}]`;
}

function labelOf(step: Step): string {
  const line = (colour: string, text: string) => `<FONT COLOR="${colour}">${text}</FONT>`;
  return [
    `<B>${escapedHtml(`${step.name} = ${expressionOf(step)}`)}</B>`,
    ...numbersOf(step).map(({ kind, text }) => line(COLOURS[kind], text)),
  ].join("<BR/>");
}
