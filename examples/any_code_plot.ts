// The picture of the bouncing ball: its height, and how that changes with the height of the drop.

import type { TopLevelSpec } from "vega-lite";
import type { Findings } from "./any_code.ts";
import { draw, ink, quantity } from "./draw.ts";

/** Draws the ball and its derivative by three ways, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

function specification({ ball, slopes }: Findings): TopLevelSpec {
  const names = ["By formula", "Bounce located", "Bounce at the end of a step"] as const;
  const scale = { domain: [...names], range: [ink.mint, ink.blue, ink.orange] };
  const painted = { color: { field: "of", type: "nominal", scale, legend: null } } as const;
  // A line for each flight, so that none is drawn across the jumps.
  let flight = 0;
  const rows = ball.time.flatMap((t, i) => {
    if (i > 0 && slopes.known[i] < slopes.known[i - 1] - 1) flight++;
    return [
      { t, slope: slopes.known[i], of: names[0], flight },
      { t, slope: slopes.located[i], of: names[1] },
      { t, slope: slopes.fixed[i], of: names[2] },
    ];
  });
  const labels = [
    { t: 0.03, slope: 0.72, of: names[0], ink: ink.green },
    { t: 0.74, slope: 0.1, of: names[1], ink: ink.blue },
    { t: 0.985, slope: 1.18, of: names[2], ink: ink.orange },
  ];
  const time = quantity("t", "Time (s)", { scale: { domain: [0, 2.4], nice: false } });
  const of = (name: string) => ({ filter: { field: "of", equal: name } });
  return {
    title: {
      text: "The derivative of a ball that bounces",
      subtitle: "It is right through every bounce, if the program computes when that is",
    },
    spacing: 30,
    vconcat: [
      {
        width: 760,
        height: 160,
        data: { values: ball.time.map((t, i) => ({ t, height: ball.heights[i] })) },
        mark: { type: "circle", size: 14, color: ink.slate, opacity: 1 },
        encoding: { x: time, y: quantity("height", "Height (m)") },
      },
      {
        width: 760,
        height: 260,
        data: { values: rows },
        encoding: {
          x: time,
          y: quantity("slope", "Slope by the drop (m/m)"),
          ...painted,
        },
        layer: [
          {
            transform: [of(names[0])],
            mark: { type: "line", strokeWidth: 7 },
            encoding: { detail: { field: "flight" } },
          },
          { transform: [of(names[1])], mark: { type: "circle", size: 14, opacity: 1 } },
          { transform: [of(names[2])], mark: { type: "line", strokeWidth: 2 } },
          {
            data: { values: labels },
            mark: { type: "text", align: "left", fontSize: 12, fontWeight: "bold" },
            encoding: {
              text: { field: "of" },
              color: { field: "ink", type: "nominal", scale: null },
            },
          },
        ],
      },
    ],
  };
}
