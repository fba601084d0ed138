// How much memory does a reverse pass take an operation? Each measurement is a process of its own, of
// which the operating system knows the most it ever had.

import { grad, type Scalar } from "@fluxion/ad";
import process from "node:process";
import { inputs } from "./inputs.ts";
import { runAlone } from "./subprocess.ts";
import { chain, plain as plainChain, start } from "./workloads/chain.ts";
import {
  logLikelihood,
  measurements,
  parameters as ofProcess,
} from "./workloads/gaussian_process.ts";
import { mixed, operationsOfTerm, plain as plainMixed } from "./workloads/mixed.ts";
import {
  checkpointed,
  parameters,
  pendulum,
  plain as plainPendulum,
} from "./workloads/pendulum.ts";

const inputsOf = (operations: number) => inputs(Math.round(operations / operationsOfTerm) + 1);

/** What is measured: something by its size. */
export const programs = {
  "chain, plain": (operations: number) => plainChain(start, operations),
  "chain, grad": (operations: number) => grad(chain)(start, operations),
  "mixed, plain": (operations: number) => plainMixed(inputsOf(operations)),
  "mixed, grad": (operations: number) => grad(mixed)(inputsOf(operations)),
  "pendulum, plain": (steps: number) => plainPendulum(parameters, steps),
  "pendulum, grad": (steps: number) => grad(pendulum)(parameters, steps),
  "pendulum, checkpointed": (steps: number) => grad(checkpointed)(parameters, steps),
  "Gaussian process, plain": (n: number) => logLikelihood(measurements(n), ofProcess),
  "Gaussian process, grad": (n: number) =>
    grad((x: Scalar[]) => logLikelihood(measurements(n), x))([...ofProcess]),
} as const;

/** The name of something that is measured. */
export type ProgramName = keyof typeof programs;

/** What a process took. */
export interface Footprint {
  /** The most memory it ever had, in bytes. */
  readonly bytes: number;
  /** How long it computed, in seconds, without any warming up. */
  readonly seconds: number;
}

/** What a program takes at a size, or the reason why it did not come to an end. */
export async function footprint(program: ProgramName, size: number): Promise<Footprint | string> {
  const { output, reason } = await runAlone(import.meta.url, [program, String(size)]);
  return reason ?? JSON.parse(output);
}

/**
 * The most memory this process ever had, in bytes. Linux counts in `maxRSS` what the parent had when it
 * started this process, and tells the truth in /proc.
 */
function peak(): number {
  if (Deno.build.os !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s*(\d+) kB/.exec(Deno.readTextFileSync("/proc/self/status"))![1]) * 1024;
}

if (import.meta.main) {
  const [program, size] = Deno.args as [ProgramName, string];
  const from = performance.now();
  programs[program](Number(size));
  const seconds = (performance.now() - from) / 1000;
  console.log(JSON.stringify({ bytes: peak(), seconds } satisfies Footprint));
}
