// The picture of the street: cars by time and place between the red lights, before and after, and what the
// search for the offsets cost.

import type { TopLevelSpec } from "vega-lite";
import type { Findings } from "./design_surrogate.ts";
import { simulate, street } from "./design_surrogate_street.ts";
import { colour, draw, ink, quantity, range } from "./draw.ts";

/** Draws the street and the searches, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

const [from, to] = [600, 900];

/** The way of every car: where it came to a light, and where and when it left it. */
function cars(offsets: readonly number[]) {
  return simulate(offsets, -7).flatMap(({ car, light, arrival, departure, speed }) => {
    const place = street.lights[light];
    // To the middle of the next block, by which some have turned off.
    const middle = ((street.lights[light + 1] ?? place + 200) - place) / 2;
    return [
      { time: arrival, place },
      { time: departure, place },
      { time: departure + middle / speed, place: place + middle },
    ].map((point, i) => ({ ...point, car, order: 3 * light + i }));
  }).filter(({ time }) => time > from - 60 && time < to + 60);
}

function reds(offsets: readonly number[]) {
  return street.lights.flatMap((place, light) => {
    const start = offsets.slice(0, light).reduce((sum, offset) => sum + offset, 0) % street.cycle;
    return range(from - 2 * street.cycle, to, street.cycle).map((cycle) => ({
      place,
      begin: Math.max(from, cycle + start + street.green),
      end: Math.min(to, cycle + start + street.cycle),
    })).filter(({ begin, end }) => end > begin);
  });
}

function panel(title: string, offsets: readonly number[], first: boolean) {
  const x = quantity("time", "Time (s)", {
    scale: { domain: [from, to], nice: false },
    axis: { grid: false, values: range(from, to, street.cycle) },
  });
  const y = quantity("place", first ? "Place (m)" : "", {
    scale: { domain: [-40, 1640], nice: false },
    axis: { grid: false, values: street.lights },
  });
  return {
    width: 400,
    height: 320,
    title,
    layer: [
      {
        data: { values: cars(offsets) },
        mark: {
          type: "line" as const,
          strokeWidth: 1.1,
          color: ink.blue,
          opacity: 0.75,
          clip: true,
        },
        encoding: { x, y, detail: { field: "car" }, order: { field: "order" } },
      },
      {
        data: { values: reds(offsets) },
        mark: { type: "rule" as const, color: "#dc2626", strokeWidth: 3 },
        encoding: { x: { ...x, field: "begin" }, x2: { field: "end" }, y },
      },
    ],
  };
}

function specification({ searches, together, wave }: Findings): TopLevelSpec {
  const inks = [ink.grey, ink.slate, ink.sky, ink.orange];
  const painted = colour("of", searches.map(({ name }, i) => [name, inks[i]]), "top-right");
  const offsets = searches.at(-1)!.design;
  const rows = searches.flatMap(({ name, stations }) =>
    [{ calls: 0, value: together.value, error: 0 }, ...stations].map((
      { calls, value, error },
    ) => ({ calls, value, low: value - 2 * error, high: value + 2 * error, of: name }))
  );
  const calls = quantity("calls", "Calls of the simulator", {
    scale: { domain: [0, 300], nice: false },
    axis: { values: range(0, 300, 50) },
  });
  const delays = (field: string) =>
    quantity(field, "Delay (s a car)", { scale: { domain: [15, 60] } });
  return {
    title: {
      text: "A green wave that nobody was told of",
      subtitle:
        "Cars in time and place, and red lights; below, how many calls of the simulator it took",
    },
    spacing: 45,
    vconcat: [
      {
        spacing: 30,
        hconcat: [
          panel("All lights at once", offsets.map(() => 0), true),
          panel("By local surrogates", offsets, false),
        ],
      },
      {
        width: 838,
        height: 230,
        layer: [
          {
            data: { values: [{ delay: wave.value }] },
            mark: { type: "rule", color: ink.green, strokeDash: [4, 4], strokeWidth: 1.5 },
            encoding: { y: delays("delay") },
          },
          {
            data: { values: [{ delay: wave.value, calls: 298, text: "Distance by speed" }] },
            mark: { type: "text", color: ink.green, align: "right", baseline: "top", dy: 5 },
            encoding: { x: calls, y: delays("delay"), text: { field: "text" } },
          },
          {
            data: { values: rows },
            mark: { type: "rule", strokeWidth: 1.5 },
            encoding: { x: calls, y: delays("low"), y2: { field: "high" }, color: painted },
          },
          {
            data: { values: rows },
            mark: { type: "line", strokeWidth: 2, point: { size: 40 } },
            encoding: { x: calls, y: delays("value"), color: painted },
          },
        ],
      },
    ],
    resolve: { scale: { color: "independent" } },
  };
}
