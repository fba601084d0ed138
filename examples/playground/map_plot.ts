// A function of two variables seen from above: bands of equal height, the level line through the point, the
// field of gradients, and at the point the gradient, the direction, and what the one does to the other.

import { type Scalar, valueAndGrad } from "@fluxion/ad";
import { jit, type Jitted } from "@fluxion/ad/jit";
import { ground } from "./bands.ts";
import { svg } from "./dom.ts";
import type { Formula } from "./formula.ts";
import { arrow, axes, box, type Frame, frameOf } from "./frame.ts";
import { HIGHEST, type Scene } from "./scene.ts";

const ARROWS = 11;

type Vector = readonly [number, number];

/** Plots f over two of its variables, the others being held. */
export function mapPlot(scene: Scene): SVGSVGElement {
  const { inputs, axes: [i, j] } = scene;
  const frame = frameOf(inputs[i].range, inputs[j].range);
  const at: Vector = [frame.x(inputs[i].value), frame.y(inputs[j].value)];
  const field = fieldOf(scene, frame);
  const names = { x: inputs[i].name, y: inputs[j].name };
  return svg(
    "svg",
    { viewBox: `0 0 ${box.width} ${box.height}`, role: "img", "aria-labelledby": "plot-title" },
    svg("title", { id: "plot-title" }, `f over ${names.x} and ${names.y}, with its gradients`),
    ground(heightsOf(scene), frame, scene.readings.value),
    svg("g", { class: "field" }, ...field.arrows),
    axes(frame, names),
    ...vectors(scene, frame, at, field.typical),
    ...(at.every(Number.isFinite)
      ? [svg("circle", { class: "point", cx: at[0], cy: at[1], r: 6 })]
      : []),
  );
}

/** The function of the two variables of the map. */
function onMap({ formula, inputs, axes: [i, j] }: Scene): (pair: readonly Scalar[]) => Scalar {
  return ([x, y]) => {
    const values: Scalar[] = inputs.map(({ value }) => value);
    values[i] = x;
    values[j] = y;
    return formula.evaluate(values);
  };
}

const compiled = new WeakMap<Formula, Jitted<(values: Scalar[]) => Scalar>>();

/** Returns the function of the two variables of the map, compiled, since a map asks for it thousands of times. */
function heightsOf({ formula, inputs, axes: [i, j] }: Scene): (x: number, y: number) => number {
  const fast = compiled.get(formula) ??
    jit((values: Scalar[]) => formula.evaluate(values), { eager: true });
  compiled.set(formula, fast);
  const values = inputs.map(({ value }) => value);
  return (x, y) => {
    values[i] = x;
    values[j] = y;
    return fast(values) as number;
  };
}

/** A gradient at each place of a coarse grid where f is finite, and how long a gradient typically is. */
function fieldOf(scene: Scene, frame: Frame): { arrows: SVGGElement[]; typical: number } {
  const f = onMap(scene);
  const places = Array.from({ length: ARROWS * ARROWS }, (_, k): Vector => [
    box.left + (box.right - box.left) * (k % ARROWS + 0.5) / ARROWS,
    box.bottom + (box.top - box.bottom) * (Math.floor(k / ARROWS) + 0.5) / ARROWS,
  ]);
  const gradients = places.map(([px, py]) => {
    const [height, gradient] = valueAndGrad(f)([frame.x.invert(px), frame.y.invert(py)]);
    return Math.abs(height) < HIGHEST ? gradient : [0, 0];
  });
  const lengths = gradients.map(([x, y]) => Math.hypot(x, y)).filter((x) => x > 0 && x < Infinity);
  const typical = lengths.sort((a, b) => a - b)[lengths.length >> 1] ?? 1;
  const reach = 0.85 * (box.bottom - box.top) / ARROWS;
  const arrows = places.flatMap((place, k) => {
    const tip = moved(place, gradients[k], frame, typical, reach);
    return tip === undefined ? [] : [arrow(place, tip, "", 5)];
  });
  return { arrows, typical };
}

/** The tip of a vector; long ones are drawn shorter, so that all can be seen, and never beyond a reach. */
function moved(
  from: Vector,
  [x, y]: readonly number[],
  frame: Frame,
  typical: number,
  reach: number,
): Vector | undefined {
  const length = Math.hypot(x, y);
  const [dx, dy] = [x * slopeOf(frame.x), y * slopeOf(frame.y)];
  const scale = reach * length / (length + typical) / Math.hypot(dx, dy);
  const tip: Vector = [from[0] + dx * scale, from[1] + dy * scale];
  return length > 0 && tip.every(Number.isFinite) ? tip : undefined;
}

function slopeOf(scale: Frame["x"]): number {
  const [low, high] = scale.domain();
  const [start, end] = scale.range();
  return (end - start) / (high - low);
}

function vectors(
  { inputs, axes: [i, j], readings, mode }: Scene,
  frame: Frame,
  at: Vector,
  typical: number,
): SVGGElement[] {
  const reach = 0.42 * (box.right - box.left);
  const gradient = [readings.gradient[i], readings.gradient[j]];
  const turning = [readings.turning[i], readings.turning[j]];
  const tipOf = (vector: readonly number[]) => moved(at, vector, frame, typical, reach);
  const tangent = moved(at, [inputs[i].tangent, inputs[j].tangent], frame, 1, reach / 1.5);
  const tip = tipOf(gradient);
  const turned = tipOf(gradient.map((entry, k) => entry + turning[k]));
  return [
    ...(mode !== "reverse" && tangent !== undefined ? [arrow(at, tangent, "tangent")] : []),
    ...(mode !== "forward" && tip !== undefined ? [arrow(at, tip, "adjoint")] : []),
    ...(mode === "forward-on-reverse" && tip !== undefined && turned !== undefined
      ? [arrow(tip, turned, "turning")]
      : []),
  ];
}
