// Static and dynamic: a program that decides as it goes, a ball that flies until it lands, is differentiated
// define-by-run and run compiled. `jit` writes a run down and keeps what it asked about its numbers as
// guards; each number of steps is another way through the loop, and becomes another variant when it comes up.

import { add, cos, grad, gt, hypot, jit, mul, neg, type Scalar, sin, sub } from "@fluxion/ad";
import { colour, draw, ink, quantity, save } from "./draw.ts";
import { seeded } from "./random.ts";
import { table } from "./table.ts";

/** A throw: the angle in radians and the speed in m/s. */
export type Throw<T = number> = { readonly angle: T; readonly speed: T };

/** How far a ball flies against the drag of the air, in metres: Euler steps of 20 ms until it lands. */
export function range({ angle, speed }: Throw<Scalar>): Scalar {
  let [x, y]: Scalar[] = [0, 1.5];
  let [vx, vy]: Scalar[] = [mul(speed, cos(angle)), mul(speed, sin(angle))];
  while (gt(y, 0)) {
    const drag: Scalar = mul(0.005, hypot(vx, vy));
    [x, y] = [add(x, mul(0.02, vx)), add(y, mul(0.02, vy))];
    const [ax, ay]: Scalar[] = [neg(mul(drag, vx)), sub(neg(mul(drag, vy)), 9.81)];
    [vx, vy] = [add(vx, mul(0.02, ax)), add(vy, mul(0.02, ay))];
  }
  // Back along the last step to the ground.
  return sub(x, mul(vx, sub(0, mul(y, 1 / 9.81))));
}

/** One call of the compiled gradient. */
export interface Call {
  readonly number: number;
  readonly microseconds: number;
  /** What happened: another way was written down, a variant answered, or the function just ran. */
  readonly what: "traced" | "compiled" | "uncompiled";
}

/** What came of a series of throws. */
export interface Findings {
  readonly calls: Call[];
  /** Of a call of the gradient as it is, in microseconds. */
  readonly dynamic: number;
  /** Of a call that a variant answered, in microseconds. */
  readonly compiled: number;
  readonly variants: number;
  readonly instructions: number;
  /** Whether every answer was the same to the last bit. */
  readonly isSame: boolean;
  /** Calls until the time of writing down and compiling was won back. */
  readonly breakEven: number | undefined;
}

/** Differentiates the range of many throws that differ a little, as it is and compiled. */
export function compare(count: number): Findings {
  const gradient = grad(range);
  const compiledGradient = jit(gradient);
  const uniform = seeded(11);
  const calls: Call[] = [];
  const dynamic: number[] = [];
  let isSame = true;
  let [spent, spentCompiled] = [0, 0];
  let breakEven: number | undefined;
  for (let number = 1; number <= count; number++) {
    const ball: Throw = { angle: 0.7 + 0.05 * uniform(), speed: 14 + uniform() };
    const [expected, time] = timed(() => gradient(ball));
    const before = compiledGradient.stats();
    const [answer, microseconds] = timed(() => compiledGradient(ball));
    const after = compiledGradient.stats();
    const isTraced = after.variants > before.variants;
    const what = isTraced ? "traced" : after.hits > before.hits ? "compiled" : "uncompiled";
    calls.push({ number, microseconds, what });
    dynamic.push(time);
    isSame &&= Object.is(answer.angle, expected.angle) && Object.is(answer.speed, expected.speed);
    spent += time;
    spentCompiled += microseconds;
    if (spentCompiled > spent) breakEven = undefined;
    else breakEven ??= number;
  }
  const { variants, instructions } = compiledGradient.stats();
  const answered = calls.filter(({ what }) => what === "compiled");
  return {
    calls,
    dynamic: median(dynamic),
    compiled: median(answered.map(({ microseconds }) => microseconds)),
    variants,
    instructions,
    isSame,
    breakEven,
  };
}

function timed<T>(work: () => T): [result: T, microseconds: number] {
  const start = performance.now();
  const result = work();
  return [result, 1000 * (performance.now() - start)];
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function report({ calls, ...found }: Findings): string {
  const count = (what: Call["what"]) => String(calls.filter((call) => call.what === what).length);
  const rows = [
    ["calls that wrote another way down", count("traced")],
    ["calls that a variant answered", count("compiled")],
    ["calls that just ran the function", count("uncompiled")],
    ["variants, one for each number of steps", String(found.variants)],
    ["instructions of all of them", String(found.instructions)],
    ["a call of grad(range), median, µs", found.dynamic.toFixed(0)],
    ["a call that a variant answered, median, µs", found.compiled.toFixed(1)],
    ["calls until compiling was won back", String(found.breakEven ?? "not yet")],
  ];
  return `The gradient of a flight that ends when the ball lands, dynamic and by jit\n\n${
    table(["", "number"], rows)
  }\n\nEvery answer was ${found.isSame ? "the same to the last bit" : "NOT the same"}.`;
}

/** Draws the time of each call. */
export function plot({ calls, dynamic }: Findings): Promise<string> {
  const logarithmic = { scale: { type: "log" } } as const;
  const inks = [["traced", ink.orange], ["compiled", ink.blue], ["uncompiled", ink.grey]] as const;
  return draw({
    width: 760,
    height: 320,
    title: {
      text: "A gradient of a flight, call by call",
      subtitle:
        "Above the line, ways through the loop are written down; below it they are answered",
    },
    layer: [
      {
        data: { values: [{ dynamic }] },
        mark: { type: "rule", color: ink.slate, strokeDash: [6, 4] },
        encoding: { y: quantity("dynamic", "Time of a call (µs)", logarithmic) },
      },
      {
        data: { values: [{ dynamic, number: 1, text: "grad(range), median" }] },
        mark: { type: "text", align: "left", dy: -8, color: ink.slate },
        encoding: {
          x: quantity("number", "Call", logarithmic),
          y: quantity("dynamic", "Time of a call (µs)"),
          text: { field: "text" },
        },
      },
      {
        data: { values: calls },
        mark: { type: "circle", size: 22, opacity: 0.7 },
        encoding: {
          x: quantity("number", "Call", logarithmic),
          y: quantity("microseconds", "Time of a call (µs)"),
          color: colour("what", inks, "top-right"),
        },
      },
    ],
  });
}

if (import.meta.main) {
  const findings = compare(3000);
  console.log(report(findings));
  await save("static_dynamic", await plot(findings));
}
