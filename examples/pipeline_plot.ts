// The picture of the pipeline: the rain that goes in, what the gauge shows, and what the pipeline makes of the
// rain before and after learning.

import type { TopLevelSpec } from "vega-lite";
import { colour, draw, ink, quantity } from "./draw.ts";
import type { Findings } from "./pipeline.ts";

/** Draws the series and how the misfit falls, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

function specification({ rain, observed, before, after, curve }: Findings): TopLevelSpec {
  // Without padding, which bars would get and lines not: the days of both panels are the same.
  const day = { scale: { domain: [0, rain.length], nice: false, padding: 0 } };
  const readings = ([["Gauge", observed], ["Before learning", before], ["After", after]] as const)
    .map(([of, series]) => series.map((current, t) => ({ t, current, of })));
  return {
    title: {
      text: "Learning through four systems",
      subtitle:
        "Rain on a soil (TypeScript), a river (WebAssembly), a weir (another process), a gauge (black box)",
    },
    spacing: 50,
    resolve: { scale: { color: "independent" } },
    hconcat: [
      {
        spacing: 8,
        bounds: "flush",
        resolve: { scale: { color: "independent" } },
        vconcat: [
          {
            width: 620,
            height: 80,
            data: { values: rain.map((depth, t) => ({ t, depth })) },
            mark: { type: "bar", width: 2.4, color: ink.sky },
            encoding: {
              x: quantity("t", "", { ...day, axis: { labels: false, title: null } }),
              y: quantity("depth", "Rain (mm/d)", { scale: { reverse: true } }),
            },
          },
          {
            width: 620,
            height: 250,
            layer: [
              {
                data: { values: readings.slice(1).flat() },
                mark: { type: "line", strokeWidth: 1.8 },
              },
              { data: { values: readings[0] }, mark: { type: "circle", size: 14, opacity: 1 } },
            ],
            encoding: {
              x: quantity("t", "Day", day),
              y: quantity("current", "Gauge (mA)", { scale: { zero: false } }),
              color: colour("of", [
                ["Gauge", ink.slate],
                ["Before learning", ink.peach],
                ["After", ink.orange],
              ], "top-left"),
            },
          },
        ],
      },
      {
        width: 200,
        height: 338,
        title: "Misfit, step by step",
        data: { values: curve.map((misfit, step) => ({ step, misfit })) },
        mark: { type: "line", strokeWidth: 1.8, color: ink.slate },
        encoding: {
          x: quantity("step", "Step"),
          y: quantity("misfit", "Root mean square (mA)", {
            scale: { type: "log", domain: [0.08, 1] },
          }),
        },
      },
    ],
  };
}
