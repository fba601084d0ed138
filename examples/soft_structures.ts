// Differentiable data structures: a machine learns from examples to match brackets. What it is to learn, when
// to push and when to pop, are decisions, which have no derivative; on a stack whose elements can be there in
// part they are amounts, which have one. Once learnt they are rounded, and the stack is an ordinary one.

import { sigmoid } from "@fluxion/ad";
import { valueAndGrad } from "@fluxion/ad/operators";
import { adam } from "@fluxion/ad/fit";
import { save } from "./draw.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import {
  accuracy,
  brackets,
  bracketTexts,
  decided,
  loss,
  type Machine,
  matched,
  untaught,
} from "./soft_brackets.ts";
import { plot } from "./soft_structures_plot.ts";
import { report } from "./soft_structures_report.ts";
import { trained } from "./training.ts";

/** What machines learnt from different starts. */
export interface Findings {
  readonly lessons: Lesson[];
  /** Of the first machine: the share of right answers on texts that it has not seen. */
  readonly trials: Trial[];
}

/** How a machine learnt. */
export interface Lesson {
  readonly before: Machine;
  readonly after: Machine;
  /** The loss in nats and the amounts, at each step. */
  readonly curve: (Amounts & { readonly step: number; readonly loss: number })[];
  /** The share of right answers of the rounded machine on texts thirty times as long as those of the lesson. */
  readonly rounded: number;
}

/** What is popped and pushed, each as the mean of three brackets. */
export interface Amounts {
  readonly popOnOpening: number;
  readonly pushOnOpening: number;
  readonly popOnClosing: number;
  readonly pushOnClosing: number;
}

/** Shares of right answers on texts of a length: of the machine, rounded, and of the best rule without memory. */
export interface Trial {
  readonly length: number;
  readonly soft: number;
  readonly rounded: number;
  readonly memoryless: number;
}

/** Teaches machines from as many starts, and tries the first. */
export function learn(starts = 8, progress: Progress = silent): Findings {
  const lessons = Array.from(
    { length: starts },
    (_, i) => teach(i + 1, (share) => progress((i + share) / starts)),
  );
  const [{ after }] = lessons;
  const trials = [10, 30, 100, 300].map((length) => {
    const texts = bracketTexts(20, length, 99);
    return {
      length,
      soft: accuracy(after, texts),
      rounded: accuracy(decided(after), texts),
      memoryless: withoutMemory(texts),
    };
  });
  return { lessons, trials };
}

/** A lesson of texts of ten brackets, eight new ones a step. */
function teach(seed: number, progress: Progress): Lesson {
  const steps = 300;
  const before = untaught(seed);
  const curve: Lesson["curve"] = [];
  const lossAndGradient = valueAndGrad(loss);
  const after = trained(
    adam(0.1),
    (machine: Machine, step) => {
      const texts = bracketTexts(8, 10, 1000 * seed + step);
      const [value, gradient] = lossAndGradient(machine, texts);
      curve.push({ step, loss: value, ...amountsOf(machine) });
      progress((step + 1) / steps);
      return gradient;
    },
    before,
    steps,
  );
  return { before, after, curve, rounded: accuracy(decided(after), bracketTexts(20, 300, 98)) };
}

function amountsOf({ table }: Machine): Amounts {
  const mean = (rows: Machine["table"], of: "pop" | "push") =>
    rows.reduce((sum, row) => sum + sigmoid(row[of]), 0) / rows.length;
  const [opening, closing] = [table.slice(0, 3), table.slice(3)];
  return {
    popOnOpening: mean(opening, "pop"),
    pushOnOpening: mean(opening, "push"),
    popOnClosing: mean(closing, "pop"),
    pushOnClosing: mean(closing, "push"),
  };
}

/** The share of right answers of who says after each bracket what is most often right after it. */
function withoutMemory(texts: number[][]): number {
  const counts = [...brackets].map(() => [0, 0, 0, 0]);
  for (const text of texts) matched(text).forEach((right, i) => counts[text[i]][right]++);
  const best = counts.reduce((sum, row) => sum + Math.max(...row), 0);
  return best / counts.flat().reduce((sum, count) => sum + count, 0);
}

if (import.meta.main) {
  const findings = learn(8, progressLine("Lessons"));
  console.log(report(findings));
  await save("soft_structures", await plot(findings));
}
