"use ad";
// A model of carbon dioxide in the air, written once as anybody would: it runs on plain numbers, and every
// derivative by its parameters and by time comes from the same text.

import { sum } from "@fluxion/ad";

/** Monthly means: the time in years, the concentration in parts per million (ppm) of dry air. */
export interface Series {
  readonly time: number[];
  readonly concentration: number[];
}

/** The parameters of the model. */
export type Parameters = {
  /** The concentration before the growth began, in ppm. */
  base: number;
  /** What had been added to the base by 1990, in ppm, and the rate at which that grows, per year. */
  growth: { excess: number; rate: number };
  /** The waves of a year, of half a year …: amplitude in 1990 in ppm, time of a peak in years. */
  seasons: { amplitude: number; peak: number }[];
  /** How fast the amplitudes grow, per year, relative to 1990. */
  swell: number;
};

/** The year that time counts from: amid the data, which keeps the parameters apart and angles small. */
const epoch = 1990;

/** The concentration without its seasons, base + excess·exp(rate·(t − 1990)), in ppm. */
export function trend({ base, growth }: Parameters, time: number): number {
  return base + growth.excess * Math.exp(growth.rate * (time - epoch));
}

/** The seasonal cycle, (1 + swell·(t − 1990))·Σₖ amplitudeₖ·cos(2πk·(t − peakₖ)), in ppm. */
export function season({ seasons, swell }: Parameters, time: number): number {
  const elapsed = time - epoch;
  const waves = seasons.map(({ amplitude, peak }, k) =>
    amplitude * Math.cos(2 * Math.PI * (k + 1) * (elapsed - peak))
  );
  return (1 + swell * elapsed) * sum(waves);
}

/** The concentration at each of the times, in ppm. */
export function model(parameters: Parameters, { time }: Series): number[] {
  return time.map((t) => trend(parameters, t) + season(parameters, t));
}

/** Model minus measurement, in ppm. */
export function residuals(parameters: Parameters, series: Series): number[] {
  return model(parameters, series).map((modelled, i) => modelled - series.concentration[i]);
}

/** Half the sum of the squared residuals, in ppm². */
export function loss(parameters: Parameters, series: Series): number {
  return 0.5 * sum(residuals(parameters, series).map((residual) => residual ** 2));
}

/** A guess by eye, in the shape of what is fitted. */
export const start: Parameters = {
  base: 300,
  growth: { excess: 50, rate: 0.01 },
  seasons: [{ amplitude: 2, peak: 0.4 }, { amplitude: 1, peak: 0.4 }],
  swell: 0,
};

/** Reads the series that comes with the example. */
export async function readSeries(): Promise<Series> {
  const text = await Deno.readTextFile(new URL("data/mauna_loa_co2.csv", import.meta.url));
  const rows = text.trim().split("\n").slice(1).map((line) => line.split(","));
  return {
    // A monthly mean stands for the middle of its month.
    time: rows.map(([date]) => Number(date.slice(0, 4)) + (Number(date.slice(5, 7)) - 0.5) / 12),
    concentration: rows.map(([, concentration]) => Number(concentration)),
  };
}
