// Runs the program of a name: `deno task examples NAME`. Without a name it lists what there is, in the order
// in which to read it.

import { join } from "node:path";

/** A program of the gallery. */
export interface Example {
  readonly shows: string;
  /** How long it takes, in seconds, rounded: `deno task examples --measure` says how long here and now. */
  readonly seconds: number;
}

/** The programs in the order of the index, and what each shows. */
export const programs: Readonly<Record<string, Example>> = {
  four_ways: {
    shows: "By hand, symbolic, numeric, automatic: the error and the cost of each",
    seconds: 3,
  },
  by_the_book: {
    shows: "Dual numbers and backpropagators as defined, step by step, and against the fast modes",
    seconds: 8,
  },
  forward_reverse: {
    shows: "What a Jacobian costs by columns and by rows, as inputs and outputs grow",
    seconds: 11,
  },
  nested: {
    shows: "Derivatives of derivatives: nested descents, perturbation confusion, a soap film",
    seconds: 5,
  },
  any_code: {
    shows: "Derivatives of recursion, loops until convergence, events, sorting, dictionaries",
    seconds: 1,
  },
  co2: { shows: "Six decades of carbon dioxide, fitted with uncertainties", seconds: 3 },
  backpropagation: { shows: "A small network learns to tell penguins apart", seconds: 3 },
  design_direct: {
    shows: "A ship to the orbit of Mars, steered through its simulation",
    seconds: 3,
  },
  swing_up: {
    shows: "A pendulum swung up by direct collocation, with sparse derivatives",
    seconds: 5,
  },
  free_return: {
    shows: "Round the Moon and back, through a solver whose steps adapt, compiled",
    seconds: 7,
  },
  design_surrogate: {
    shows: "A simulator without derivatives, optimised through what was learnt of it",
    seconds: 8,
  },
  pipeline: {
    shows: "TypeScript, WebAssembly, a process and a black box, trained end to end",
    seconds: 4,
  },
  inference: {
    shows: "What two weeks of an epidemic tell: a normal, a flow, Hamiltonian Monte Carlo",
    seconds: 3,
  },
  soft_structures: {
    shows: "A stack with a derivative, on which a machine learns to match brackets",
    seconds: 4,
  },
  static_dynamic: {
    shows: "A loop that ends when it ends, as it is and compiled by jit",
    seconds: 1,
  },
  kriging: {
    shows: "A Gaussian process through a Cholesky factor: how smooth, how noisy, how sure",
    seconds: 2,
  },
  detector: {
    shows: "A particle detector designed end to end, performance against cost",
    seconds: 9,
  },
};

/** The list for people. */
export function listing(): string {
  const names = Object.keys(programs);
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => {
    const { shows, seconds } = programs[name];
    return `  ${name.padEnd(width)}  ${`${seconds} s`.padStart(4)}  ${shows}`;
  });
  return [
    "deno task examples NAME            runs one, and draws its picture among temporary files",
    "deno task examples NAME --gallery  draws it over that of examples/pictures/",
    "deno task examples --measure       runs all, and says how long each takes",
    "",
    ...lines,
  ].join("\n");
}

/** The arguments of Deno that run a program: what is marked with "use ad" in it is lifted while it is loaded. */
function commandOf(name: string, args: readonly string[] = []): string[] {
  const [register, program] = ["../lib/register/mod.ts", `${name}.ts`].map((path) =>
    join(import.meta.dirname!, path)
  );
  return ["run", "-A", `--preload=${register}`, program, ...args];
}

/** Runs a program with the terminal for its own, and answers its exit code: 1 if there is none of the name. */
export async function run(name: string, args: readonly string[] = []): Promise<number> {
  if (!Object.hasOwn(programs, name)) {
    console.error(`There is no example called ${name}.\n\n${listing()}`);
    return 1;
  }
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: commandOf(name, args),
  }).spawn().status;
  return code;
}

/** Runs all programs one after the other without their reports, and prints how many seconds each takes. */
async function measure(): Promise<void> {
  for (const name of Object.keys(programs)) {
    const start = performance.now();
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: commandOf(name),
      stdout: "null",
      stderr: "null",
    }).spawn().status;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${seconds.padStart(6)} s  ${name}${success ? "" : ", which failed"}`);
  }
}

if (import.meta.main) {
  const [name, ...args] = Deno.args;
  if (name === undefined) console.log(listing());
  else if (name === "--measure") await measure();
  else Deno.exit(await run(name, args));
}
