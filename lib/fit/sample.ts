// Draws of a posterior, by the No-U-Turn sampler with its step size and scales found in a warm-up (Hoffman and Gelman
// 2014; Betancourt 2017; as in Stan).

import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Callable, checkOptions } from "../trees/call.ts";
import type { Argument, WithNumbers } from "../trees/types.ts";
import { type ChainRecord, type ChainSettings, runChain } from "./chain.ts";
import { checkNumbers, kinds } from "./checks.ts";
import { type Constraints, ParameterSpace } from "./constraints.ts";
import { actionOn, LogDensity } from "./log_density.ts";
import { Samples } from "./samples.ts";

/** How far sampling is. */
export interface SampleProgress {
  /** The number of the chain, from 0. */
  readonly chain: number;
  /** Its transitions so far, those of the warm-up included. */
  readonly transitions: number;
  /** All transitions of each chain. */
  readonly of: number;
}

/** How samples are drawn, wherever that is. */
export interface SampleSettings {
  /**
   * The number of chains.
   *
   * @default 4
   */
  readonly chains?: number;
  /**
   * The number of draws of each chain.
   *
   * @default 1000
   */
  readonly draws?: number;
  /**
   * The transitions of each chain before its draws, in which it finds its step size and the scales of the parameters.
   *
   * @default 1000
   */
  readonly warmUp?: number;
  /**
   * A whole number from which all random numbers follow: the same seed gives the same draws.
   *
   * @default 0
   */
  readonly seed?: number;
  /**
   * How far from the start chains begin, at most, in each unconstrained real: that they agree in the end says something
   * only if they did not from the beginning.
   *
   * @default 1
   */
  readonly spread?: number;
  /**
   * The acceptance that the step size is adapted to. One nearer to 1 makes shorter steps, which get into narrow places.
   *
   * @default 0.8
   */
  readonly targetAcceptance?: number;
  /**
   * How often a trajectory is doubled at most, up to 20.
   *
   * @default 10
   */
  readonly maximumDepth?: number;
  /** Called after every transition. */
  readonly onProgress?: (progress: SampleProgress) => unknown;
}

/** What belongs to a log-density when draws are made of it. */
export interface LogDensityOptions<P = unknown, A extends readonly unknown[] = readonly unknown[]> {
  /** What the log-density gets after the parameters, such as data. */
  readonly args?: A;
  /**
   * Bijectors for parameters of which not all values are allowed, in the shape of the start as far as there are such. The
   * chain runs on all reals, and the log-density is that of the parameters themselves: how they are stretched is added.
   */
  readonly constraints?: Constraints<P>;
  /**
   * Whether the log-density and its gradient are compiled, where they can be.
   *
   * @default true
   */
  readonly compile?: boolean;
}

/** The options of `sample`. */
export interface SampleOptions<P = unknown, A extends readonly unknown[] = readonly unknown[]>
  extends SampleSettings, LogDensityOptions<P, A> {}

/**
 * Draws samples of a distribution by its log-density, up to a constant, and its gradient: by several chains of the
 * No-U-Turn sampler, which find their step size and the scales of the parameters for themselves. The result has draws in
 * the shape of the start, what is known of each parameter, and the diagnostics that say how far to believe it; printed,
 * it is a table. It does not differentiate: draws are plain numbers.
 *
 * @param logDensity a function of the parameters, and of `args`, as `@fluxion/ad/density` helps to write it; where it is
 * −Infinity or NaN the density is 0
 * @param start parameters at which it is finite
 * @throws {TypeError} if the log-density answers no real, the start holds what is no number, or there is no such option.
 * @throws {RangeError} if the start, or the log-density there, is not finite, an option is out of its range, no step size
 * is right, or every transition diverges.
 *
 * @example A mean and a standard deviation, which is above 0
 * ```ts
 * import { add, type Scalar, sum } from "@fluxion/ad";
 * import { exponentialLogDensity, normalLogDensity, positiveBijector } from "@fluxion/ad/density";
 * import { sample } from "@fluxion/ad/fit";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const logDensity = ({ mean, sd }: { mean: Scalar; sd: Scalar }, data: readonly number[]) =>
 *   add(exponentialLogDensity(sd, 1), sum(data.map((x) => normalLogDensity(x, mean, sd))));
 * const data = Array.from({ length: 100 }, (_, i) => 5 + 2 * Math.sin(i * i));
 * const samples = sample(logDensity, { mean: 0, sd: 1 }, {
 *   args: [data],
 *   constraints: { sd: positiveBijector },
 *   draws: 500,
 * });
 * assertAlmostEquals(samples.summary[0].mean, 5, 0.5);
 * assert(samples.draws.every(({ sd }) => sd > 0));
 * assert(samples.summary.every(({ rHat }) => rHat < 1.02));
 * // console.log(String(samples)) prints a table.
 * ```
 */
export function sample<P, const A extends readonly unknown[] = readonly []>(
  logDensity: (parameters: P, ...args: A) => Scalar,
  start: Argument<P>,
  options: SampleOptions<P, A> = {},
): Samples<WithNumbers<P>> {
  const action = actionOn("sample from", logDensity);
  const { settings, chains, onProgress } = checkedSettings("sample", options, DENSITY_OPTIONS);
  const density = logDensityOf(action, logDensity as Callable, start, options as LogDensityOptions);
  const of = settings.warmUp + settings.draws;
  const records = Array.from({ length: chains }, (_, chain) => {
    const told = (transitions: number) => onProgress({ chain, transitions, of });
    return runChain(density, settings, chain, action, told);
  });
  checkRecords(action, records);
  const { names } = density.space;
  const tree = (leaves: readonly number[]) => density.space.tree(leaves) as WithNumbers<P>;
  return new Samples<WithNumbers<P>>(records, names, tree, settings.warmUp, settings.maximumDepth);
}

/** The names of the options that belong to a log-density. */
export const DENSITY_OPTIONS: readonly string[] = ["args", "constraints", "compile"];

/** Options with their defaults. */
export interface CheckedSettings {
  readonly settings: ChainSettings;
  readonly chains: number;
  readonly onProgress: (progress: SampleProgress) => unknown;
}

/**
 * Returns settings with their defaults.
 *
 * @param further the names of other options that there are
 * @throws {TypeError} if there is no such option. @throws {RangeError} if one is out of its range.
 */
export function checkedSettings(
  verb: string,
  options: SampleSettings,
  further: readonly string[],
): CheckedSettings {
  const ofNumbers = {
    chains: kinds.count,
    draws: {
      isRight: (x: number) => Number.isInteger(x) && x >= 4,
      words: "a whole number, 4 or more",
    },
    warmUp: kinds.wholeFrom0,
    seed: kinds.whole,
    spread: kinds.notNegative,
    targetAcceptance: kinds.share,
    maximumDepth: {
      isRight: (x: number) => Number.isInteger(x) && x >= 1 && x <= 20,
      words: "a whole number from 1 to 20",
    },
  };
  const names = [...Object.keys(ofNumbers), "onProgress", ...further];
  checkOptions(verb, options, names, `they come last, as in ${verb}(logDensity, start, {})`);
  checkNumbers(verb, options as { readonly [name: string]: unknown }, ofNumbers);
  const { chains = 4, draws = 1000, warmUp = 1000, seed = 0, spread = 1 } = options;
  const { targetAcceptance = 0.8, maximumDepth = 10, onProgress = () => {} } = options;
  if (typeof onProgress !== "function") {
    throw new TypeError(`Cannot ${verb} with onProgress ${describe(onProgress)}: it is a function`);
  }
  const settings = { draws, warmUp, seed, spread, targetAcceptance, maximumDepth };
  return { settings, chains, onProgress };
}

/** Returns a log-density with its space, checked at the start. */
export function logDensityOf(
  action: string,
  f: Callable,
  start: unknown,
  { args = [], constraints, compile = true }: LogDensityOptions,
): LogDensity {
  if (!Array.isArray(args)) {
    throw new TypeError(
      `Cannot ${action} with args ${
        describe(args)
      }: it is a list of what comes after the parameters`,
    );
  }
  if (typeof compile !== "boolean") {
    throw new TypeError(`Cannot ${action} with compile ${describe(compile)}: it is true or false`);
  }
  const space = new ParameterSpace(action, start, constraints);
  const density = new LogDensity(action, f, space, args, compile);
  if (density.check()) {
    throw new TypeError(
      `Cannot ${action}: its value is that of a derivative around, and draws have none; take value(x) of what it ` +
        "closes over",
    );
  }
  return density;
}

/** @throws {RangeError} if every transition of every chain diverged. */
export function checkRecords(action: string, records: readonly ChainRecord[]): void {
  if (records.some(({ divergences, depths }) => divergences.length < depths.length)) return;
  throw new RangeError(
    `Cannot ${action}: every transition of every chain diverged, at the step size ${
      records[0].stepSize.toPrecision(3)
    }; give constraints for parameters at whose ends the density breaks off, hold the gradient against differences ` +
      "with checkGrads of @fluxion/ad/check, or warm up for longer",
  );
}
