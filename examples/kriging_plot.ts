// The picture of a Gaussian process: measurements, the curve through them, and how well it is known.

import { draw, ink, quantity } from "./draw.ts";
import { type Measurements, type Prediction, truth } from "./kriging.ts";

/** Draws the curve with two standard deviations to both sides, as the text of an SVG. */
export function plot({ ts, ys }: Measurements, curve: readonly Prediction[]): Promise<string> {
  const x = quantity("t", "t", { scale: { domain: [-0.5, 10.5], nice: false } });
  const y = quantity("y", "y");
  const bands = curve.map(({ t, mean, deviation }) => ({
    t,
    y: mean - 2 * deviation,
    above: mean + 2 * deviation,
  }));
  return draw({
    width: 760,
    height: 320,
    title: {
      text: "What sixty measurements tell of a curve",
      subtitle:
        "The mean of a Gaussian process and two standard deviations; dashed the curve that was measured",
    },
    layer: [
      {
        data: { values: bands },
        mark: { type: "area", color: ink.sky, opacity: 0.35 },
        encoding: { x, y, y2: { field: "above" } },
      },
      {
        data: { values: curve.map(({ t }) => ({ t, y: truth(t) })) },
        mark: { type: "line", color: ink.slate, strokeDash: [6, 4], strokeWidth: 1.5 },
        encoding: { x, y },
      },
      {
        data: { values: curve.map(({ t, mean }) => ({ t, y: mean })) },
        mark: { type: "line", color: ink.blue, strokeWidth: 2 },
        encoding: { x, y },
      },
      {
        data: { values: ts.map((t, i) => ({ t, y: ys[i] })) },
        mark: { type: "circle", color: ink.orange, size: 36, opacity: 1 },
        encoding: { x, y },
      },
    ],
  });
}
