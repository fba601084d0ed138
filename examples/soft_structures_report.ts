// The report on the machines with soft stacks as text: what they learnt, and how far it carries.

import { sigmoid } from "@fluxion/ad";
import { brackets } from "./soft_brackets.ts";
import type { Findings } from "./soft_structures.ts";
import { table } from "./table.ts";

/** Sets the findings out for people. */
export function report({ lessons, trials }: Findings): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  const amount = (logOdds: number) => sigmoid(logOdds).toFixed(2);
  const learnt = lessons.filter((lesson) => lesson.rounded === 1).length;
  return [
    "A machine with a soft stack reads brackets, and says after each which must close next",
    table(
      ["Bracket", "Pops", "Pushes", "Rounded"],
      lessons[0].after.table.map(({ pop, push }, i) => [
        brackets[i],
        amount(pop),
        amount(push),
        `pop ${pop > 0 ? 1 : 0}, push ${push > 0 ? 1 : 0}`,
      ]),
    ),
    "It was told what is right to say, not what a stack is for: to push on opening and to pop on closing",
    "is what the gradient found.",
    "",
    "Right answers (%), on new texts; the lesson had texts of 10 brackets",
    table(
      ["Length", "Learnt", "Rounded", "Without memory"],
      trials.map((trial) => [
        `${trial.length}`,
        percent(trial.soft),
        percent(trial.rounded),
        percent(trial.memoryless),
      ]),
    ),
    "Notice: amounts that are not quite 0 or 1 blur a long text; rounded, the machine is a program.",
    "",
    `Of ${lessons.length} machines that started at random, ${learnt}, once rounded, read 20 texts of 300 brackets`,
    "without a mistake; the others got stuck in a rule that is only often right.",
  ].join("\n");
}
