// The picture of the swing-up: the pendulum in a row of moments, the force, and the pattern of the system that each
// step of the search solves.

import type { TopLevelSpec } from "vega-lite";
import { draw, ink, quantity, range } from "./draw.ts";
import type { Findings } from "./swing_up.ts";
import { cart, NUMBERS, STATES } from "./swing_up_model.ts";

/** Draws the swing, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

/** The rod at some moments, from the cart to the bob. */
function rods({ moments }: Findings) {
  const every = Math.max(1, Math.round((moments.length - 1) / 25));
  return moments.filter((_, k) => k % every === 0).map(({ time, place, angle }) => ({
    time,
    x: place,
    y: 0,
    x2: place + cart.rod * Math.sin(angle),
    y2: -cart.rod * Math.cos(angle),
  }));
}

/** The entries of the system of the first few time steps, unknowns and multipliers in the order of time. */
function entries({ hessian, jacobian, moments }: Findings) {
  const shown = Math.min(moments.length, 9);
  const own = NUMBERS + STATES;
  const unknown = (j: number) => own * Math.floor(j / NUMBERS) + STATES + j % NUMBERS;
  const equation = (i: number) => own * Math.floor(i / STATES) + i % STATES;
  const upper = [...jacobian.entries()].map(([i, j]) => ({
    row: equation(i),
    column: unknown(j),
    of: "Jacobian",
  }));
  return [
    ...[...hessian.entries()].map(([i, j]) => ({
      row: unknown(i),
      column: unknown(j),
      of: "Hessian",
    })),
    ...upper,
    ...upper.map(({ row, column, of }) => ({ row: column, column: row, of })),
  ].filter(({ row, column }) => Math.max(row, column) < own * shown);
}

function specification(findings: Findings): TopLevelSpec {
  const { moments } = findings;
  const plane = (low: number, high: number) => ({
    scale: { domain: [low, high], nice: false },
    axis: { grid: false },
  });
  const places = entries(findings);
  const most = Math.max(...places.map(({ row }) => row)) + 1;
  const bare = (reverse: boolean) => ({
    scale: { domain: [-1, most], nice: false, reverse },
    axis: null,
  });
  const rod = rods(findings);
  const time = { field: "time", type: "quantitative", legend: null } as const;
  const shade = { ...time, scale: { range: [ink.sky, ink.blue] } } as const;
  return {
    title: {
      text: "A pendulum swung up in two seconds, with the least effort",
      subtitle: "Left: cart and rod, later ones darker. Right: the system that each step solves",
    },
    spacing: 50,
    hconcat: [
      {
        spacing: 30,
        vconcat: [
          {
            width: 440,
            height: 266,
            data: { values: rod },
            encoding: {
              x: quantity("x", "Place (m)", plane(-0.6, 1.6)),
              y: quantity("y", "Height (m)", plane(-0.62, 0.65)),
              color: shade,
            },
            layer: [
              {
                mark: { type: "rule", strokeWidth: 2 },
                encoding: { x2: { field: "x2" }, y2: { field: "y2" } },
              },
              { mark: { type: "square", size: 70, opacity: 1 } },
              {
                mark: { type: "circle", size: 90, opacity: 1 },
                encoding: { x: quantity("x2", "Place (m)"), y: quantity("y2", "Height (m)") },
              },
            ],
          },
          {
            width: 440,
            height: 130,
            data: { values: moments },
            mark: { type: "line", color: ink.violet, strokeWidth: 2.5 },
            encoding: {
              x: quantity("time", "Time (s)", { axis: { values: range(0, 2, 0.5) } }),
              y: quantity("force", "Force (N)"),
            },
          },
        ],
      },
      {
        width: 430,
        height: 430,
        title: "The first nine moments of the system",
        data: { values: places },
        mark: { type: "square", size: 17, opacity: 1 },
        encoding: {
          x: quantity("column", "", bare(false)),
          y: quantity("row", "", bare(true)),
          color: {
            field: "of",
            type: "nominal",
            scale: { domain: ["Hessian", "Jacobian"], range: [ink.orange, ink.slate] },
            legend: { title: null, orient: "top-right" },
          },
        },
      },
    ],
    resolve: { scale: { color: "independent" } },
  };
}
