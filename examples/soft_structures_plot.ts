// The picture of the soft stack: what is on it while a text is read, before the lesson, after it and rounded;
// how the lesson went; and how far what was learnt carries.

import type { TopLevelSpec } from "vega-lite";
import { colour, draw, ink, quantity } from "./draw.ts";
import { brackets, bracketTexts, decided, type Machine, run, type Step } from "./soft_brackets.ts";
import type { Findings } from "./soft_structures.ts";

/** Draws stacks, lesson and trials, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

const [text] = bracketTexts(1, 40, 5);

/** One box for each element and each bracket read: from where to where it reaches, and what it is. */
function boxes(machine: Machine) {
  return (run(machine, text) as Step[]).flatMap(({ stack }, i) => {
    let from = 0;
    return stack.map(({ strength }, element) => {
      const box = { i, next: i + 1, from, to: from + strength, kind: brackets[text[element]] };
      from += strength;
      return box;
    });
  }).filter(({ from, to }) => to - from > 1e-3);
}

function specification({ lessons: [{ before, after, curve }], trials }: Findings): TopLevelSpec {
  const inks = [ink.blue, ink.orange, ink.green, ink.sky, ink.peach, ink.mint];
  const kinds = [...brackets].map((bracket, i) => [bracket, inks[i]] as const);
  const legend = {
    legend: {
      title: "Pushed on reading",
      orient: "top-left",
      direction: "horizontal",
      columns: 6,
      titlePadding: 6,
    },
  } as const;
  const panels = [["Before the lesson", before], ["After", after], [
    "Rounded",
    decided(after),
  ]] as const;
  const amounts = curve.flatMap((point) => [
    { step: point.step, amount: point.pushOnOpening, what: "Push on ( [ {" },
    { step: point.step, amount: point.popOnClosing, what: "Pop on ) ] }" },
    { step: point.step, amount: point.popOnOpening, what: "Pop on ( [ {" },
    { step: point.step, amount: point.pushOnClosing, what: "Push on ) ] }" },
  ]);
  const shares = trials.flatMap(({ length, soft, rounded, memoryless }) => [
    { length, share: 100 * rounded, what: "Rounded" },
    { length, share: 100 * soft, what: "Learnt" },
    { length, share: 100 * memoryless, what: "Without memory" },
  ]);
  return {
    title: {
      text: "A machine learns what a stack is for",
      subtitle:
        "What is on its stack while it reads a text; each box is as high as there is of an element",
    },
    spacing: 50,
    resolve: { scale: { color: "independent" } },
    hconcat: [
      {
        spacing: 14,
        resolve: { scale: { color: "independent" } },
        vconcat: panels.map(([title, machine], row) => ({
          width: 620,
          height: 120,
          title,
          data: { values: boxes(machine) },
          mark: { type: "rect", stroke: "white", strokeWidth: 0.5 },
          encoding: {
            x: quantity("i", row === 2 ? "Read" : "", {
              scale: { domain: [0, text.length], nice: false },
              axis: {
                values: text.map((_, i) => i),
                labelExpr: `substring('${
                  text.map((b) => brackets[b]).join("")
                }', datum.value, datum.value + 1)`,
                labelOffset: 8,
                grid: false,
                ticks: false,
                labelFontSize: 12,
              },
            }),
            x2: { field: "next" },
            y: quantity("from", "Height", { scale: { domain: [0, 7] }, axis: { tickCount: 3 } }),
            y2: { field: "to" },
            color: {
              ...colour("kind", kinds, "top-left"),
              ...(row === 0 ? legend : { legend: null }),
            },
          },
        })),
      },
      {
        spacing: 30,
        resolve: { scale: { color: "independent" } },
        vconcat: [
          {
            width: 260,
            height: 170,
            title: "What it does, step by step",
            data: { values: amounts },
            mark: { type: "line", strokeWidth: 1.8 },
            encoding: {
              x: quantity("step", "Step"),
              y: quantity("amount", "Amount", { scale: { domain: [0, 1] } }),
              color: colour("what", [
                ["Push on ( [ {", ink.blue],
                ["Pop on ) ] }", ink.orange],
                ["Pop on ( [ {", ink.peach],
                ["Push on ) ] }", ink.sky],
              ], "bottom-left"),
            },
          },
          {
            width: 260,
            height: 170,
            title: "Right answers on longer texts",
            data: { values: shares },
            mark: { type: "line", strokeWidth: 1.8, point: { size: 40 } },
            encoding: {
              x: quantity("length", "Brackets", {
                scale: { type: "log", domain: [8, 400] },
                axis: { values: [10, 30, 100, 300] },
              }),
              y: quantity("share", "Right (%)", { scale: { domain: [0, 100] } }),
              color: colour("what", [
                ["Rounded", ink.green],
                ["Learnt", ink.violet],
                ["Without memory", ink.grey],
              ], "bottom-left"),
            },
          },
        ],
      },
    ],
  };
}
