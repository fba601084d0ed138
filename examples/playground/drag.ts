// The point of a plot, taken by the pointer or moved by the arrows of a keyboard.

import { box, frameOf } from "./frame.ts";
import type { Change } from "./inputs.ts";
import type { Scene } from "./scene.ts";

/** How many steps there are from one end of a range to the other, as on a slider. */
const STEPS = 100;

/** Which axis an arrow of the keyboard goes along, and which way. */
const arrows: Readonly<Record<string, readonly [axis: 0 | 1, steps: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowDown: [1, -1],
  ArrowUp: [1, 1],
};

/** Lets pointer and arrows move the variables of the axes of the plot in an element. */
export function movable(
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
  plot.addEventListener("keydown", (event) => {
    const { inputs, axes } = sceneOf();
    if (!Object.hasOwn(arrows, event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const [axis, steps] = arrows[event.key];
    const input = inputs[axes[axis]];
    if (input === undefined) return;
    event.preventDefault();
    const [low, high] = input.range;
    const step = (event.shiftKey ? 10 : 1) * steps * (high - low) / STEPS;
    moved(axes[axis], { value: round(input.value + step, input.range) });
  });
}

/** A value within the range, at one of the places that a slider has. */
function round(x: number, [low, high]: readonly [number, number]): number {
  const step = (high - low) / STEPS;
  const inside = Math.max(low, Math.min(high, x));
  return Number((low + Math.round((inside - low) / step) * step).toPrecision(12));
}
