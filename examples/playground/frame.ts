// What every plot is drawn in: a pair of scales with their axes, and arrows.

// @ts-types="npm:@types/d3-scale@^4.0.9"
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { svg } from "./dom.ts";
import { formatted } from "./numbers.ts";

/** The scales of a plot, from data to pixels. */
export interface Frame {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

type Interval = readonly [number, number];

/** Where the drawing ends within the picture. */
export const box = { width: 480, height: 400, left: 50, right: 462, top: 14, bottom: 356 };

/** The scales from two intervals of data to the inside of a picture. */
export function frameOf(x: Interval, y: Interval): Frame {
  return {
    x: scaleLinear().domain(x).range([box.left, box.right]),
    y: scaleLinear().domain(y).range([box.bottom, box.top]),
  };
}

/** The axes, with a few round ticks and the names of what they measure. */
export function axes({ x, y }: Frame, names: { x: string; y?: string }): SVGGElement {
  const { left, right, top, bottom } = box;
  return svg(
    "g",
    { class: "axes" },
    svg("rect", { x: left, y: top, width: right - left, height: bottom - top }),
    ...x.ticks(6).flatMap((tick) => [
      svg("line", { x1: x(tick), x2: x(tick), y1: bottom, y2: bottom + 4 }),
      text(formatted(tick), x(tick), bottom + 20, "middle"),
    ]),
    ...y.ticks(6).flatMap((tick) => [
      svg("line", { x1: left - 4, x2: left, y1: y(tick), y2: y(tick) }),
      text(formatted(tick), left - 8, y(tick) + 5, "end"),
    ]),
    text(names.x, (left + right) / 2, bottom + 38, "middle", "name"),
    ...(names.y === undefined ? [] : [upright(names.y, (top + bottom) / 2)]),
  );
}

/** The name of the axis that goes up: a long one goes up as well. */
function upright(name: string, y: number): SVGTextElement {
  if (name.length <= 2) return text(name, 2, y, "start", "name");
  const words = text(name, 14, y, "middle", "name");
  words.setAttribute("transform", `rotate(-90 14 ${y})`);
  return words;
}

/** Words at a place. */
export function text(
  words: string,
  x: number,
  y: number,
  anchor: "start" | "middle" | "end" = "start",
  name?: string,
): SVGTextElement {
  return svg("text", { x, y, "text-anchor": anchor, class: name }, words);
}

/** An arrow between two places in pixels; its head grows with it up to a size. */
export function arrow(
  [x1, y1]: Interval,
  [x2, y2]: Interval,
  name: string,
  head = 11,
): SVGGElement {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const size = Math.min(head, length * 0.5);
  const [ux, uy] = length > 0 ? [(x2 - x1) / length, (y2 - y1) / length] : [0, 0];
  const [bx, by] = [x2 - ux * size, y2 - uy * size];
  const wing = size * 0.42;
  const points = [[x2, y2], [bx - uy * wing, by + ux * wing], [bx + uy * wing, by - ux * wing]];
  return svg(
    "g",
    { class: `arrow ${name}` },
    svg("line", { x1, y1, x2: bx, y2: by }),
    svg("polygon", { points: points.map((point) => point.join()).join(" ") }),
  );
}
