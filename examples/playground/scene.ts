// What the page shows, as data: a formula, where it is looked at, along which direction, and in which mode.

import type { Formula } from "./formula.ts";
import type { Readings } from "./readings.ts";

/** Which derivatives the graph shows. */
export type Mode = "forward" | "reverse" | "forward-on-reverse";

/** The modes, in the order of the switch. */
export const modes: readonly Mode[] = ["forward", "reverse", "forward-on-reverse"];

/** What is higher is as good as infinite in a plot, where differences of heights would overflow. */
export const HIGHEST = 1e150;

/** Whether two numbers can be the ends of a slider and of an axis. */
export function isRange(low: number, high: number): boolean {
  return low < high && Math.max(-low, high) < HIGHEST;
}

/** A variable of the formula. */
export interface Input {
  readonly name: string;
  readonly value: number;
  /** Its component of the direction. */
  readonly tangent: number;
  /** The ends of its slider and of its axis. */
  readonly range: readonly [number, number];
}

/** What the page shows. */
export interface Scene {
  readonly formula: Formula;
  readonly inputs: readonly Input[];
  readonly mode: Mode;
  /** The two variables of the map, by number. */
  readonly axes: readonly [number, number];
  readonly readings: Readings;
}
