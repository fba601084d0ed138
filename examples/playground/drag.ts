// The point of a plot, taken by the pointer. Whoever has none has the sliders, which do the same.

import { box, frameOf } from "./frame.ts";
import type { Change } from "./inputs.ts";
import type { Scene } from "./scene.ts";

/** Lets the pointer move the variables of the axes of the plot in an element. */
export function draggable(
  plot: HTMLElement,
  sceneOf: () => Pick<Scene, "inputs" | "axes">,
  moved: (variable: number, change: Change) => void,
): void {
  const follow = (event: PointerEvent) => {
    const picture = plot.querySelector("svg")?.getBoundingClientRect();
    if (picture === undefined) return;
    const { inputs, axes: [i, j] } = sceneOf();
    const across = inputs[i].range;
    const { x, y } = frameOf(across, inputs[j]?.range ?? across);
    const left = (event.clientX - picture.left) * box.width / picture.width;
    const top = (event.clientY - picture.top) * box.height / picture.height;
    moved(i, { value: round(x.invert(left), across) });
    if (inputs.length > 1) moved(j, { value: round(y.invert(top), inputs[j].range) });
  };
  plot.addEventListener("pointerdown", (event) => {
    plot.setPointerCapture(event.pointerId);
    follow(event);
  });
  plot.addEventListener("pointermove", (event) => {
    if (plot.hasPointerCapture(event.pointerId)) follow(event);
  });
}

/** A value within the range, at one of the places that a slider has. */
function round(x: number, [low, high]: readonly [number, number]): number {
  const step = (high - low) / 100;
  const inside = Math.max(low, Math.min(high, x));
  return Number((low + Math.round((inside - low) / step) * step).toPrecision(12));
}
