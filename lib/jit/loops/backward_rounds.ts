// How rounds that are kept are pulled back: the last first, each of them runs again and is pulled back at once. The sums of
// cotangents of what the steps close over are carried from round to round like the cotangents of the state, so that they are
// made in the order of the plain loop. After a few rounds what there is goes on alike, and the others are a loop again.

import type { Variable } from "../../values/box.ts";
import type { Cotangents } from "../../values/cotangents.ts";
import type { Sparse } from "../../values/interpretation.ts";
import { isDerivativeBoxOf } from "../../values/membership.ts";
import type { Scalar } from "../../values/scalar.ts";
import { type Forwards, type PulledRounds, pullKept } from "./kept_backwards.ts";
import { NOT_STEADY } from "./rounds_to_keep.ts";
import { OutputSeeds } from "./output_seeds.ts";
import type { Given, PulledRound } from "./round_pullback.ts";
import { Snapshot } from "./snapshot.ts";
import { filledIn, haveSame, PassedOn, presence, setPresent } from "./sparse_lists.ts";

/** Most rounds that are pulled back one by one, where steps ask about their numbers, before the others are a loop. */
const MOST_ALONE = 4;

/**
 * Pulls all rounds of a loop back.
 *
 * @param seeds the cotangents of the last state and of all results
 * @param inputs the state before the first round
 * @param same for each output of a step, the first that is the same variable
 * @param passes for each number of a state, the number of the next state that rounds pass it on as, or −1
 * @param passed the numbers of the state that the first round passes on as they are
 * @param answered the variables from around the loop that the first round answers
 */
export function pullRounds(
  forwards: Forwards,
  seeds: Sparse,
  cotangents: Cotangents,
  inputs: readonly Scalar[],
  same: readonly number[],
  passes: readonly number[],
  passed: ReadonlySet<number>,
  answered: ReadonlySet<number>,
): void {
  const { keeper, span: { from, to }, ran: { kept, stateAt }, pullback, states } = forwards;
  const outputs = new OutputSeeds(seeds, states, same, passes, from);
  const given = (i: number, carried: Sparse): Given => ({
    carried,
    results: outputs.ofResults(i),
    before: outputs.ofStateBefore(i),
    cells: pullback.indicesAt(i).map((index) => cotangents.of(index)),
  });
  // What was used after the loop, too, has been given cotangents before.
  const shared = [...variablesOf(forwards, [...passed].map((k) => inputs[k])), ...answered];
  const everTouched = new Set(shared.filter((index) => cotangents.of(index) !== undefined));
  const first = Math.max(from + 1 + outputs.oldest, kept!.from);
  let carried = outputs.last;
  let touched: readonly number[] = [];
  let isSteady = false;
  let mayBeKept = true;
  for (let i = to - 1; i > from; i--) {
    const isLate = isSteady || to - 1 - i >= MOST_ALONE;
    let next: PulledRounds | undefined;
    if (mayBeKept && isLate && keeper.isWorth(i + 1 - first, true)) {
      const before = (k: number) => given(k, []);
      next = pullKept(forwards, carried, before, touched, cotangents, first, i + 1);
      mayBeKept = false;
      if (next !== undefined) i = first;
    }
    if (next === undefined) {
      const own = given(i, carried);
      const pull = () => pullback.pull(cotangents, stateAt(i), pullback.rowAt(i), i, own);
      next = pullAlone(forwards, cotangents, pullback.indicesAt(i), pull);
      isSteady = haveSame(presence(next.carried), presence(carried)) &&
        haveSame(next.touched, touched);
    }
    ({ carried, touched } = next);
    touched.forEach((index) => everTouched.add(index));
  }
  const own = given(from, carried);
  pullAlone(forwards, cotangents, [], () => pullback.pullFirst(cotangents, from, own));
  checkShared(forwards, shared, everTouched);
}

/**
 * Pulls one round back that is not kept; where it asks about its numbers, all ways through it meet again.
 *
 * @param variables the indices of the variables in its row
 */
function pullAlone(
  { keeper, level, around, pullback }: Forwards,
  cotangents: Cotangents,
  variables: readonly number[],
  pull: () => PulledRound,
): PulledRounds {
  const before = new Snapshot(cotangents, around);
  const { answer, isAsking } = keeper.attempt(pull);
  const touched = before.changed(cotangents);
  // What steps use besides of rows has one cotangent with what is in them.
  const isInRows = (index: number) => variables.includes(index) && pullback.rowIndices.has(index);
  if (touched.some(isInRows)) keeper.tracer.refuse(NOT_STEADY);
  let { carried, cells } = answer;
  const known = isAsking ? keeper.passedBefore(level) : undefined;
  const passed = new PassedOn(carried, cells, touched, () => keeper.absent(), known);
  if (isAsking) {
    const all = keeper.again([], () =>
      keeper.once(() => {
        before.restore(cotangents);
        const own = pull();
        passed.add(own.carried, own.cells, before.changed(cotangents));
        return [
          ...passed.sumsOf(cotangents),
          ...passed.carried(own.carried),
          ...passed.cells(own.cells),
        ];
      }, `${passed}`));
    before.restore(cotangents);
    passed.setSums(cotangents, all);
    const rest = all.slice(passed.sums.length);
    carried = filledIn(passed.isCarried, rest);
    cells = filledIn(passed.areCells, rest.slice(passed.isCarried.filter(Boolean).length));
  }
  variables.forEach((index, k) => setPresent(cotangents, index, cells[k]));
  return { carried, touched: passed.sums };
}

/**
 * Ends the trace where a variable from around the loop that the first round passes on as it is, or answers, has other uses,
 * meanwhile or later: it has one cotangent then, in whose sum they alternate.
 */
function checkShared(
  { keeper, pullback }: Forwards,
  indices: readonly number[],
  touched: ReadonlySet<number>,
): void {
  const isElsewhere = (index: number) => touched.has(index) || pullback.rowIndices.has(index);
  const isTwice = new Set(indices).size < indices.length;
  if (isTwice || indices.some(isElsewhere)) keeper.tracer.refuse(NOT_STEADY);
}

function variablesOf({ level }: Forwards, scalars: readonly Scalar[]): number[] {
  const variables = scalars.filter((x) => isDerivativeBoxOf(level, x)) as Variable[];
  return variables.map(({ index }) => index);
}
