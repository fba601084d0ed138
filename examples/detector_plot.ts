// The picture of the trackers: what blur costs, and quarters of three designs seen along the beam.

import type { TopLevelSpec } from "vega-lite";
import type { Findings } from "./detector.ts";
import type { Tracker } from "./detector_measure.ts";
import { hall } from "./detector_tracker.ts";
import { colour, draw, ink, quantity, range } from "./draw.ts";

/** Draws the trackers, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

/** Every layer as a quarter of a circle, in cm. */
function arcs({ layers }: Tracker) {
  return layers.flatMap(({ radius, pitch }, layer) =>
    range(0, 90, 1).map((degrees) => ({
      x: 100 * radius * Math.cos(degrees * Math.PI / 180),
      y: 100 * radius * Math.sin(degrees * Math.PI / 180),
      pitch: 1e6 * pitch,
      layer,
      degrees,
    }))
  );
}

/**
 * Particles from the beam at several angles: circles through it, of a radius in cm that grows with
 * momentum.
 */
function tracks() {
  return [[15, 1, 1], [33, 2.5, -1], [52, 1.2, -1], [70, 8, 1]].flatMap(
    ([degrees, momentum, charge], track) => {
      const bend = 100 * momentum / (0.3 * hall.field);
      return range(0, 112, 2).map((chord) => {
        const angle = degrees * Math.PI / 180 + charge * Math.asin(chord / (2 * bend));
        return { x: chord * Math.cos(angle), y: chord * Math.sin(angle), chord, track };
      });
    },
  );
}

function specification({ designed, pitched, equal }: Findings): TopLevelSpec {
  const shown = [0, Math.floor(designed.length / 2), designed.length - 1].map((i) => designed[i]);
  const names = ["All designed", "Pitch designed", "Equal layers"] as const;
  const line = (all: readonly Tracker[], of: string) =>
    all.map(({ cost, blur, error }) => ({
      cost,
      blur,
      low: blur - 2 * error,
      high: blur + 2 * error,
      of,
    }));
  const plane = (title: string) => ({
    scale: { domain: [0, 112], nice: false },
    axis: { grid: false, values: range(0, 100, 25) },
    title,
  });
  return {
    title: {
      text: "Trackers for less",
      subtitle: "Ten layers of silicon, their radii and pitches by the gradient of errors and cost",
    },
    spacing: 40,
    vconcat: [
      {
        width: 830,
        height: 260,
        data: {
          values: [
            ...line(designed, names[0]),
            ...line(pitched, names[1]),
            ...line(equal, names[2]),
          ],
        },
        encoding: {
          x: quantity("cost", "Cost (M€)", {
            scale: { type: "log", nice: false, domain: [0.5, 60] },
            axis: { values: [0.5, 1, 2, 5, 10, 20, 50] },
          }),
          color: colour("of", [
            [names[0], ink.orange],
            [names[1], ink.blue],
            [names[2], ink.grey],
          ], "top-right"),
        },
        layer: [
          {
            mark: { type: "line", strokeWidth: 2, point: { size: 45 } },
            encoding: {
              y: quantity("blur", "Blur (1 is demanded)", {
                scale: { type: "log", domain: [0.4, 4], nice: false },
                axis: { values: [0.5, 1, 2, 4] },
              }),
            },
          },
          {
            mark: { type: "rule" },
            encoding: { y: quantity("low", ""), y2: { field: "high" } },
          },
        ],
      },
      {
        spacing: 25,
        hconcat: shown.map((tracker, i) => ({
          width: 240,
          height: 240,
          title: `${tracker.cost.toFixed(1)} M€`,
          layer: [
            {
              data: { values: tracks() },
              mark: { type: "line" as const, color: "#cbd5e1", strokeWidth: 2, clip: true },
              encoding: {
                x: quantity("x", "", plane("cm")),
                y: quantity("y", "", plane(i === 0 ? "cm" : "")),
                detail: { field: "track" },
                order: { field: "chord" },
              },
            },
            {
              data: { values: arcs(tracker) },
              mark: { type: "line" as const, strokeWidth: 2 },
              encoding: {
                x: quantity("x", "", plane("cm")),
                y: quantity("y", "", plane(i === 0 ? "cm" : "")),
                detail: { field: "layer" },
                order: { field: "degrees" },
                color: {
                  ...quantity("pitch", "Pitch (µm)"),
                  scale: {
                    type: "log" as const,
                    domain: [20, 100, 500],
                    interpolate: "rgb" as const,
                    range: [ink.orange, ink.violet, ink.sky],
                  },
                  ...(i < 2
                    ? { legend: null }
                    : { legend: { values: [20, 50, 100, 200, 500], title: "Pitch (µm)" } }),
                },
              },
            },
          ],
        })),
        resolve: { scale: { color: "independent" } },
      },
    ],
    resolve: { scale: { color: "independent" } },
  };
}
