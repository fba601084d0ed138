// A program as a picture in Mermaid's language, which pages of documentation draw by themselves.

import type { Part } from "./folds.ts";
import { escaped } from "./html.ts";
import { type Arrow, COLOURS, numbersOf, pictureOf, type PictureOptions } from "./picture.ts";
import type { Program, Step } from "./program.ts";
import { expressionOf } from "./written.ts";

/** A program in Mermaid's language. */
export function mermaidOf(program: Program, options: PictureOptions): string {
  const { parts, arrows, backward, outputs } = pictureOf(program, options);
  const all = [...arrows, ...backward];
  const styled = (from: number, to: number, style: string) =>
    from === to ? [] : [`  linkStyle ${range(from, to)} ${style}`];
  return [
    "flowchart LR",
    ...parts.map((part, i) => `  n${i}${nodeOf(program, part)}`),
    ...outputs.map(({ node, path }) => `  ${node}(["${inQuotes(path)}"])`),
    ...all.map(({ from, to }: Arrow, i) => `  ${from} ${i < arrows.length ? "-->" : "-.->"} ${to}`),
    `  classDef input fill:${COLOURS.input},stroke:${COLOURS.line},color:${COLOURS.ink}`,
    `  classDef step fill:${COLOURS.step},stroke:${COLOURS.line},color:${COLOURS.ink}`,
    ...styled(0, arrows.length, `stroke:${COLOURS.primal}`),
    ...styled(arrows.length, all.length, `stroke:${COLOURS.adjoint}`),
  ].join("\n");
}

function nodeOf({ steps }: Program, part: Part): string {
  if (typeof part !== "number") return `["⋮ ${inQuotes(part.description)}"]`;
  const step = steps[part];
  const kind = step.operation === undefined ? "input" : "step";
  return `["${labelOf(step)}"]:::${kind}`;
}

function labelOf(step: Step): string {
  return [
    `<b>${inQuotes(`${step.name} = ${expressionOf(step)}`)}</b>`,
    ...numbersOf(step).map(({ kind, text }) =>
      `<span style='color:${COLOURS[kind]}'>${text}</span>`
    ),
  ].join("<br/>");
}

/** Text within quotes: brackets and quotes of a path are no syntax there once they are entities. */
function inQuotes(text: string): string {
  return escaped(text).replaceAll("&quot;", "#quot;");
}

function range(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, i) => from + i).join(",");
}
