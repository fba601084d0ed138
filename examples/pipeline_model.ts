// The stages of the pipeline joined: what each is given by the one before it, and what is to be learnt of each.

import { add, div, exp, mul, neg, pow, type Scalar, sub } from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { gauge } from "./pipeline_gauge.ts";
import { loadReservoir } from "./pipeline_river.ts";
import { startWeir } from "./pipeline_weir.ts";
import { seeded } from "./random.ts";

/** What is learnt, as logarithms, which may be any numbers. */
export type Parameters<S extends Scalar = number> = {
  /** The water that the soil can hold, in mm, and how abruptly it begins to run off. */
  soil: { capacity: S; abruptness: S };
  /** How long water stays in each of three reaches of the river, in days. */
  river: { residence: S };
  /** The width of the weir, in m. */
  weir: { width: S };
};

/** What the gauge shows, in mA, for rain in mm a day. */
export type Pipeline = (parameters: Parameters<Scalar>, rain: number[]) => Promise<Scalar[]>;

/** Starts the stages and joins them; disposing of them ends the process among them. */
export async function connect(): Promise<{ readonly pipeline: Pipeline } & AsyncDisposable> {
  const reservoir = await loadReservoir();
  const weir = startWeir();
  const reading = numericVjp((level: number) => gauge(level));
  return {
    pipeline: async (parameters, rain) => {
      let flow = runoff(parameters, rain);
      const keep = exp(neg(exp(neg(parameters.river.residence))));
      for (let reach = 0; reach < 3; reach++) flow = reservoir(flow, keep);
      const levels = await weir.levels(flow.map(discharge), exp(parameters.weir.width));
      return levels.map((level) => reading(level));
    },
    [Symbol.asyncDispose]: () => weir[Symbol.asyncDispose](),
  };
}

/** What runs off a soil, in mm a day: a share of the rain that is the larger, the wetter the soil is. */
export function runoff({ soil }: Parameters<Scalar>, rain: number[]): Scalar[] {
  const [capacity, abruptness] = [exp(soil.capacity), exp(soil.abruptness)];
  let water: Scalar = mul(0.5, capacity);
  return rain.map((fallen) => {
    const wetness = div(water, capacity);
    const running = mul(fallen, pow(wetness, abruptness));
    const evaporated = mul(3, wetness);
    water = sub(add(water, fallen), add(running, evaporated));
    return running;
  });
}

/** The discharge in m³/s: a spring, and what runs off 40 km² at a rate in mm a day. */
export function discharge(depth: Scalar): Scalar {
  return add(0.1, mul(40e6 * 1e-3 / 86_400, depth));
}

/** Rain in mm a day: on two days of five, and then as much as an exponential distribution gives, 12 on average. */
export function simulatedRain(days: number, seed: number): number[] {
  const uniform = seeded(seed);
  return Array.from({ length: days }, () => {
    const [falls, amount] = [uniform() < 0.4, -12 * Math.log(1 - uniform())];
    return falls ? amount : 0;
  });
}
