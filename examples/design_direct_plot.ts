// The picture of the flight: the way between the orbits with the thrust along it, how that was steered, and
// what the search cost.

import type { TopLevelSpec } from "vega-lite";
import type { Findings } from "./design_direct.ts";
import { duration, unitOfSpeed } from "./design_direct_ship.ts";
import { colour, decades, draw, ink, quantity, range } from "./draw.ts";

/** Draws the flight, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

const mars = 1.5237;

function circle(radius: number, fill: string) {
  return range(0, 1, 1 / 240).map((turn) => ({
    x: radius * Math.cos(2 * Math.PI * turn),
    y: radius * Math.sin(2 * Math.PI * turn),
    turn,
    fill,
  }));
}

/** The way, and the thrust every few days as a line from the ship against which the exhaust goes. */
function flight({ path, exact: { angles } }: Findings) {
  const way = path.map(({ radius, angle }, i) => ({
    x: radius * Math.cos(angle),
    y: radius * Math.sin(angle),
    turn: i,
  }));
  const thrusts = way.filter((_, i) => i % 3 === 0).map(({ x, y, turn }) => {
    const place = turn / (path.length - 1) * (angles.length - 1);
    const before = Math.min(Math.floor(place), angles.length - 2);
    const steering = angles[before] + (place - before) * (angles[before + 1] - angles[before]);
    const direction = path[turn].angle + Math.PI / 2 - steering;
    return { x, y, x2: x + 0.17 * Math.cos(direction), y2: y + 0.17 * Math.sin(direction) };
  });
  return { way, thrusts };
}

function specification(findings: Findings): TopLevelSpec {
  const { exact, differences } = findings;
  const { way, thrusts } = flight(findings);
  const plane = { scale: { domain: [-1.58, 1.58], nice: false }, axis: null };
  const [x, y] = [quantity("x", "", plane), quantity("y", "", plane)];
  const steering = exact.angles.map((angle, i) => ({
    day: duration * i / (exact.angles.length - 1),
    angle: angle * 180 / Math.PI,
  }));
  const costs = [["Exact", exact], ["Differences", differences]] as const;
  return {
    title: {
      text: "From the Earth to the orbit of Mars in 193 days",
      subtitle:
        "Strokes, with a dot ahead: the thrust, steered so that the last orbit is the widest circle",
    },
    spacing: 60,
    hconcat: [
      {
        width: 470,
        height: 470,
        encoding: { x, y },
        layer: [
          {
            data: { values: [...circle(1, ink.blue), ...circle(mars, ink.orange)] },
            mark: { type: "line", strokeWidth: 1.2, strokeDash: [4, 4] },
            encoding: {
              order: { field: "turn" },
              color: { field: "fill", type: "nominal", scale: null },
            },
          },
          {
            data: { values: thrusts },
            mark: { type: "rule", color: ink.violet, strokeWidth: 1.3 },
            encoding: { x2: { field: "x2" }, y2: { field: "y2" } },
          },
          {
            data: { values: thrusts },
            mark: { type: "circle", color: ink.violet, size: 14, opacity: 1 },
            encoding: { x: quantity("x2", "", plane), y: quantity("y2", "", plane) },
          },
          {
            data: { values: way },
            mark: { type: "line", color: ink.slate, strokeWidth: 3, strokeCap: "round" },
            encoding: { order: { field: "turn" } },
          },
          {
            data: {
              values: [
                { x: 0, y: 0, size: 500, fill: "#fbbf24" },
                { ...way[0], size: 130, fill: ink.blue },
                { ...way.at(-1), size: 110, fill: ink.orange },
              ],
            },
            mark: { type: "circle", opacity: 1 },
            encoding: {
              size: { field: "size", type: "quantitative", scale: null },
              color: { field: "fill", type: "nominal", scale: null },
            },
          },
          {
            data: {
              values: [
                { x: 0.71, y: -0.82, of: "Earth", fill: ink.blue },
                { x: 1.14, y: -1.22, of: "Mars", fill: ink.orange },
              ],
            },
            mark: { type: "text", align: "left", fontSize: 13 },
            encoding: {
              text: { field: "of" },
              color: { field: "fill", type: "nominal", scale: null },
            },
          },
        ],
      },
      {
        spacing: 40,
        vconcat: [
          {
            width: 300,
            height: 170,
            title: "The thrust turns half-way",
            data: { values: steering },
            mark: { type: "line", point: { size: 24, color: ink.violet }, color: ink.violet },
            encoding: {
              x: quantity("day", "Day", { scale: { domain: [0, duration], nice: false } }),
              y: quantity("angle", "Angle outwards (°)", {
                axis: { values: range(0, 360, 90) },
                scale: { domain: [0, 360] },
              }),
            },
          },
          {
            width: 300,
            height: 170,
            title: "What the search costs",
            data: {
              values: costs.flatMap(([of, { rounds }]) =>
                rounds.map(({ runs, miss }) => ({ runs, miss: miss * unitOfSpeed, of }))
              ),
            },
            mark: { type: "line", point: { size: 40 }, strokeWidth: 2 },
            encoding: {
              x: decades("runs", "Runs of the simulation", 1, 5),
              y: decades("miss", "Miss of a circle (m/s)", -1, 3),
              color: colour(
                "of",
                [[costs[0][0], ink.blue], [costs[1][0], ink.orange]],
                "bottom-left",
              ),
            },
          },
        ],
        resolve: { scale: { color: "independent" } },
      },
    ],
    resolve: { scale: { color: "independent" } },
  };
}
