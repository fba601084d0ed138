// The picture of the inference: the posterior by each method with the truth in it, and what it says of the
// weeks to come.

import type { TopLevelSpec } from "vega-lite";
import { colour, draw, ink, quantity, range } from "./draw.ts";
import { type Findings, truth } from "./inference.ts";
import { expectedCases } from "./inference_model.ts";
import { quantiles } from "./statistics.ts";

/** Draws the posteriors and the forecast, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

const days = 60;

/** A point as a place in the picture. */
function place([contact, recovery]: number[]) {
  return { contact: Math.exp(contact), recovery: Math.exp(recovery) };
}

/** Every so manieth of a list: as many as asked for. */
function thinned<T>(things: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => things[Math.floor(i * things.length / count)]);
}

function specification({ cases, normal, flow, alongFlow }: Findings): TopLevelSpec {
  const panels = [
    ["Monte Carlo", alongFlow.points, ink.blue],
    ["Normal distribution", normal.points, ink.orange],
    ["Flow", flow.points, ink.green],
  ] as const;
  const forecasts = thinned(alongFlow.points, 400)
    .map((point) => expectedCases(point, days));
  const expected = expectedCases(truth, days);
  const bands = expected.map((_, day) => {
    const [low, quarter, middle, threeQuarters, high] = quantiles(
      forecasts.map((forecast) => forecast[day]),
      [0.05, 0.25, 0.5, 0.75, 0.95],
    );
    return { day, low, quarter, middle, threeQuarters, high };
  });
  const logarithmic = (domain: number[]) => ({
    scale: { type: "log" as const, domain, nice: false },
    axis: { values: [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1] },
  });
  const day = quantity("day", "Day", {
    scale: { domain: [0, days], nice: false },
    axis: { values: range(0, days, 7) },
  });
  const casesPerDay = "New cases per day";

  return {
    title: {
      text: "What two weeks of an epidemic tell",
      subtitle: "The posterior by three methods; the cross is the truth of the simulation",
    },
    spacing: 40,
    resolve: { scale: { color: "independent" } },
    vconcat: [
      {
        spacing: 30,
        hconcat: panels.map(([name, points, color], i) => ({
          width: 250,
          height: 250,
          title: name,
          layer: [
            {
              data: { values: thinned(points, 600).map(place) },
              mark: { type: "circle", size: 14, opacity: 0.45, color, clip: true },
              encoding: {
                x: quantity("contact", "Contact rate β (1/d)", logarithmic([0.25, 1.1])),
                y: quantity(
                  "recovery",
                  i === 0 ? "Recovery rate γ (1/d)" : "",
                  logarithmic([0.018, 1]),
                ),
              },
            },
            {
              data: { values: [place(truth)] },
              mark: { type: "point", shape: "cross", size: 130, fill: ink.slate, stroke: "white" },
              encoding: { x: quantity("contact", ""), y: quantity("recovery", "") },
            },
          ],
        })),
      },
      {
        width: 830,
        height: 220,
        title: "And of the weeks to come, by Monte Carlo: half of the probability, and 90 %",
        layer: [
          ...([["low", "high", 0.18], ["quarter", "threeQuarters", 0.3]] as const).map((
            [from, to, opacity],
          ) => ({
            data: { values: bands },
            mark: { type: "area" as const, color: ink.blue, opacity },
            encoding: { x: day, y: quantity(from, casesPerDay), y2: { field: to } },
          })),
          {
            data: { values: expected.map((count, day) => ({ day, count, of: "Truth" })) },
            mark: { type: "line", strokeWidth: 1.6 },
            encoding: {
              x: day,
              y: quantity("count", casesPerDay),
              color: colour("of", [["Truth", ink.orange], ["Counted", ink.slate]], "top-left"),
            },
          },
          {
            data: { values: cases.map((count, day) => ({ day, count, of: "Counted" })) },
            mark: { type: "circle", size: 40, opacity: 1 },
            encoding: {
              x: day,
              y: quantity("count", casesPerDay),
              color: colour("of", [["Truth", ink.orange], ["Counted", ink.slate]], "top-left"),
            },
          },
        ],
      },
    ],
  };
}
