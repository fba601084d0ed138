// Who is compared, in the order of the columns, and the tasks as groups to be timed.

import type { Group, Prepare } from "../group.ts";
import { settled } from "../settle.ts";
import type { Row } from "../summary.ts";
import { byHand, plain } from "./by_hand.ts";
import { type Contender, type TaskName, tasks } from "./contender.ts";
import { dualAlgebra } from "./dual_algebra.ts";
import { fluxion, fluxionCompiled, fluxionOnNumbers } from "./fluxion.ts";
import { jaxCompiled, jaxEager } from "./jax.ts";
import { rose } from "./rose.ts";
import { simplegrad } from "./simplegrad.ts";
import { tensorflow } from "./tensorflow.ts";

/** Everything that is not this library's or written by hand. */
export const peers: readonly Contender[] = [
  jaxEager,
  jaxCompiled,
  tensorflow,
  dualAlgebra,
  simplegrad,
  rose,
];

/** All, the plain function first. */
export const contenders: readonly Contender[] = [
  plain,
  byHand,
  fluxionOnNumbers,
  fluxion,
  fluxionCompiled,
  ...peers,
];

/** A task at a size. */
export interface Assignment {
  readonly task: TaskName;
  readonly size: number;
  readonly name: string;
}

/** Every task at every size. */
export const assignments: readonly Assignment[] = Object.entries(tasks).flatMap(
  ([task, { title, sizes }]) =>
    sizes.map((size) => ({
      task: task as TaskName,
      size,
      name: sizes.length > 1 ? `${title}, n = ${size.toLocaleString("en")}` : title,
    })),
);

/** The group of those that can do a task at a size, where `cannot` has the reasons of those that cannot. */
export function groupOf(assignment: Assignment, cannot: ReadonlyMap<string, string>): Group {
  const { task, size, name } = assignment;
  return {
    name,
    size,
    warmSize: tasks[task].warmSize,
    reference: byHand.name,
    candidates: able(assignment, cannot).map(([{ name, valueOnly, compiles }, prepare]) => ({
      name,
      prepare: compiles ? settled(prepare) : prepare,
      valueOnly,
    })),
  };
}

/** How long those that compile take to set a task up, from the beginning to the first answer. */
export function settingUp(assignment: Assignment, cannot: ReadonlyMap<string, string>): Row {
  const times = able(assignment, cannot)
    .filter(([{ compiles }]) => compiles)
    .map(([{ name }, prepare]) => {
      const from = performance.now();
      prepare(assignment.size)();
      return { name, milliseconds: performance.now() - from };
    });
  const [first] = times;
  return {
    name: assignment.name,
    outcomes: times.map((t) => ({ ...t, ratio: t.milliseconds / first.milliseconds })),
  };
}

function able(
  { task }: Assignment,
  cannot: ReadonlyMap<string, string>,
): (readonly [Contender, Prepare])[] {
  return contenders.flatMap((contender) => {
    const prepare = contender.tasks[task];
    return typeof prepare === "function" && !cannot.has(contender.name)
      ? [[contender, prepare] as const]
      : [];
  });
}
