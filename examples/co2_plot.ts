// The picture of the fit, by Vega-Lite without a browser: the series under the model, what the model
// leaves over, and the seasonal cycle.

import type { TopLevelSpec } from "vega-lite";
import { type Parameters, season, type Series, trend } from "./co2_model.ts";
import { colour, draw, ink, quantity, range } from "./draw.ts";

/** Draws a series and the model fitted to it, as the text of an SVG. */
export function plot(series: Series, parameters: Parameters): Promise<string> {
  return draw(specification(series, parameters));
}

/** The rows that are drawn: one a month, one a point of the curves, one a point of the cycles. */
function rows({ time, concentration }: Series, parameters: Parameters, years: [number, number]) {
  const slow = (t: number) => trend(parameters, t);
  const cycle = (t: number) => season(parameters, t);
  return {
    measured: time.map((t, i) => ({
      t,
      curve: "Measured",
      month: 12 * (t % 1),
      ppm: concentration[i],
      detrended: concentration[i] - slow(t),
      residual: concentration[i] - slow(t) - cycle(t),
    })),
    curves: range(time[0], time.at(-1)!, 1 / 24).flatMap((t) => [
      { t, curve: "Model", ppm: slow(t) + cycle(t) },
      { t, curve: "Trend", ppm: slow(t) },
    ]),
    cycles: years.flatMap((year) =>
      range(0, 12, 1 / 8).map((month) => ({ month, year, ppm: cycle(year + month / 12) }))
    ),
  };
}

function specification(series: Series, parameters: Parameters): TopLevelSpec {
  const domain = [Math.floor(series.time[0]), Math.ceil(series.time.at(-1)!)];
  const years: [number, number] = [domain[0] + 2, domain[1] - 1];
  const { measured, curves, cycles } = rows(series, parameters, years);
  const time = quantity("t", "Year", {
    scale: { domain, nice: false },
    axis: { format: "d", values: range(1900, domain[1], 10) },
  });
  const month = quantity("month", "Month", {
    scale: { domain: [0, 12], nice: false },
    axis: { values: range(0, 11, 1), labelExpr: initialOfMonth, labelOffset: 12, grid: false },
  });
  return {
    title: {
      text: "Carbon dioxide at Mauna Loa",
      subtitle: "Monthly means (Scripps CO₂ Program) and a model fitted to them by least squares",
    },
    spacing: 30,
    vconcat: [
      {
        width: 900,
        height: 340,
        layer: [
          { data: { values: curves }, mark: { type: "line", strokeWidth: 1.4 } },
          { data: { values: measured }, mark: { type: "circle", size: 7, opacity: 1 } },
        ],
        encoding: {
          x: time,
          y: quantity("ppm", "CO₂ (ppm)", { scale: { zero: false } }),
          color: colour("curve", [
            ["Measured", ink.slate],
            ["Model", ink.orange],
            ["Trend", ink.blue],
          ], "top-left"),
        },
      },
      {
        spacing: 70,
        bounds: "flush",
        hconcat: [
          {
            width: 530,
            height: 190,
            title: "What the model leaves over",
            layer: [
              {
                data: { values: [0] },
                mark: { type: "rule", color: ink.orange, strokeWidth: 1.4 },
                encoding: { y: { datum: 0 } },
              },
              {
                data: { values: measured },
                mark: { type: "line", strokeWidth: 1, color: ink.slate },
                encoding: {
                  x: time,
                  y: quantity("residual", "Measured − model (ppm)", { axis: { tickCount: 8 } }),
                },
              },
            ],
          },
          {
            width: 300,
            height: 190,
            title: "The seasonal cycle",
            layer: [
              {
                data: { values: measured },
                mark: { type: "circle", size: 7, color: ink.slate, opacity: 0.35 },
                encoding: { x: month, y: quantity("detrended", "Measured − trend (ppm)") },
              },
              {
                data: { values: cycles },
                mark: { type: "line", strokeWidth: 2.2 },
                encoding: {
                  x: month,
                  y: quantity("ppm", "Measured − trend (ppm)"),
                  color: colour(
                    "year",
                    [[years[0], ink.peach], [years[1], ink.orange]],
                    "bottom-left",
                  ),
                },
              },
            ],
          },
        ],
        resolve: { scale: { color: "independent" } },
      },
    ],
    resolve: { scale: { color: "independent" } },
  };
}

const initialOfMonth = "substring('JFMAMJJASOND', datum.value, datum.value + 1)";
