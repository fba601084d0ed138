// GradBench's evaluations at their published sizes, as the tool runs them: how long do the function and its derivative take,
// in sum over all sizes, compiled and by hand, and how long is the first call?
//
//     deno run -A bench/gradbench/report.ts [--dynamic] [--all] [--seconds=0.5] [workload …]
//
// Each workload runs in a process of its own. With `--all` each size has a line.

import { runAlone } from "../subprocess.ts";
import { byHand } from "./by_hand/mod.ts";
import { published } from "./published.ts";
import { compiled, dynamic, type MakeReady } from "./ready.ts";
import { measure } from "./workload.ts";
import { workloads } from "./workloads.ts";

/** What was measured of one function at one size, in seconds. */
interface Row {
  readonly module: string;
  readonly name: string;
  readonly note: string;
  /** Until the first answer. */
  readonly first: number;
  /** Of a call, at best. */
  readonly call: number;
  readonly byHand?: number;
  /** Why it ran uncompiled. */
  readonly uncompiled?: string;
}

/** The last answer by hand; kept, so that it has to be computed. */
export let kept: unknown;

const options = Deno.args.filter((argument) => argument.startsWith("--"));
const seconds = Number(/--seconds=([\d.]+)/.exec(options.join(" "))?.[1] ?? 0.5);
const isDynamic = options.includes("--dynamic");

if (options.includes("--measure")) {
  for (const row of measured(Deno.args[0])) console.log(JSON.stringify(row));
} else {
  const named = Deno.args.filter((argument) => !argument.startsWith("--"));
  const all: Row[] = [];
  for (const module of named.length > 0 ? named : Object.keys(published)) {
    const { output, reason } = await runAlone(
      import.meta.url,
      [module, "--measure", ...options],
      3600,
    );
    if (reason !== undefined) console.error(`${module} ${reason}`);
    all.push(...output.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line)));
  }
  console.log(options.includes("--all") ? `${sizesTable(all)}\n\n${sums(all)}` : sums(all));
}

function* measured(module: string): Generator<Row> {
  const { functions, inputs } = published[module];
  for (const { note, make } of inputs) {
    const input = { ...make(), min_runs: 1, min_seconds: seconds };
    for (const name of functions) {
      const reasons: (() => string | undefined)[] = [];
      const watched: MakeReady = (f) => {
        const jitted = compiled(f);
        reasons.push(() => jitted.stats().uncompiled);
        return jitted;
      };
      const ready = isDynamic || module === "det" ? dynamic : watched;
      const { timings: [prepared, ...calls] } = measure(workloads[module][name], input, ready);
      const hand = byHand[module]?.[name];
      yield {
        ...{ module, name, note },
        first: (prepared.nanoseconds + (ready === dynamic ? calls[0].nanoseconds : 0)) / 1e9,
        call: least(calls.map(({ nanoseconds }) => nanoseconds)) / 1e9,
        byHand: hand && secondsOf(hand(input as never)),
        uncompiled: reasons.map((reason) => reason()).find((reason) => reason !== undefined),
      };
    }
  }
}

/** The time of a call, at best of those that fit into the time. */
function secondsOf(call: () => unknown): number {
  kept = call();
  const times: number[] = [];
  for (
    const end = performance.now() + 1000 * seconds;
    times.length === 0 || performance.now() < end;
  ) {
    const start = performance.now();
    kept = call();
    times.push((performance.now() - start) / 1000);
  }
  return least(times);
}

function least(times: readonly number[]): number {
  return times.reduce((smallest, time) => Math.min(smallest, time));
}

function sums(rows: readonly Row[]): string {
  const modules = [...new Set(rows.map(({ module }) => module))];
  const lines = modules.map((module) => {
    const own = rows.filter((row) => row.module === module);
    const ratios = own.flatMap(({ call, byHand }) => byHand === undefined ? [] : [call / byHand]);
    return [
      module,
      digits(total(own.map(({ call }) => call))),
      ratios.length === 0 ? "" : digits(total(own.map(({ byHand }) => byHand!))),
      ratios.length === 0 ? "" : `${digits(Math.min(...ratios))} to ${digits(Math.max(...ratios))}`,
      digits(Math.max(...own.map(({ first }) => first))),
      `${own.filter(({ uncompiled }) => uncompiled !== undefined).length} of ${own.length}`,
    ];
  });
  return table(
    ["workload", "seconds", "by hand", "ratios", "first call at most", "uncompiled"],
    lines,
  );
}

function sizesTable(rows: readonly Row[]): string {
  return table(
    ["workload", "size", "milliseconds", "by hand", "ratio", "first call", "uncompiled"],
    rows.map(({ module, name, note, first, call, byHand, uncompiled }) => [
      `${module}::${name}`,
      note,
      digits(1000 * call),
      byHand === undefined ? "" : digits(1000 * byHand),
      byHand === undefined ? "" : digits(call / byHand),
      digits(1000 * first),
      uncompiled ?? "",
    ]),
  );
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const rule = head.map((_, i) => i === 0 ? "---" : "---:");
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function total(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0);
}

function digits(x: number): string {
  return x >= 100 ? x.toFixed(0) : x.toPrecision(2);
}
