// A loop in forward mode that is kept: it carries primals and tangents.

import { beneathDerivatives } from "../../values/box.ts";
import type { LoopStep } from "../../values/interpreter.ts";
import { during, type Level } from "../../values/level.ts";
import type { Scalar } from "../../values/scalar.ts";
import { joinDuals, splitDuals, type TangentLayout } from "../../rules/split_duals.ts";
import { Again, Layouts, type UnionPart } from "./layouts.ts";
import { Origins } from "./origins.ts";
import type { LoopKeeping, Ran, Span } from "./span.ts";

/** Most rounds after which tangents come up for the first time. */
const MOST_UNSTEADY = 3;

/** Runs rounds in forward mode: for the levels outside, the state is primals and tangents. */
export function onDuals(
  keeper: LoopKeeping,
  level: Level,
  rest: readonly Level[],
  step: LoopStep,
  state: readonly Scalar[],
  span: Span,
): Ran {
  const { from, to, direction } = span;
  const union = keeper.nextUnion();
  const absent = () => keeper.absent();
  const given = splitDuals(level, state);
  const first = union.filled("state", given, absent);
  const firstPairs = [...first.primals, ...first.tangents];
  const start = direction === 1 ? from : to - 1;
  const states = new Layouts(direction, start, first.layout);
  const results = new Layouts(direction);
  const stateOrigins = new Origins(keeper.tracer, level, true);
  const resultOrigins = new Origins(keeper.tracer, level, false);
  // What changes late, or from way to way, may change again.
  const mayChange = (at: number) => !keeper.isKeeping && Math.abs(at - start) < MOST_UNSTEADY;
  const onPairs: LoopStep = (pairs, row, round) =>
    during(level, "open", () => {
      const i = beneathDerivatives(round, "loop");
      const at = typeof i === "number" ? i : i.primal;
      const layout = states.at(at);
      // The first round may close over a box of its state: the two are one variable, and tie as such.
      const isGiven = at === start && first.tangents.length === given.tangents.length &&
        pairs.length === firstPairs.length && pairs.every((x, k) => x === firstPairs[k]);
      const own = isGiven
        ? state
        : stateOrigins.note(joinDuals(level, pairs, pairs.slice(layout.length), layout));
      const { size } = keeper.tracer.graph;
      if (at === start && !isGiven) stateOrigins.add(state, size);
      const answer = step(own, row, round);
      stateOrigins.add(answer.state, size);
      resultOrigins.add(answer.results, size);
      const next = union.filled("state", splitDuals(level, answer.state), absent);
      const split = union.filled("results", splitDuals(level, answer.results), absent);
      const follow = (part: UnionPart, layouts: Layouts, i: number, own: TangentLayout) => {
        const known = layouts.at(i);
        if (!layouts.set(i, own)) return;
        keeper.changes++;
        if (mayChange(at)) return;
        union.add(part, known, own);
        throw new Again();
      };
      follow("state", states, at + direction, next.layout);
      follow("results", results, at, split.layout);
      keeper.layouts += `${layout};${next.layout};${split.layout};`;
      return {
        state: [...next.primals, ...next.tangents],
        results: [...split.primals, ...split.tangents],
      };
    });

  const ran = keeper.run(rest, onPairs, firstPairs, span);
  const joined = (pairs: readonly Scalar[], layout: TangentLayout) =>
    joinDuals(level, pairs, pairs.slice(layout.length), layout);
  return {
    state: stateOrigins.note(joined(ran.state, states.at(direction === 1 ? to : from - 1))),
    results: resultOrigins.noteAll(
      ran.results.map((own, i) => joined(own, results.at(from + i))),
    ),
    stateAt: (i, leaves) => stateOrigins.note(joined(ran.stateAt(i, leaves), states.at(i))),
    kept: ran.kept,
  };
}
