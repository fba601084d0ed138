"use ad";
// The stages of the pipeline joined: what each is given by the one before it, and what is to be learnt of each.

import { numericVjp } from "@fluxion/ad/check";
import { gauge } from "./pipeline_gauge.ts";
import { loadReservoir } from "./pipeline_river.ts";
import { startWeir } from "./pipeline_weir.ts";
import { seeded } from "./random.ts";

/** What is learnt, as logarithms, which may be any numbers. */
export type Parameters = {
  /** The water that the soil can hold, in mm, and how abruptly it begins to run off. */
  soil: { capacity: number; abruptness: number };
  /** How long water stays in each of three reaches of the river, in days. */
  river: { residence: number };
  /** The width of the weir, in m. */
  weir: { width: number };
};

/** What the gauge shows, in mA, for rain in mm a day. */
export type Pipeline = (parameters: Parameters, rain: number[]) => Promise<number[]>;

/** Starts the stages and joins them; disposing of them ends the process among them. */
export async function connect(): Promise<{ readonly pipeline: Pipeline } & AsyncDisposable> {
  const reservoir = await loadReservoir();
  const weir = startWeir();
  const reading = numericVjp((level: number) => gauge(level));
  return {
    pipeline: async (parameters, rain) => {
      let flow = runoff(parameters, rain);
      const keep = Math.exp(-Math.exp(-parameters.river.residence));
      for (let reach = 0; reach < 3; reach++) flow = reservoir(flow, keep);
      const levels = await weir.levels(flow.map(discharge), Math.exp(parameters.weir.width));
      return levels.map((level) => reading(level));
    },
    [Symbol.asyncDispose]: () => weir[Symbol.asyncDispose](),
  };
}

/** What runs off a soil, in mm a day: a share of the rain that is the larger, the wetter the soil is. */
export function runoff({ soil }: Parameters, rain: number[]): number[] {
  const [capacity, abruptness] = [Math.exp(soil.capacity), Math.exp(soil.abruptness)];
  let water = 0.5 * capacity;
  return rain.map((fallen) => {
    const wetness = water / capacity;
    const running = fallen * wetness ** abruptness;
    const evaporated = 3 * wetness;
    water = water + fallen - (running + evaporated);
    return running;
  });
}

/** The discharge in m³/s: a spring, and what runs off 40 km² at a rate in mm a day. */
export function discharge(depth: number): number {
  return 0.1 + 40e6 * 1e-3 / 86_400 * depth;
}

/** Rain in mm a day: on two days of five, and then as much as an exponential distribution gives, 12 on average. */
export function simulatedRain(days: number, seed: number): number[] {
  const uniform = seeded(seed);
  return Array.from({ length: days }, () => {
    const [falls, amount] = [uniform() < 0.4, -12 * Math.log(1 - uniform())];
    return falls ? amount : 0;
  });
}
