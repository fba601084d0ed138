// The ground of a map: where a function of two variables is how high, and the level line at one height.

// @ts-types="npm:@types/d3-contour@^3.0.6"
import { type ContourMultiPolygon, contours } from "d3-contour";
import { svg } from "./dom.ts";
import { box, type Frame } from "./frame.ts";
import { HIGHEST } from "./scene.ts";

const GRID = 72;
const BANDS = 12;

/** Bands that each cover an equal share of the map, so that a steep function has as many as a flat one. */
export function ground(
  f: (x: number, y: number) => number,
  frame: Frame,
  value: number,
): SVGGElement {
  const heights = Array.from({ length: GRID * GRID }, (_, k) => {
    const x = frame.x.invert(pixel(k % GRID + 0.5, box.left, box.right));
    const y = frame.y.invert(pixel(Math.floor(k / GRID) + 0.5, box.bottom, box.top));
    const height = f(x, y);
    return Math.abs(height) < HIGHEST ? height : NaN;
  });
  const sorted = heights.filter(Number.isFinite).sort((a, b) => a - b);
  const thresholds = Array.from(
    { length: BANDS },
    (_, k) => sorted[Math.floor(k * sorted.length / BANDS)],
  ).filter((threshold, k, all) => threshold !== undefined && threshold !== all[k - 1]);
  const level = contours().size([GRID, GRID]);
  return svg(
    "g",
    { class: "ground" },
    ...level.thresholds(thresholds)(heights).map((polygon, k) =>
      svg("path", { d: outline(polygon), style: `--height: ${100 * (k + 1) / thresholds.length}%` })
    ),
    ...(Math.abs(value) < HIGHEST
      ? [
        svg("path", {
          class: "level",
          d: line(level.contour(heights, value), heights),
        }),
      ]
      : []),
  );
}

function pixel(place: number, start: number, end: number): number {
  return start + (end - start) * place / GRID;
}

function outline({ coordinates }: ContourMultiPolygon): string {
  return coordinates.flat().map((ring) => `M${ring.map(written).join("L")}Z`).join("");
}

function written([x, y]: readonly number[]): string {
  return `${pixel(x, box.left, box.right).toFixed(1)},${pixel(y, box.bottom, box.top).toFixed(1)}`;
}

/** A level line without the pieces of its outline that follow the edge of the map or of the domain of f. */
function line({ coordinates }: ContourMultiPolygon, heights: readonly number[]): string {
  // Heights are known in the middle of cells; where one is missing nearby, the outline is an edge.
  const around = (x: number) => [x - 1, x, x + 1].map((place) => Math.floor(place));
  const isInside = (place: number) => place >= 0.5 && place <= GRID - 0.5;
  const isOnLevel = ([x, y]: readonly number[]) =>
    isInside(x) && isInside(y) &&
    around(y).every((row) =>
      around(x).every((column) => Number.isFinite(heights[clamped(row) * GRID + clamped(column)]))
    );
  return coordinates.flat().flatMap((ring) =>
    ring.slice(1).flatMap((end, k) =>
      isOnLevel(ring[k]) && isOnLevel(end) ? [`M${written(ring[k])}L${written(end)}`] : []
    )
  ).join("");
}

function clamped(place: number): number {
  return Math.max(0, Math.min(GRID - 1, place));
}
