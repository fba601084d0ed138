// Can a contender do a task at all? It is tried in a process of its own, where it may end as it
// likes; only what comes to an end in time is compared.

import { type TaskName, tasks } from "./contender.ts";
import { type Assignment, contenders, peers } from "./mod.ts";
import { runAlone } from "../subprocess.ts";

/** How long setting up and a few calls may take, in seconds. */
export const secondsAllowed = 45;

/** Why some cannot do a task, and about how long a call takes of those that can. */
export interface Abilities {
  readonly cannot: ReadonlyMap<string, string>;
  readonly milliseconds: ReadonlyMap<string, number>;
}

/** Tries every peer on a task. */
export async function abilities({ task, size }: Assignment): Promise<Abilities> {
  const cannot = new Map<string, string>();
  const milliseconds = new Map<string, number>();
  for (const { name, tasks } of peers) {
    const prepare = tasks[task];
    if (prepare === undefined) continue;
    const result = typeof prepare === "string" ? prepare : await probe(name, task, size);
    if (typeof result === "string") cannot.set(name, result);
    else milliseconds.set(name, result);
  }
  return { cannot, milliseconds };
}

/** The time of one call in milliseconds, at best, or the reason why there is none. */
export async function probe(
  contender: string,
  task: TaskName,
  size: number,
): Promise<number | string> {
  const args = [contender, task, String(size)];
  const { output, reason } = await runAlone(import.meta.url, args, secondsAllowed);
  const times = output.split("\n").flatMap((line) => line === "" ? [] : [Number(line)]);
  if (reason === undefined) return Math.min(...times);
  return times.length > 0 ? `${reason} after a few calls` : reason;
}

if (import.meta.main) {
  const [name, task, size] = Deno.args as [string, TaskName, string];
  const prepare = contenders.find((contender) => contender.name === name)?.tasks[task];
  if (typeof prepare !== "function") throw new Error(`${name} does not say how to do ${task}`);
  // A first call at a small size keeps the time of loading and compiling out.
  prepare(tasks[task].warmSize)();
  const call = prepare(Number(size));
  // One call is not enough: a program may be too long for the compiler that V8 turns to after a few.
  for (let calls = 0, start = performance.now(); calls < 60; calls++) {
    const from = performance.now();
    if (calls > 0 && from - start > 15_000) break;
    call();
    console.log(performance.now() - from);
  }
}
