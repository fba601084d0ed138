// Runs every comparison in one process, and writes what came out: a summary in Markdown, and a plot of the
// ratios. Only ratios within one run are worth comparing.
//
//     deno task bench:report [folder]

import { cpus } from "node:os";
import { useAllModes } from "../all_modes.ts";
import { groups as checkpoints } from "../checkpoint_bench.ts";
import { groups as standards } from "../gradbench_bench.ts";
import { groups as compiled } from "../jit_bench.ts";
import { assignments, groupOf, settingUp } from "./mod.ts";
import { groups as gradients } from "../gradient_bench.ts";
import type { Group } from "../group.ts";
import { groups as jacobians } from "../jacobian_bench.ts";
import { footprint, type ProgramName } from "../memory.ts";
import { groups as modes } from "../modes_bench.ts";
import { groups as nestings } from "../nesting_bench.ts";
import { groups as numerics } from "../numeric_bench.ts";
import { groups as overheads, sizes as overheadSizes } from "../overhead_bench.ts";
import { abilities, secondsAllowed } from "./probe.ts";
import { plot } from "../ratios_plot.ts";
import { groups as secondOrders } from "../second_order_bench.ts";
import {
  crossover,
  errorTable,
  type MemoryRow,
  memoryTable,
  ratioTable,
  type Row,
} from "../summary.ts";
import { measure } from "../timer.ts";

const folder = new URL(Deno.args[0] ?? "../report", import.meta.url);

function timed(groups: readonly Group[]): Row[] {
  return groups.map((group) => {
    say(group.name);
    return { name: group.name, outcomes: measure(group) };
  });
}

/** The tasks, by all who can do them; and what setting them up takes those that compile. */
async function comparison(): Promise<{ rows: Row[]; setups: Row[] }> {
  const rows: Row[] = [];
  const setups: Row[] = [];
  for (const assignment of assignments) {
    say(assignment.name);
    const { cannot } = await abilities(assignment);
    const reasons = [...cannot].map(([name, reason]) => ({ name, reason }));
    rows.push({
      name: assignment.name,
      outcomes: [...measure(groupOf(assignment, cannot)), ...reasons],
    });
    setups.push(settingUp(assignment, cannot));
  }
  return { rows, setups };
}

/** A program beside the same on plain numbers, at growing sizes. */
async function memory(
  program: string,
  unit: string,
  sizes: readonly number[],
  operationsOf: number,
  others: Readonly<Record<string, string>>,
): Promise<MemoryRow[]> {
  const rows: MemoryRow[] = [];
  for (const size of sizes) {
    const name = `${program}, ${size.toLocaleString("en")} ${unit}`;
    say(name);
    const of = (what: string) => footprint(`${program}, ${what}` as ProgramName, size);
    const plain = await of("plain");
    const measured: MemoryRow["others"] = Object.fromEntries(
      await Array.fromAsync(
        Object.entries(others),
        async ([title, what]) => [title, await of(what)],
      ),
    );
    rows.push({ name, operations: size * operationsOf, plain, others: measured });
  }
  return rows;
}

function say(what: string): void {
  console.error(`… ${what}`);
}

const decades = [100_000, 1_000_000, 10_000_000];
const passes = { "One reverse pass": "grad" };
const loops = { "Plain loop": "grad", "Checkpointed loop": "checkpointed" };

useAllModes();
const memoryRows = [
  ...await memory("chain", "operations", decades, 1, passes),
  ...await memory("mixed", "operations", decades, 1, passes),
];
const loopMemory = await memory("pendulum", "steps", [1000, 10_000, 100_000], 44, loops);
const ways = timed(modes);
const perOperation = timed(overheads);
const passesOrOne = timed(gradients);
const shapes = timed(jacobians);
const orders = timed(secondOrders);
const nested = timed(nestings);
const loopTimes = timed(checkpoints);
const quotients = timed(numerics);
const isUncompiled = ({ candidates: [baseline] }: Group) => baseline.name === "Uncompiled";
const nearHand = timed(compiled.filter((group) => !isUncompiled(group)));
const compiling = timed(compiled.filter(isUncompiled));
const gains = timed(standards);
const { rows: peers, setups } = await comparison();

const from = crossover(passesOrOne, "Forward, `jacfwd`", "Reverse, `grad`");
const summary = `# Benchmarks

By \`deno task bench:report\`, with Deno ${Deno.version.deno} (V8 ${Deno.version.v8}) on
${cpus()[0].model.trim()}. The first column of times is that of the plain function, with native
operators; every other number is a multiple of it, in the same run and the same process, in which all
modes had been used before. Another machine gives other numbers: compare ratios, and only within a
table.

## Other packages

${ratioTable(peers)}
jax-js computes in float64 on WebAssembly, but sines, exponentials and the like in float32, and
TensorFlow.js everything in float32, on its backend in plain JavaScript. Both work on whole arrays, and the tasks are written for them with arrays where that is
natural: Rosenbrock, the sum and the network. What they do with single numbers, as in the pendulum and
the chain, they were not made for. *jit* and *compiled* mean that the program was traced and compiled
beforehand, which the times leave out; of the pendulum, whose thousand steps take minutes to compile,
jax-js compiles the single step. dual-algebra carries all derivatives along at once. What is
not done within ${secondsAllowed} seconds, setting up and one call, is not waited for.

The largest error against the derivative by hand, relative to its largest number:

${errorTable(peers)}
Setting up, from the beginning to the first answer, takes those that compile this long; the first column is
a time, and the others are multiples of it, with their times:

${ratioTable(setups, { times: true })}
## Compiled

Against derivatives that were derived and written by hand, allocation for allocation. *Compiled* is \`jit\`
of the derivative; the pendulum's gradient is in forward mode, and in reverse mode besides.

${ratioTable(nearHand)}
What compiling costs where it gains least, against the derivative as it is: a first call, and calls each of
which goes a way of its own.

${ratioTable(compiling)}
The workloads of GradBench. *Uncompiled* is the derivative as it is; *compiling* is a first call, with
tracing and all:

${ratioTable(gains, { times: true })}
## What a derivative costs

${ratioTable(ways)}
## An operation, in short programs and in long ones

Behind each ratio the time of one operation.

${ratioTable(perOperation, { operations: overheadSizes })}
The memory that one reverse pass takes at its peak beyond the same on plain numbers, each in a process of
its own, and its time there, without any warming up:

${memoryTable(memoryRows)}
## Forward or reverse

${
  from === undefined
    ? "Forward mode stays faster than one reverse pass at all these sizes."
    : `From ${from} on, one reverse pass is faster than forward mode.`
}

${ratioTable(passesOrOne)}
Jacobians of m outputs by n inputs, m × n:

${ratioTable(shapes)}
## Second order

${ratioTable(orders)}
## Higher orders, by nesting

${ratioTable(nested, { errors: true })}
## Remembering less

The pendulum by a plain loop and by \`checkpointedLoop\`: time, and memory.

${ratioTable(loopTimes)}
${memoryTable(loopMemory)}
## Difference quotients

${ratioTable(quotients, { errors: true })}`;

Deno.mkdirSync(folder, { recursive: true });
const file = (name: string) => new URL(`${folder.href}/${name}`);
Deno.writeTextFileSync(file("summary.md"), summary);
Deno.writeTextFileSync(file("ratios.svg"), await plot(peers));
await new Deno.Command(Deno.execPath(), {
  args: ["fmt", "--no-config", "--quiet", decodeURIComponent(file("summary.md").pathname)],
})
  .output();
console.error(`Written to ${decodeURIComponent(folder.pathname)}`);
console.log(ratioTable(peers));
Deno.exit();
