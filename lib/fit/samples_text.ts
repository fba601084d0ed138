// Samples as a table for people.

import type { ChainRecord } from "./chain.ts";
import type { ParameterSummary } from "./parameter_summary.ts";

/** Most parameters that a table shows. */
const MOST_ROWS = 60;

/** Returns the table of samples. */
export function samplesText(
  chains: readonly ChainRecord[],
  summary: readonly ParameterSummary[],
  warmUp: number,
  warnings: readonly string[],
): string {
  const heading = ["", "mean", "sd", "5 %", "50 %", "95 %", "bulk", "tail", "R̂"];
  const rows = summary.slice(0, MOST_ROWS).map((own) => {
    const { name, mean, standardDeviation, quantiles, bulkSize, tailSize, rHat } = own;
    const digits = decimalsFor(standardDeviation);
    return [
      name,
      ...[mean, standardDeviation, ...quantiles].map((x) => fixed(x, digits)),
      ...[bulkSize, tailSize].map((size) => known(size, 0)),
      known(rHat, 3),
    ];
  });
  const widths = heading.map((_, i) =>
    Math.max(...[heading, ...rows].map((row) => [...row[i].normalize()].length))
  );
  const line = (row: readonly string[]) =>
    row.map((cell, i) => {
      const padding = " ".repeat(widths[i] - [...cell.normalize()].length);
      return i === 0 ? cell + padding : padding + cell;
    }).join("  ").trimEnd();
  const { length } = chains[0].depths;
  const mean = (of: (chain: ChainRecord) => number) =>
    chains.reduce((sum, chain) => sum + of(chain), 0) / chains.length;
  const diverged = chains.reduce((count, { divergences }) => count + divergences.length, 0);
  const more = summary.length - rows.length;
  return [
    `${counted(chains.length, "chain")} of ${
      counted(length, "draw")
    } after ${warmUp} of warm-up: ` +
    `acceptance ${mean((chain) => chain.acceptance).toFixed(2)}, ` +
    `step size ${mean((chain) => chain.stepSize).toPrecision(2)}, ` +
    `depth up to ${Math.max(...chains.map(({ depths }) => Math.max(...depths)))}, ` +
    counted(diverged, "divergence"),
    line(heading),
    ...rows.map(line),
    ...(more > 0 ? [`… and ${counted(more, "more parameter")}`] : []),
    ...warnings,
  ].join("\n");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Returns how many decimals show three digits of a standard deviation. */
function decimalsFor(deviation: number): number {
  if (!(deviation > 0 && deviation < Infinity)) return 3;
  return Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(deviation))));
}

function fixed(x: number, decimals: number): string {
  return Math.abs(x) < 1e12 && decimals < 12 ? x.toFixed(decimals) : x.toPrecision(4);
}

/** A diagnostic; that of what is always the same, as a 0 of a triangle, is not known. */
function known(x: number, decimals: number): string {
  return Number.isNaN(x) ? "–" : x.toFixed(decimals);
}
