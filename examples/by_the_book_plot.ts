// What each mode knows of the steps of a program, and what both cost, by the book and fast.

import type { Cost, Row } from "./by_the_book.ts";
import { colour, decades, draw, ink, quantity } from "./draw.ts";

/** Draws the tangents and cotangents of steps, and the costs of loops by their length. */
export function plot(rows: readonly Row[], costs: readonly Cost[]): Promise<string> {
  const values = rows.flatMap(({ expression, tangent, cotangent }) => [
    { expression, mode: "tangent, pushed forward", value: tangent },
    { expression, mode: "cotangent, carried back", value: cotangent },
  ]);
  const modes = values.slice(0, 2).map(({ mode }) => mode);
  const bars = {
    title: "The steps of a·b + sin a",
    width: 340,
    height: 280,
    data: { values },
    mark: { type: "bar" } as const,
    encoding: {
      x: {
        field: "expression",
        type: "nominal",
        title: "Step",
        sort: rows.map(({ expression }) => expression),
        axis: { labelAngle: 0 },
      } as const,
      xOffset: { field: "mode", type: "nominal", sort: modes } as const,
      y: quantity("value", "Derivative", { scale: { domain: [-1, 4] } }),
      color: colour("mode", [[modes[0], ink.violet], [modes[1], ink.orange]], "top-left"),
    },
  };
  const names = (["forward", "reverse"] as const).flatMap((mode) =>
    (["by the book", "fast"] as const).map((way) => `${mode}, ${way}`)
  );
  const inks = [ink.violet, ink.sky, ink.orange, ink.peach];
  const lines = {
    title: "A loop by its length: the same bits",
    width: 340,
    height: 280,
    data: { values: costs.map((cost) => ({ ...cost, name: `${cost.mode}, ${cost.way}` })) },
    mark: { type: "line", point: true, strokeWidth: 2 } as const,
    encoding: {
      x: quantity("operations", "Operations", {
        scale: { type: "log", base: 4 },
        axis: { values: [...new Set(costs.map(({ operations }) => operations))] },
      }),
      y: decades("cost", "Cost (functions)", 0, 3),
      color: colour("name", names.map((name, i) => [name, inks[i]] as const), "top-right"),
    },
  };
  return draw({
    title: {
      text: "Both modes by the book",
      subtitle:
        "What they know of each step, and what they cost as defined and as the library does it",
    },
    spacing: 50,
    hconcat: [bars, lines],
    resolve: { scale: { color: "independent" } },
  });
}
