// Keeps loops in a program. The levels inside of a trace are taken one after the other, the innermost first, until the
// state consists of numbers of the trace: in forward mode a loop carries primals and tangents, and of reverse mode
// backward_rounds.ts makes a loop forwards and one backwards.

import { markOf } from "../../values/keeping.ts";
import type { LoopAnswer, LoopStep, StepAnswer, TracedLoop } from "../../values/interpreter.ts";
import { levelsFurtherIn } from "../../values/nesting.ts";
import { Traced } from "../../values/traced.ts";
import type { Level } from "../../values/level.ts";
import type { Scalar } from "../../values/scalar.ts";
import type { Tracer } from "../../program/tracer.ts";
import { LoopsBegun } from "./loops_begun.ts";
import { KeptRounds } from "./kept_rounds.ts";
import { areKept, keyOfNext, NOT_STEADY, type RoundsToKeep } from "./rounds_to_keep.ts";
import { onDuals } from "./dual_rounds.ts";
import { Again, Union } from "./layouts.ts";
import { apart, areTraceNumbers, hasTwice, isMadeAs } from "./leaves.ts";
import { withOrigins } from "./origins.ts";
import { builtRow, scalarRows } from "./rows.ts";
import { inReverse } from "./reverse_rounds.ts";
import type { KnownPassed } from "./sparse_lists.ts";
import type { Attempt, LoopKeeping, Ran, Span } from "./span.ts";
import type { KnownLoops } from "./ways.ts";

/** Fewest rounds that are kept of a loop whose steps ask about their numbers, or are long. */
const FEWEST_LARGE = 8;
/** Fewest rounds that are kept of any other. */
const FEWEST = 64;
/** Fewest instructions of a long step: to write out a few of these takes longer than to trace one for itself. */
const LONG = 500;

/** Most rounds that run one by one where only structural zeros set them apart: these may be others in each round. */
const MOST_UNSTEADY = 4;
/** Most times that a loop is traced with tangents that are there in some of its ways only. */
const MOST_TRIES = 12;
/** Keeps the loops of one trace. */
export class Keeper implements LoopKeeping {
  readonly tracer: Tracer;
  /** Changes with every change of what tangents there are in a state. */
  changes = 0;
  /** Which tangents there were in the arguments and answers of the step that was traced last. */
  layouts = "";
  /** Whether the step of a loop is traced for itself. */
  isKeeping = false;
  /** The tangents that there are in some ways, in the order in which the body asks for them that may run again. */
  private unions: Union[] = [];
  private unionsAsked = 0;
  /** The loops that it has begun to keep. */
  readonly begun: LoopsBegun = new LoopsBegun();
  private readonly known: KnownLoops;

  /** @param known what earlier traces have found */
  constructor(tracer: Tracer, known: KnownLoops) {
    this.tracer = tracer;
    this.known = known;
  }

  /** Runs a loop, and keeps it where that can be. */
  keep(loop: TracedLoop): LoopAnswer | undefined {
    const { step, state, row, rounds, keepsFew = false, site, fewest } = loop;
    if (site !== undefined && this.known.unkeepable.has(site)) return undefined;
    const levels = levelsFurtherIn(this.tracer.level);
    if (rounds < FEWEST_LARGE || !areKept(levels, site !== undefined)) return undefined;
    const rows = scalarRows(row, 0, rounds);
    // Numbers of a state that are one scalar make other kinks than two that are equal.
    if (rows === undefined || hasTwice(state)) return undefined;
    const distinct: LoopStep = (own, ...others) => {
      const answer = step(own, ...others);
      if (hasTwice(answer.state)) this.tracer.refuse(NOT_STEADY);
      return answer;
    };
    const span: Span = {
      parts: [withOrigins(this.tracer, rows, row, rounds)],
      from: 0,
      to: rounds,
      direction: 1,
      keepsStates: false,
      keepsFew,
      signature: "",
    };
    const run = () => this.run([...levels].reverse(), distinct, state, span);
    const again = () => this.again(levels, run);
    const { state: last, results } = this.begun.during(site, fewest, again);
    return { state: last, results };
  }

  /**
   * Runs a body that keeps a loop, and runs it again where a way was met in which other tangents are there: those that are not
   * there in all ways are structural zeros in some rounds.
   */
  again<T>(levels: readonly Level[], body: () => T): T {
    const { tracer, unions, unionsAsked, begun: { depth } } = this;
    const marks = levels.map(({ backpropagators }) => markOf(backpropagators));
    this.unions = [];
    try {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        this.unionsAsked = 0;
        const start = tracer.graph.size;
        const forget = tracer.questions.mark();
        try {
          // Nothing is shared with what may be left out.
          return tracer.graph.apart(body);
        } catch (error) {
          if (!(error instanceof Again)) throw error;
          this.begun.depth = depth;
          forget();
          tracer.frames.at(-1)!.omit(start, tracer.graph.size);
          levels.forEach(({ backpropagators }, i) => backpropagators.rewind(marks[i]));
        }
      }
      return tracer.refuse(NOT_STEADY);
    } finally {
      this.unions = unions;
      this.unionsAsked = unionsAsked;
    }
  }

  /** Returns the tangents that there are in some ways of the loop whose rounds run next in forward mode. */
  nextUnion(): Union {
    return this.unions[this.unionsAsked++] ??= new Union();
  }

  /** Returns a structural zero, which is there in some rounds. */
  absent(): Traced {
    const { tracer } = this;
    tracer.selects = true;
    const zero = tracer.boxAt(tracer.placeOf(0)!);
    return new Traced(tracer.level, 0, zero.index, zero);
  }

  /** Whether a loop is worth keeping of which there are still some rounds. */
  isWorth(rounds: number, isLarge: boolean): boolean {
    return rounds >= (isLarge ? FEWEST_LARGE : this.begun.fewest ?? FEWEST);
  }

  attempt<T>(body: () => T): Attempt<T> {
    const { tracer } = this;
    const { size } = tracer.graph;
    const { result, guards } = tracer.apart(tracer.questions.keyOfLoop(), [], body);
    const isAsking = guards.length > 0;
    return { answer: result, isAsking, isLarge: isAsking || tracer.graph.size - size >= LONG };
  }

  /** Runs a body that asks about its numbers, all of whose ways meet again when it ends. */
  once(body: () => readonly Scalar[], signature: string): Scalar[] {
    const span = {
      parts: [],
      from: 0,
      to: 1,
      direction: 1 as const,
      keepsStates: false,
      keepsFew: false,
      signature,
    };
    return this.keepRounds({ ...span, step: () => ({ state: [], results: body() }), state: [] })
      .resultsAt(0);
  }

  /** Runs rounds inside of levels, the innermost first. */
  run(levels: readonly Level[], step: LoopStep, state: readonly Scalar[], span: Span): Ran {
    if (levels.length === 0) return this.onNumbers(step, state, span);
    const [level, ...rest] = levels;
    if (level.mode === "reverse") return inReverse(this, level, rest, step, state, span);
    return onDuals(this, level, rest, step, state, span);
  }

  /** Runs rounds on numbers of the trace: a few round by round, until they go on alike, and the others kept. */
  private onNumbers(step: LoopStep, state: readonly Scalar[], span: Span): Ran {
    const { parts, from, to, direction } = span;
    const states = new Map<number, readonly Scalar[]>();
    const results: (readonly Scalar[])[] = [];
    let own = state;
    let isSteady = false;
    let isLarge = false;
    let done = 0;
    for (; done < to - from; done++) {
      if (isSteady && this.isWorth(to - from - done, isLarge)) break;
      const i = direction === 1 ? from + done : to - 1 - done;
      states.set(i, own);
      const { changes } = this;
      const make = apart(own)?.make;
      const { answer, isLarge: isOwnLarge } = this.round(step, own, builtRow(parts, i), i);
      isLarge = isOwnLarge;
      isSteady = changes === this.changes && make !== undefined && areTraceNumbers(make) &&
        isMadeAs(make, apart(answer.state), done >= MOST_UNSTEADY);
      own = answer.state;
      if (answer.results.length > 0) results[i - from] = answer.results;
    }
    let kept: KeptRounds | undefined;
    if (done < to - from) {
      kept = this.keepRounds({
        ...span,
        step,
        state: own,
        from: direction === 1 ? from + done : from,
        to: direction === 1 ? to : to - done,
      });
      for (let i = kept.from; kept.hasResults && i < kept.to; i++) {
        results[i - from] = kept.resultsAt(i);
      }
    }
    return {
      state: kept?.state ?? own,
      results,
      stateAt: (i, leaves) => states.get(i) ?? kept!.stateOf(leaves ?? kept!.stateAt(i)),
      kept,
    };
  }

  /** Runs one round; where it asks about its numbers, all ways through it meet again at its end. */
  private round(
    step: LoopStep,
    state: readonly Scalar[],
    row: readonly Scalar[],
    i: number,
  ): Attempt<StepAnswer> {
    const attempt = this.attempt(() => step(state, row, i));
    if (!attempt.isAsking) return attempt;
    const count = attempt.answer.state.length;
    const all = this.once(() => {
      const answer = step(state, row, i);
      if (answer.state.length !== count) this.tracer.refuse(NOT_STEADY);
      return [...answer.state, ...answer.results];
    }, "");
    return { ...attempt, answer: { state: all.slice(0, count), results: all.slice(count) } };
  }

  passedBefore(level: Level): KnownPassed {
    // Its sums are told by the numbers of variables.
    return this.known.passedAt(`${keyOfNext(this.tracer)};${level.backpropagators.size}`);
  }

  private keepRounds(rounds: Omit<Span, "parts"> & Omit<RoundsToKeep, "signature">): KeptRounds {
    const key = keyOfNext(this.tracer);
    const ways = (kind: string) => this.known.waysAt(key, kind);
    const step: LoopStep = (state, row, round) => {
      const { isKeeping } = this;
      this.layouts = "";
      this.isKeeping = true;
      try {
        return rounds.step(state, row, round);
      } finally {
        this.isKeeping = isKeeping;
      }
    };
    const signature = () => `${rounds.signature};${this.layouts}`;
    const conditional = this.known.conditionalAt(key);
    return new KeptRounds(this.tracer, key, ways, { ...rounds, step, signature }, conditional);
  }
}
