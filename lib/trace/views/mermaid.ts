// Pictures of programs in Mermaid's language, which many documentation sites draw. Mermaid places nodes by the
// direction of arrows, so all arrows point forward; those for adjoints have their head at the start.

import type { Part } from "./folds.ts";
import { escapedHtml } from "./html.ts";
import { COLOURS, numbersOf, pictureOf, type PictureOptions } from "./picture.ts";
import type { Program, Step } from "./program.ts";
import { expressionOf } from "./step_text.ts";

/** Returns a picture of a program in Mermaid's language. */
export function mermaidOf(program: Program, options: PictureOptions): string {
  const { parts, arrows, backward, outputs, direction } = pictureOf(program, options);
  const count = arrows.length + backward.length;
  return [
    `flowchart ${direction === "right" ? "LR" : "TD"}`,
    ...parts.map((part, i) => `  n${i}${nodeOf(program, part)}`),
    ...outputs.map(({ node, path }) => `  ${node}(["${inQuotes(path)}"]):::output`),
    ...arrows.map(({ from, to }) => `  ${from} --> ${to}`),
    ...backward.map(({ from, to }) => `  ${to} <-.-> ${from}`),
    `  classDef input fill:${COLOURS.input},stroke:${COLOURS.line},color:${COLOURS.ink}`,
    `  classDef step fill:${COLOURS.step},stroke:${COLOURS.line},color:${COLOURS.ink}`,
    `  classDef fold fill:none,stroke:${COLOURS.line},stroke-dasharray:4 3`,
    `  classDef output fill:none,stroke:${COLOURS.line}`,
    ...styled(0, arrows.length, `stroke:${COLOURS.primal}`),
    ...styled(arrows.length, count, `stroke:${COLOURS.adjoint},marker-end:none`),
  ].join("\n");
}

function nodeOf({ steps }: Program, part: Part): string {
  if (typeof part !== "number") return `["⋮<br/>${inQuotes(part.description)}"]:::fold`;
  const step = steps[part];
  const kind = step.operation === undefined ? "input" : "step";
  return `["${labelOf(step)}"]:::${kind}`;
}

function labelOf(step: Step): string {
  return [
    `<b>${inQuotes(`${step.name} = ${expressionOf(step)}`)}</b>`,
    // A font tag, since Mermaid gives every span the colour of its node.
    ...numbersOf(step).map(({ kind, text }) => `<font color='${COLOURS[kind]}'>${text}</font>`),
  ].join("<br/>");
}

/** Escapes text within quotes, where only # and %% are syntax: they begin an entity and a comment. */
function inQuotes(text: string): string {
  const inOneLine = text.replaceAll("#", "#35;").replaceAll("%", "#37;").replace(/\s+/g, " ");
  return escapedHtml(inOneLine).replaceAll("&quot;", "#quot;");
}

function styled(from: number, to: number, style: string): string[] {
  const links = Array.from({ length: to - from }, (_, i) => from + i);
  return links.length === 0 ? [] : [`  linkStyle ${links.join()} ${style}`];
}
