// A function of one variable with its first and second derivative, and the line that forward mode sees:
// the tangent at the point.

// @ts-types="npm:@types/d3-shape@^3.1.7"
import { line } from "d3-shape";
import { derivative, type Scalar } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { svg } from "./dom.ts";
import { axes, box, type Frame, frameOf, text } from "./frame.ts";
import type { Formula } from "./formula.ts";
import { HIGHEST, type Scene } from "./scene.ts";

const SAMPLES = 400;

interface Curve {
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
}

/** Plots f, f′ and f″ over the range of the one variable. */
export function curvePlot({ formula, inputs: [input], readings }: Scene): SVGSVGElement {
  const [f, first, second] = functionsOf(formula);
  const [low, high] = input.range;
  const xs = Array.from({ length: SAMPLES + 1 }, (_, i) => low + (high - low) * i / SAMPLES);
  const curves: Curve[] = [
    { name: "second", label: "f″", values: xs.map(second) },
    { name: "first", label: "f′", values: xs.map(first) },
    { name: "function", label: "f", values: xs.map(f) },
  ];
  const frame = frameOf(input.range, heights(curves));
  return svg(
    "svg",
    { viewBox: `0 0 ${box.width} ${box.height}`, role: "img", "aria-labelledby": "plot-title" },
    svg("title", { id: "plot-title" }, `f, f′ and f″ of ${input.name} from ${low} to ${high}`),
    svg("clipPath", { id: "inside" }, inside()),
    axes(frame, { x: input.name }),
    svg("g", { "clip-path": "url(#inside)" }, ...zero(frame), ...drawn(curves, frame, xs)),
    ...labels(curves, frame, xs),
    ...tangent(frame, input.value, readings.value, readings.gradient[0]),
  );
}

type Real = (x: number) => number;

const compiled = new WeakMap<Formula, readonly [Real, Real, Real]>();

/** Returns f, f′ and f″, compiled, since a curve asks for them hundreds of times. */
function functionsOf(formula: Formula): readonly [Real, Real, Real] {
  const known = compiled.get(formula);
  if (known !== undefined) return known;
  const f = (x: Scalar) => formula.evaluate([x]);
  const own = [f, derivative(f), derivative(derivative(f))].map((order) => {
    const fast = jit(order, { eager: true });
    return (x: number) => fast(x) as number;
  });
  const three = [own[0], own[1], own[2]] as const;
  compiled.set(formula, three);
  return three;
}

function inside(): SVGRectElement {
  const { left, right, top, bottom } = box;
  return svg("rect", { x: left, y: top, width: right - left, height: bottom - top });
}

/** Heights between which nearly all of f and f′ lies, so that a pole does not flatten the rest. */
function heights(curves: readonly Curve[]): [number, number] {
  const finite = curves.slice(1).flatMap(({ values }) => values).filter((value) =>
    Math.abs(value) < HIGHEST
  );
  finite.sort((a, b) => a - b);
  const quantile = (share: number) => finite[Math.round(share * (finite.length - 1))] ?? 0;
  const [low, high] = [quantile(0.02), quantile(0.98)];
  const margin = 0.15 * (high - low) || 1;
  return [low - margin, high + margin];
}

function zero({ y }: Frame): SVGLineElement[] {
  return [svg("line", { class: "zero", x1: box.left, x2: box.right, y1: y(0), y2: y(0) })];
}

function drawn(curves: readonly Curve[], { x, y }: Frame, xs: readonly number[]): SVGPathElement[] {
  const limit = 10 * box.height;
  const path = line<number>()
    .defined((value) => Number.isFinite(value) && Math.abs(y(value)) < limit)
    .x((_, i) => x(xs[i]))
    .y((value) => y(value));
  return curves.map(({ name, values }) =>
    svg("path", { class: `curve ${name}`, d: path([...values]) ?? "" })
  );
}

/** Each name stands where its curve is highest within the picture; names do not cover one another. */
function labels(
  curves: readonly Curve[],
  { x, y }: Frame,
  xs: readonly number[],
): SVGTextElement[] {
  const taken: [number, number][] = [];
  return curves.toReversed().flatMap(({ name, label, values }) => {
    const inside = xs.map((_, i) => i).filter((i) =>
      y(values[i]) > box.top + 24 && y(values[i]) < box.bottom - 8
    );
    if (inside.length === 0) return [];
    const highest = inside.reduce((best, i) => values[i] > values[best] ? i : best);
    const place = Math.max(box.left + 14, Math.min(box.right - 16, x(xs[highest])));
    let height = y(values[highest]) - 9;
    while (taken.some(([a, b]) => Math.abs(a - place) < 20 && Math.abs(b - height) < 18)) {
      height += 18;
    }
    taken.push([place, height]);
    return [text(label, place, height, "middle", `label ${name}`)];
  });
}

function tangent({ x, y }: Frame, at: number, value: number, slope: number): SVGElement[] {
  const [low, high] = x.domain();
  const height = (place: number) => y(value + slope * (place - at));
  if (![x(at), y(value), height(low), height(high)].every(Number.isFinite)) return [];
  return [
    svg("line", {
      class: "tangent-line",
      "clip-path": "url(#inside)",
      x1: x(low),
      x2: x(high),
      y1: height(low),
      y2: height(high),
    }),
    svg("circle", { class: "point", cx: x(at), cy: y(value), r: 6 }),
  ];
}
