"use ad";
// A soap film over a frame: the least of its area by hundreds of heights, by Newton's method on products with
// a Hessian that nobody writes down.

import { hypot, sum } from "@fluxion/ad";
import { grad, hvp } from "@fluxion/ad/operators";
import { type Minimum, newtonCG } from "./newton_cg.ts";
import { timed } from "./timing.ts";
import { flatten } from "./trees.ts";

/** The soap film, and how Newton-CG and gradient descent got there. */
export interface Film {
  readonly cells: number;
  readonly minimum: Minimum<number[][]>;
  /** How far the heights are from Scherk's surface, at most. */
  readonly error: number;
  /** The length of the gradient at every step of gradient descent, of which there are as many as products. */
  readonly descent: number[];
}

/** A product of the film's Hessian with a vector in one mode. */
export interface Product {
  readonly mode: string;
  /** Its time in units of that of a gradient. */
  readonly cost: number;
  /** The largest difference to the first, relative to its largest entry. */
  readonly difference: number;
}

/** The height of a soap film between the curves that Scherk found in 1834 to span a least surface. */
export function scherk(x: number, y: number): number {
  return Math.log(Math.cos(y) / Math.cos(x));
}

/** From −1 to 1, the coordinates of the lines of a grid. */
export function gridLines(cells: number): number[] {
  return Array.from({ length: cells + 1 }, (_, i) => 2 * i / cells - 1);
}

/**
 * The area of the film over the square |x|, |y| ≤ 1, as two triangles a cell, by its heights within the
 * frame.
 */
export function area(inside: number[][]): number {
  const cells = inside.length + 1;
  const lines = gridLines(cells);
  const heights: number[][] = lines.map((x, i) =>
    lines.map((y, j) => i % cells === 0 || j % cells === 0 ? scherk(x, y) : inside[i - 1][j - 1])
  );
  const width = 2 / cells;
  const triangle = (corner: number, alongX: number, alongY: number) =>
    width / 2 * hypot(width, alongX - corner, alongY - corner);
  const triangles: number[] = [];
  for (let i = 0; i < cells; i++) {
    for (let j = 0; j < cells; j++) {
      const [nearX, nearY] = [heights[i + 1][j], heights[i][j + 1]];
      triangles.push(triangle(heights[i][j], nearX, nearY));
      triangles.push(triangle(heights[i + 1][j + 1], nearY, nearX));
    }
  }
  return sum(triangles);
}

/** Finds the film from a flat one, by Newton-CG and by as many steps of gradient descent. */
export function stretch(cells: number): Film {
  const flat = Array.from({ length: cells - 1 }, () => new Array<number>(cells - 1).fill(0));
  const gradient = grad(area);
  const minimum = newtonCG({ objective: area, gradient, product: hvp(area) }, flat);
  const lines = gridLines(cells).slice(1, -1);
  const errors = minimum.parameters.flatMap((row, i) =>
    row.map((height, j) => Math.abs(height - scherk(lines[i], lines[j])))
  );
  const descent: number[] = [];
  let heights = flat;
  for (let step = 0; step <= minimum.steps.at(-1)!.products; step++) {
    const slope = gradient(heights);
    descent.push(Math.hypot(...flatten(slope)));
    // The Hessian is close to the Laplacian of the grid, of eigenvalues up to 8: longer steps would swing.
    heights = heights.map((row, i) => row.map((height, j) => height - slope[i][j] / 5));
  }
  return { cells, minimum, error: Math.max(...errors), descent };
}

/** One product of the Hessian by three orders of the modes. */
export function compareProducts(heights: number[][]): Product[] {
  const direction = heights.map((row, i) => row.map((_, j) => Math.sin(1 + i + 2 * j)));
  const [_, gradientTime] = timed(() => grad(area)(heights), 9);
  const kinds = ["forward-over-reverse", "reverse-over-forward", "reverse-over-reverse"] as const;
  const reference = flatten(hvp(area)(heights, direction));
  const scale = Math.max(...reference.map(Math.abs));
  return kinds.map((mode) => {
    const [product, time] = timed(() => hvp(area, { mode })(heights, direction), 9);
    const differences = flatten(product).map((entry, i) => Math.abs(entry - reference[i]));
    return { mode, cost: time / gradientTime, difference: Math.max(...differences) / scale };
  });
}
