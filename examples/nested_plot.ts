// The pictures of nested derivatives: the particle that was steered, and the film with the way to it.

import type { TopLevelSpec } from "vega-lite";
import { colour, decades, draw, ink, quantity } from "./draw.ts";
import type { Findings } from "./nested.ts";
import { type Film, gridLines, scherk } from "./nested_film.ts";

/** Draws the flights, the film and its convergence, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

/** The cells of the film in perspective from above a corner, the farthest first. */
function cellsOf({ cells, minimum }: Film) {
  const lines = gridLines(cells);
  const height = (i: number, j: number) =>
    i % cells === 0 || j % cells === 0
      ? scherk(lines[i], lines[j])
      : minimum.parameters[i - 1][j - 1];
  const [turn, tilt] = [0.55, 0.5];
  const seen = (i: number, j: number) => {
    const across = lines[i] * Math.cos(turn) - lines[j] * Math.sin(turn);
    const away = lines[i] * Math.sin(turn) + lines[j] * Math.cos(turn);
    return { across, up: away * Math.sin(tilt) + height(i, j) * Math.cos(tilt), away };
  };
  const numbers = lines.slice(1).map((_, i) => i);
  return numbers.flatMap((i) =>
    numbers.flatMap((j) => {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]] as const;
      const level = corners.reduce((sum, [k, l]) => sum + height(k, l) / 4, 0);
      const distance = seen(i, j).away;
      return corners.map(([k, l], corner) => (
        { ...seen(k, l), cell: i * cells + j, corner, level, distance }
      ));
    })
  ).sort((a, b) => b.distance - a.distance || a.cell - b.cell);
}

function specification({ flights, film, mixes }: Findings): TopLevelSpec {
  const { control } = mixes[0];
  const names = ["before", "after"] as const;
  const inks = { domain: ["", ...names], range: [ink.slate, ink.grey, ink.orange] };
  const painted = { color: { field: "of", type: "nominal", scale: inks, legend: null } } as const;
  const paths = Object.values(flights).flatMap((flight, i) =>
    flight.map(([x, y], step) => ({ x, y, step, of: names[i] }))
  );
  const charges = [{ x: 10, y: 0, of: "" }, { x: 10, y: 10, of: names[0] }, {
    x: 10,
    y: 10 - control,
    of: names[1],
  }];
  const labels = [
    { x: 9.5, y: 0, of: "", text: "fixed charge" },
    { x: 9.5, y: 10, of: names[0], text: "movable charge" },
    { x: 9.5, y: 9.3, of: names[1], text: `moved by ${control.toFixed(3)}` },
    { x: 7.4, y: 2.6, of: names[0], text: "before" },
    { x: 4.6, y: 4.6, of: names[1], text: "steered to the origin" },
  ];
  const x = quantity("x", "x", { scale: { domain: [-0.5, 10.5], nice: false } });
  const y = quantity("y", "y", { scale: { domain: [-0.5, 10.5], nice: false } });
  const products = film.minimum.steps.map(({ slope, products }) => ({
    products,
    slope,
    of: "Newton-CG",
  }));
  const descent = film.descent.map((slope, products) => ({ products, slope, of: "Descent" }));
  const hidden = { axis: null, scale: { zero: false, nice: false } };
  return {
    title: {
      text: "Derivatives inside derivatives",
      subtitle:
        "A descent that differentiates a flight along a gradient, and a film whose Hessian is never made",
    },
    spacing: 45,
    hconcat: [
      {
        width: 300,
        height: 300,
        title: "A particle steered to the origin",
        encoding: { x, y },
        layer: [
          {
            data: { values: paths },
            mark: { type: "line", strokeWidth: 2 },
            encoding: { ...painted, order: { field: "step" } },
          },
          {
            data: { values: [{ x: 0, y: 0 }] },
            mark: { type: "point", shape: "M-1,-1L1,1M-1,1L1,-1", size: 60, color: ink.slate },
          },
          {
            data: { values: charges },
            mark: { type: "circle", size: 130, opacity: 1 },
            encoding: painted,
          },
          {
            data: { values: labels },
            mark: { type: "text", align: "right", fontSize: 12 },
            encoding: { ...painted, text: { field: "text" } },
          },
        ],
      },
      {
        width: 340,
        height: 300,
        title: `A soap film of ${(film.cells - 1) ** 2} heights`,
        data: { values: cellsOf(film) },
        mark: {
          type: "line",
          interpolate: "linear-closed",
          stroke: "white",
          strokeWidth: 0.6,
          strokeJoin: "round",
        },
        encoding: {
          x: quantity("across", "", hidden),
          y: quantity("up", "", hidden),
          order: { field: "corner" },
          detail: { field: "cell" },
          fill: {
            ...quantity("level", ""),
            legend: null,
            scale: {
              domainMid: 0,
              interpolate: "rgb",
              range: [ink.blue, ink.sky, "#f1f5f9", ink.peach, ink.orange],
            },
          },
        },
      },
      {
        width: 260,
        height: 300,
        title: "The way to it",
        data: { values: [...products, ...descent] },
        encoding: {
          x: quantity("products", "Products of the Hessian, or gradients"),
          y: decades("slope", "Length of the gradient", -12, 0, 3),
          color: colour("of", [["Newton-CG", ink.blue], ["Descent", ink.grey]], "bottom-left"),
        },
        layer: [
          { mark: { type: "line", strokeWidth: 2 } },
          {
            transform: [{ filter: "datum.of === 'Newton-CG'" }],
            mark: { type: "circle", size: 45, opacity: 1 },
          },
        ],
      },
    ],
    resolve: { scale: { color: "independent", fill: "independent" } },
  };
}
