"use ad";
// Static and dynamic: a program that decides as it goes, a ball that flies until it lands, is differentiated
// as it is and compiled. `jit` writes a run down as a graph and keeps what it asked about its numbers as
// guards; each number of steps is another way through the loop, and becomes another variant when it comes up.

import { hypot } from "@fluxion/ad";
import { grad, overScalars } from "@fluxion/ad/operators";
import { jit } from "@fluxion/ad/jit";
import { type ProgramTrace, trace } from "@fluxion/ad/trace";
import { save } from "./draw.ts";
import { seeded } from "./random.ts";
import { plot } from "./static_dynamic_plot.ts";
import { quantiles } from "./statistics.ts";
import { table } from "./table.ts";
import { timed } from "./timing.ts";

/** A throw: the angle in radians and the speed in m/s. */
export type Throw<T = number> = { readonly angle: T; readonly speed: T };

/** How far a ball flies against the drag of the air, in metres, and in how many steps of 20 ms it lands. */
export function flight({ angle, speed }: Throw): { range: number; steps: number } {
  const [gravity, step] = [9.81, 0.02];
  let [x, y] = [0, 1.5];
  let [vx, vy] = [speed * Math.cos(angle), speed * Math.sin(angle)];
  // Left by `return`, the loop is written down anew for each number of steps; `while (y > 0)` would be kept as one loop.
  for (let steps = 0;; steps++) {
    // Back along the last step to the ground: without that the range would jump wherever a step is added.
    if (y <= 0) return { range: x - y * (vx / vy), steps };
    const drag = 0.005 * hypot(vx, vy);
    [vx, vy] = [vx - step * drag * vx, vy - step * (drag * vy + gravity)];
    [x, y] = [x + step * vx, y + step * vy];
  }
}

/** How far the ball flies, in metres. */
export function range(ball: Throw): number {
  return flight(ball).range;
}

/** One call of the gradient, compiled and as it is. */
export interface Call {
  readonly number: number;
  /** How many steps the ball flew. */
  readonly steps: number;
  /** What `jit` did: wrote another way down, let a variant answer, or just ran the function. */
  readonly what: "traced" | "compiled" | "uncompiled";
  readonly microseconds: number;
  readonly dynamic: number;
}

/** A way through the loop: the size of its graph, and how many questions it asks about its numbers. */
export interface Way {
  readonly steps: number;
  readonly operations: number;
  readonly guards: number;
}

/** What came of a series of throws. */
export interface Findings {
  readonly calls: Call[];
  readonly ways: Way[];
  readonly variants: number;
  /** How many guards all of them check. */
  readonly guards: number;
  /** Whether every answer was the same to the last bit. */
  readonly isSame: boolean;
}

/** Differentiates the range of many throws that differ a little, as it is and compiled. */
export function compare(count: number): Findings {
  const gradient = grad(range);
  const compiled = jit(gradient);
  const uniform = seeded(11);
  const ways = new Map<number, Way>();
  let isSame = true;
  const calls = Array.from({ length: count }, (_, i): Call => {
    const ball: Throw = { angle: 0.7 + 0.05 * uniform(), speed: 14 + uniform() };
    const { steps } = flight(ball);
    if (!ways.has(steps)) ways.set(steps, { steps, ...sizeOf(trace(overScalars(gradient))(ball)) });
    const [expected, dynamic] = timed(() => gradient(ball));
    const before = compiled.stats();
    const [answer, time] = timed(() => compiled(ball));
    const after = compiled.stats();
    isSame &&= Object.is(answer.angle, expected.angle) && Object.is(answer.speed, expected.speed);
    const isTraced = after.variants > before.variants;
    const what = isTraced ? "traced" : after.hits > before.hits ? "compiled" : "uncompiled";
    return { number: i + 1, steps, what, microseconds: 1000 * time, dynamic: 1000 * dynamic };
  });
  const { variants, guards } = compiled.stats();
  return {
    calls,
    ways: [...ways.values()].sort((a, b) => a.steps - b.steps),
    variants,
    guards,
    isSame,
  };
}

function sizeOf(
  { steps, inputs, questions }: Pick<ProgramTrace, "steps" | "inputs" | "questions">,
) {
  return { operations: steps.length - inputs.length, guards: questions.length };
}

/** The median of some times in microseconds. */
export function median(times: readonly number[]): number {
  return quantiles(times, [0.5])[0];
}

/** The first call from which on compiling has cost less than it has saved, all calls before it included. */
export function breakEven(calls: readonly Call[]): number | undefined {
  let saved = 0;
  const saving = calls.map(({ dynamic, microseconds }) => saved += dynamic - microseconds);
  const last = saving.findLastIndex((sum) => sum < 0);
  return last + 1 === calls.length ? undefined : calls[last + 1].number;
}

/** Sets the findings out for people. */
export function report({ calls, ways, variants, guards, isSame }: Findings): string {
  const count = (what: Call["what"]) => `${calls.filter((call) => call.what === what).length}`;
  const time = (times: number[]) => times.length === 0 ? "–" : median(times).toFixed(0);
  const won = breakEven(calls);
  return [
    "The gradient of a flight that ends when the ball lands, dynamic and by jit",
    table(
      ["Steps", "Operations", "Guards", "Calls", "Dynamic (µs)", "Compiled (µs)"],
      ways.map(({ steps, operations, guards }) => {
        const own = calls.filter((call) => call.steps === steps);
        const answered = own.filter(({ what }) => what === "compiled");
        return [
          ...[steps, operations, guards, own.length].map(String),
          time(own.map(({ dynamic }) => dynamic)),
          time(answered.map(({ microseconds }) => microseconds)),
        ];
      }),
    ),
    "Notice: each number of steps is a graph of its own, and holds for the throws that give its guards the\n" +
    "same answers: at each step that the ball is above the ground, and at the last that it is not.",
    table(["What jit did", "Calls"], [
      ["wrote another way down", count("traced")],
      ["let a variant answer", count("compiled")],
      ["just ran the function", count("uncompiled")],
    ]),
    `${variants} variants with ${guards} guards. Every answer was ${
      isSame ? "the same to the last bit" : "NOT the same"
    }; ` +
    (won === undefined
      ? "what compiling cost has not been won back yet."
      : `what compiling cost was won back after ${won} calls.`),
  ].join("\n\n");
}

if (import.meta.main) {
  const findings = compare(3000);
  console.log(report(findings));
  await save("static_dynamic", await plot(findings));
}
