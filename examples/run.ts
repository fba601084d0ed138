// Runs the program of a name: `deno task examples NAME`. Without a name it lists what there is, in the order
// in which to read it.

import { join } from "node:path";

/** The programs in the order of the index, and what each shows. */
export const programs: Readonly<Record<string, string>> = {
  four_ways: "By hand, symbolic, numeric, automatic: the error and the cost of each",
  by_the_book:
    "Dual numbers and backpropagators as defined, step by step, and against the fast modes",
  forward_reverse: "What a Jacobian costs by columns and by rows, as inputs and outputs grow",
  nested: "Derivatives of derivatives: nested descents, perturbation confusion, a soap film",
  any_code: "Derivatives of recursion, loops until convergence, events, sorting, dictionaries",
  co2: "Six decades of carbon dioxide, fitted with uncertainties",
  backpropagation: "A small network learns to tell penguins apart",
  design_direct: "A ship to the orbit of Mars, steered through its simulation",
  swing_up: "A pendulum swung up by direct collocation, with sparse derivatives",
  design_surrogate: "A simulator without derivatives, optimised through what was learnt of it",
  pipeline: "TypeScript, WebAssembly, a process and a black box, trained end to end",
  inference: "What two weeks of an epidemic tell: a normal, a flow, Hamiltonian Monte Carlo",
  soft_structures: "A stack with a derivative, on which a machine learns to match brackets",
  static_dynamic: "A loop that ends when it ends, as it is and compiled by jit",
  kriging: "A Gaussian process through a Cholesky factor: how smooth, how noisy, how sure",
  detector: "A particle detector designed end to end, performance against cost",
};

/** The list for people. */
export function listing(): string {
  const names = Object.keys(programs);
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => `  ${name.padEnd(width)}   ${programs[name]}`);
  return ["deno task examples NAME", "", ...lines].join("\n");
}

/** Runs a program with the terminal for its own, and answers its exit code: 1 if there is none of the name. */
export async function run(name: string): Promise<number> {
  if (!Object.hasOwn(programs, name)) {
    console.error(`There is no example called ${name}.\n\n${listing()}`);
    return 1;
  }
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(import.meta.dirname!, `${name}.ts`)],
  }).spawn().status;
  return code;
}

if (import.meta.main) {
  if (Deno.args.length === 0) console.log(listing());
  else Deno.exit(await run(Deno.args[0]));
}
