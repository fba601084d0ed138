// The picture of a compiled gradient: the time of each call, and what it was spent on.

import { colour, draw, ink, quantity } from "./draw.ts";
import { type Findings, median } from "./static_dynamic.ts";

/** Draws the time of each call, as the text of an SVG. */
export function plot({ calls }: Findings): Promise<string> {
  const dynamic = median(calls.map((call) => call.dynamic));
  const x = quantity("number", "Call", {
    scale: { type: "log", domain: [0.9, 1.1 * calls.length], nice: false },
    axis: { values: [1, 10, 100, 1000, 10_000] },
  });
  const y = quantity("microseconds", "Time of a call (µs)", {
    scale: { type: "log" },
    axis: { values: [1, 10, 100, 1000, 10_000, 100_000] },
  });
  const inks = [
    ["Another way is written down", ink.orange],
    ["The function just runs", ink.slate],
    ["A variant answers", ink.sky],
  ] as const;
  const names = { traced: inks[0][0], uncompiled: inks[1][0], compiled: inks[2][0] };
  const painted = colour("what", inks, "bottom-left");
  return draw({
    width: 760,
    height: 320,
    title: {
      text: "A gradient of a flight, call by call",
      subtitle:
        "Each number of steps until the ball lands is written down once, and then answered compiled",
    },
    layer: [
      {
        data: { values: calls.map((call) => ({ ...call, what: names[call.what] })) },
        mark: { type: "circle", size: 26, opacity: 0.8 },
        encoding: { x, y, color: painted },
      },
      {
        data: { values: [{ microseconds: dynamic }] },
        mark: { type: "rule", color: ink.slate, strokeDash: [6, 4], strokeWidth: 1.5 },
        encoding: { y },
      },
      {
        data: { values: [{ microseconds: dynamic, number: 1, text: "Uncompiled, median" }] },
        mark: { type: "text", align: "left", dy: -9, color: ink.slate, fontSize: 12 },
        encoding: { x, y, text: { field: "text" } },
      },
    ],
  });
}
