// The cost of Jacobians as their inputs and their outputs grow: operations as lines, time as circles.

import { colour, decades, draw, ink, quantity } from "./draw.ts";
import type { Shape } from "./forward_reverse.ts";

/** Draws the costs as inputs grow and as outputs grow. */
export function plot(shapes: readonly Shape[]): Promise<string> {
  const side = (title: string, field: "inputs" | "outputs", other: "inputs" | "outputs") => {
    const grown = shapes.filter((shape) => shape[other] === 1);
    const values = grown.flatMap((shape) =>
      (["forward", "reverse"] as const).map((mode) => (
        { size: shape[field], mode, ...shape[mode] }
      ))
    );
    const sizes = grown.map((shape) => shape[field]);
    return {
      title,
      width: 340,
      height: 280,
      data: { values },
      encoding: {
        x: quantity("size", `Number of ${field}`, {
          scale: { type: "log", base: 2 },
          axis: { values: sizes },
        }),
        color: colour("mode", [["forward", ink.violet], ["reverse", ink.orange]], "top-left"),
      },
      layer: [
        {
          mark: { type: "line", strokeWidth: 2 } as const,
          encoding: { y: decades("operations", "Cost (functions)", 0, 2) },
        },
        {
          mark: { type: "point", size: 50, fill: "white", opacity: 1 } as const,
          encoding: { y: decades("time", "Cost (functions)", 0, 2) },
        },
      ],
    };
  };
  return draw({
    title: {
      text: "Forward by columns, reverse by rows",
      subtitle: "The cost of a Jacobian: its operations (lines) and its time (circles)",
    },
    spacing: 50,
    hconcat: [
      side("Inputs grow at one output", "inputs", "outputs"),
      side("Outputs grow at one input", "outputs", "inputs"),
    ],
  });
}
