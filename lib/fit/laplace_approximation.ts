// A normal distribution in place of a posterior, with what it says of each parameter.

import { printedAs } from "../sparse/printed.ts";
import type { WithNumbers } from "../trees/types.ts";
import { value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import type { ParameterSpace } from "./constraints.ts";

/**
 * Laplace's approximation; its numbers are differentiated where the arguments of the log-density were. Printed, it is a
 * table of the parameters.
 *
 * @example
 * ```ts
 * import { mul, type Scalar, square, sub } from "@fluxion/ad";
 * import { laplace } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { mode, standardDeviations } = laplace((x: Scalar) => mul(-2, square(sub(x, 3))), 0);
 * assertAlmostEquals(mode, 3);
 * assertAlmostEquals(standardDeviations, 0.5);
 * ```
 */
export class LaplaceApproximation<P = unknown, S extends Scalar = number> {
  /** Where the density is highest, in the shape of the start. */
  readonly mode: P;
  /** The covariance of the parameters, in the order of the leaves. */
  readonly covariance: readonly (readonly S[])[];
  /** The logarithm of the integral of the density. */
  readonly logEvidence: S;
  /** How many steps it took to the mode. */
  readonly iterations: number;
  /** The names of the parameters, in the order of the leaves. */
  readonly names: readonly string[];
  private readonly space: ParameterSpace;
  private readonly leaves: readonly Scalar[];

  /** Keeps what `laplace` has found. */
  constructor(
    mode: P,
    covariance: readonly (readonly S[])[],
    logEvidence: S,
    iterations: number,
    space: ParameterSpace,
    leaves: readonly Scalar[],
  ) {
    this.mode = mode;
    this.covariance = covariance;
    this.logEvidence = logEvidence;
    this.iterations = iterations;
    this.names = space.names;
    this.space = space;
    this.leaves = leaves;
  }

  /** The standard deviations of the parameters, in their shape. */
  get standardDeviations(): WithNumbers<P> {
    return this.space.tree(deviationsOf(this.covariance)) as WithNumbers<P>;
  }

  /** Returns a table of the parameters with their standard deviations. */
  toString(): string {
    const deviations = deviationsOf(this.covariance);
    const rows = this.names.map((name, i) => {
      // Three digits of the deviation, and as many decimals of the mode.
      const decimals = Math.min(15, Math.max(0, 2 - Math.floor(Math.log10(deviations[i]))));
      return [name, value(this.leaves[i]).toFixed(decimals), deviations[i].toFixed(decimals)];
    });
    const cells = [["", "mode", "sd"], ...rows];
    const widths = [0, 1, 2].map((k) => Math.max(...cells.map((row) => row[k].length)));
    return [
      `Laplace's approximation, after ${this.iterations} steps: the log-evidence is ${
        value(this.logEvidence).toPrecision(7)
      }`,
      ...cells.map(([name, mode, deviation]) =>
        `${name.padEnd(widths[0])}  ${mode.padStart(widths[1])}  ${deviation.padStart(widths[2])}`
      ),
    ].join("\n");
  }
}

Object.defineProperties(
  LaplaceApproximation.prototype,
  printedAs(function (this: LaplaceApproximation<unknown, Scalar>) {
    return this.toString();
  }),
);

function deviationsOf(covariance: readonly (readonly Scalar[])[]): number[] {
  return covariance.map((row, i) => Math.sqrt(value(row[i])));
}
