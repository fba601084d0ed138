// The picture of the free return: the way there and back step by step, the passages that the search went through, and how
// long the steps are.

import type { TopLevelSpec } from "vega-lite";
import { decades, draw, ink, quantity, range } from "./draw.ts";
import type { Findings } from "./free_return.ts";
import { earth, type Flight, fly, moon, unit } from "./free_return_model.ts";
import { stepsOf } from "./free_return_report.ts";

/** Draws the flights, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

/** The places of a flight in 1000 km, the Moon at rest. */
function placesOf({ moments }: Flight, trial = 0) {
  const scale = unit.length / 1000;
  return moments.map(({ state: [x, y], time, rejected }, i) => (
    { x: scale * x, y: scale * y, time, order: i, trial, rejected }
  ));
}

/** The rim of a body, in 1000 km. */
function rimOf({ x, radius }: typeof earth) {
  const scale = unit.length / 1000;
  return range(0, 2 * Math.PI, Math.PI / 60).map((angle, order) => ({
    order,
    x: scale * (x + radius * Math.cos(angle)),
    y: scale * radius * Math.sin(angle),
  }));
}

const place = (low: number, high: number, values: number[]) => ({
  scale: { domain: [low, high], nice: false },
  axis: { values, grid: false },
});

function specification({ search, flights: { first, last } }: Findings): TopLevelSpec {
  const line = { type: "line", clip: true } as const;
  const order = { field: "order" } as const;
  const bodies = [earth, moon].map((body) => ({
    data: { values: rimOf(body) },
    mark: {
      ...line,
      color: ink.slate,
      strokeWidth: 1.5,
      fill: ink.grey,
      interpolate: "linear" as const,
    },
    encoding: { order },
  }));
  const near = search.slice(0, -1).flatMap(({ departure }, i) => placesOf(fly(departure), i));
  const steps = stepsOf(last);
  const tried = last.moments.filter(({ rejected }, i) =>
    i > 0 && rejected > last.moments[i - 1].rejected
  );
  return {
    title: {
      text: "Round the Moon and back, without an engine",
      subtitle:
        "A dot for each step that was taken; Earth and Moon at rest, in 1000 km. Grey: the first departure of the search",
    },
    spacing: 30,
    vconcat: [
      {
        width: 830,
        height: 320,
        encoding: {
          x: quantity("x", "", place(-15, 400, range(0, 400, 100))),
          y: quantity("y", "", place(-80, 80, range(-80, 80, 40))),
        },
        layer: [
          {
            data: { values: placesOf(first) },
            mark: { ...line, color: ink.grey, strokeWidth: 1.5 },
            encoding: { order },
          },
          ...bodies,
          {
            data: { values: placesOf(last) },
            mark: { ...line, color: ink.sky, strokeWidth: 1 },
            encoding: { order },
          },
          {
            data: { values: placesOf(last) },
            mark: { type: "circle", size: 12, color: ink.blue, opacity: 1 },
          },
        ],
      },
      {
        spacing: 60,
        hconcat: [
          {
            width: 330,
            height: 260,
            title: "Behind the Moon: the search",
            encoding: {
              x: quantity("x", "", place(372, 392, range(375, 390, 5))),
              y: quantity("y", "", place(-8, 8, range(-8, 8, 4))),
            },
            layer: [
              ...bodies.slice(1),
              {
                data: { values: near },
                mark: { ...line, strokeWidth: 1.2 },
                encoding: {
                  order,
                  detail: { field: "trial" },
                  color: {
                    field: "trial",
                    type: "quantitative",
                    scale: { range: [ink.mist, ink.slate] },
                    legend: null,
                  },
                },
              },
              {
                data: { values: placesOf(last) },
                mark: { ...line, color: ink.blue, strokeWidth: 2.5 },
                encoding: { order },
              },
            ],
          },
          {
            width: 370,
            height: 260,
            title: "How long the steps are; orange: tried again",
            layer: [
              {
                data: { values: steps },
                mark: {
                  type: "line",
                  color: ink.blue,
                  strokeWidth: 1.5,
                  interpolate: "step-after",
                },
                encoding: {
                  x: quantity("days", "Time (days)", { axis: { values: range(0, 6, 1) } }),
                  y: decades("seconds", "Step (s)", 1, 4),
                },
              },
              {
                data: {
                  values: tried.map(({ time }) => ({ days: time * unit.time, seconds: 15 })),
                },
                mark: { type: "tick", color: ink.orange, thickness: 2, height: 14 } as never,
                encoding: { x: quantity("days", ""), y: quantity("seconds", "") },
              },
            ],
          },
        ],
      },
    ],
    resolve: { scale: { color: "independent" } },
  };
}
