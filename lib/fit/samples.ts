// What chains have visited, as draws in the shape of the start, with what is known of each parameter and how far it can
// be believed.

import { printedAs } from "../sparse/printed.ts";
import type { ChainRecord } from "./chain.ts";
import { type ParameterSummary, summaryOf } from "./parameter_summary.ts";
import { samplesText } from "./samples_text.ts";
import { samplesWarnings } from "./samples_warnings.ts";

/** One chain. */
export interface SampledChain<P> {
  /** The parameters that it visited, one draw after another. */
  readonly draws: readonly P[];
  /** The log-density of each draw, of the unconstrained reals where there are constraints. */
  readonly logDensities: Float64Array;
  /** The energy of each draw, kinetic and potential. */
  readonly energies: Float64Array;
  /** How often the trajectory of each draw was doubled. */
  readonly depths: Uint8Array;
  /** The numbers of the draws whose trajectories diverged. */
  readonly divergences: readonly number[];
  /** The mean probability of points to be accepted. */
  readonly acceptance: number;
  /** The step size that the warm-up has come to. */
  readonly stepSize: number;
  /** The standard deviations of the unconstrained reals, as the warm-up found them: the diagonal mass matrix. */
  readonly scales: Float64Array;
  /** The number of gradients that it took, warm-up included. */
  readonly gradients: number;
}

/**
 * Samples of a posterior. Printed, they are a table of what is known of each parameter.
 *
 * @example
 * ```ts
 * import { mul, type Scalar, square } from "@fluxion/ad";
 * import { sample } from "@fluxion/ad/fit";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const samples = sample((x: Scalar) => mul(-0.5, square(x)), 0, { draws: 500 });
 * const [{ name, mean, standardError }] = samples.summary;
 * assert(Math.abs(mean) < 4 * standardError);
 * assertEquals([name, samples.draws.length, samples.chains[0].draws.length], ["x", 2000, 500]);
 * ```
 */
export class Samples<P = unknown> {
  /** The chains. */
  readonly chains: readonly SampledChain<P>[];
  /** The names of the parameters, in the order of the leaves. */
  readonly names: readonly string[];
  /** The number of transitions of each chain before its draws. */
  readonly warmUp: number;
  /** The number of doublings that a trajectory was allowed. */
  readonly maximumDepth: number;
  private readonly records: readonly ChainRecord[];
  private summaries: readonly ParameterSummary[] | undefined;

  /**
   * Makes draws of what chains have recorded.
   *
   * @param tree returns numbers in the shape of the start
   */
  constructor(
    records: readonly ChainRecord[],
    names: readonly string[],
    tree: (leaves: readonly number[]) => P,
    warmUp: number,
    maximumDepth: number,
  ) {
    this.names = names;
    this.warmUp = warmUp;
    this.maximumDepth = maximumDepth;
    this.records = records;
    const count = names.length;
    this.chains = records.map(({ leaves, ...record }) => ({
      draws: Array.from(
        record.depths,
        (_, i) => tree(Array.from(leaves.subarray(i * count, (i + 1) * count))),
      ),
      ...record,
    }));
  }

  /** All draws, chain by chain. */
  get draws(): P[] {
    return this.chains.flatMap(({ draws }) => draws);
  }

  /** What is known of each parameter. */
  get summary(): readonly ParameterSummary[] {
    return this.summaries ??= this.names.map((name, i) => summaryOf(name, this.drawsOf(i)));
  }

  /** What stands against believing the samples, in sentences; empty where nothing does. */
  get warnings(): string[] {
    return samplesWarnings(this.records, this.summary, this.maximumDepth);
  }

  /** Returns a table of what is known of each parameter, and the warnings. */
  toString(): string {
    return samplesText(this.records, this.summary, this.warmUp, this.warnings);
  }

  /** Returns the draws of one parameter, a list for each chain. */
  private drawsOf(index: number): Float64Array[] {
    const count = this.names.length;
    return this.records.map(({ leaves, depths }) =>
      Float64Array.from(depths, (_, i) => leaves[i * count + index])
    );
  }
}

Object.defineProperties(
  Samples.prototype,
  printedAs(function (this: Samples) {
    return this.toString();
  }),
);
