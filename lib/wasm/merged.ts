// Compiles several short traces to one function, which branches where they part.

import { type GuardedTrace, needed, outcomeKey } from "../program/guarded_trace.ts";
import { operandsOf } from "../program/operands.ts";
import { CallResults } from "./call_results.ts";
import { Imports } from "./imports.ts";
import { Layout } from "./layout.ts";
import { LookUps } from "./look_ups.ts";
import { type Lowered, type LoweredQuestion, moduleOf } from "./module.ts";
import { Places } from "./places.ts";
import { asTraced } from "./schedule.ts";
import { FunctionWriter } from "./writer.ts";

/** Compiles several short traces into one function, which branches where they part. */
export function mergedProgram(paths: readonly GuardedTrace[]): Lowered {
  const layout = new Layout(paths);
  const largest = paths.reduce((a, b) => a.graph.size >= b.graph.size ? a : b);
  const operands = paths.map(({ graph }) => operandsOf(graph));
  const marks = paths.map((path, i) => needed(path, operands[i]));
  const results = new CallResults(paths, marks);
  results.place(layout);
  const places = new Places(largest, results, paths.indexOf(largest));
  const lookUps = new LookUps(paths.map(({ graph }) => graph), layout);
  const imports = new Imports(lookUps, results);
  const questions: LoweredQuestion[] = [];
  const writer = new FunctionWriter(paths[0], operands[0], places, imports, layout.lists, true);
  let instructions = 0;

  /** Writes the instructions that traces with the same first guards have in common, and then a branch for each. */
  function write(group: readonly number[], asked: number, from: number): void {
    const [first] = group;
    const path = paths[first];
    places.follow(path.graph, results, first);
    writer.follow(path, operands[first], from);
    const guard = path.guards[asked];
    const until = guard?.at ?? path.graph.size;
    const own = new Uint8Array(path.graph.size);
    for (const member of group) {
      for (let place = from; place < until; place++) own[place] |= marks[member][place];
    }
    for (const item of asTraced({ ...path, guards: [] }, own)) {
      writer.compute(item);
      instructions++;
    }
    if (guard === undefined) {
      path.outputs.forEach((place, i) => writer.store(place, Layout.output(path.graph, i)));
      writer.push(first);
      return writer.leave();
    }
    const rest = new Map<unknown, number[]>();
    for (const member of group) {
      const { outcome } = paths[member].guards[asked];
      const key = outcomeKey(outcome);
      rest.set(key, [...rest.get(key) ?? [], member]);
    }
    for (const members of rest.values()) {
      writer.ask(paths[members[0]].guards[asked]);
      writer.branch(() => write(members, asked + 1, guard.at));
    }
    places.follow(path.graph, results, first);
    writer.follow(path, operands[first], guard.at);
    writer.fail(guard, -questions.push({ path: first, guard: asked }));
  }

  write([...paths.keys()], 0, 0);
  writer.push(0);
  return {
    modules: [moduleOf({ imports, functions: [writer] })],
    questions,
    outputs: Layout.output(paths[0].graph, 0),
    memory: layout.size,
    tables: lookUps.tables,
    instructions,
    length: instructions,
    loops: 0,
  };
}
