"use ad";
// Gradient descent inside gradient descent (Pearlmutter and Siskind, 2008), written with operators: a saddle, and a
// particle that is steered between charges. The tests lift this text.

type Objective = (x: number[]) => number;

export type TakeGradient = (f: Objective) => (x: number[]) => number[];

function argmin(gradient: TakeGradient, f: Objective, start: number[]): number[] {
  const slopeOf = gradient(f);
  let x = start;
  let height = f(x);
  let slope = slopeOf(x);
  let step = 1e-5;
  let successes = 0;
  while (Math.hypot(...slope) > 1e-5) {
    if (successes === 10) {
      step *= 2;
      successes = 0;
    }
    const next = x.map((own, i) => own - step * slope[i]);
    if (Math.hypot(...x.map((own, i) => own - next[i])) <= 1e-5) break;
    const nextHeight = f(next);
    if (nextHeight < height) {
      x = next;
      height = nextHeight;
      slope = slopeOf(next);
      successes++;
    } else {
      step /= 2;
      successes = 0;
    }
  }
  return x;
}

export function saddle(outer: TakeGradient, inner: TakeGradient): number[] {
  const height = ([x1, y1]: number[], [x2, y2]: number[]) =>
    (x1 ** 2 + y1 ** 2) - (x2 ** 2 + y2 ** 2);
  const highest = (lower: number[]) => argmin(inner, (upper) => -height(lower, upper), [1, 1]);
  const lower = argmin(outer, (own) => height(own, highest(own)), [1, 1]);
  return [...lower, ...highest(lower)];
}

export function particle(outer: TakeGradient, inner: TakeGradient): number {
  return argmin(outer, ([control]) => landing(inner, control) ** 2, [0])[0];
}

function landing(gradient: TakeGradient, control: number): number {
  const charges = [[10, 10 - control], [10, 0]];
  const slopeOf = gradient(([x, y]) => {
    let potential = 0;
    for (const [a, b] of charges) potential += 1 / Math.hypot(x - a, y - b);
    return potential;
  });
  let position = [0, 8];
  let velocity = [0.75, 0];
  while (true) {
    const next = position.map((own, i) => own + 0.1 * velocity[i]);
    if (next[1] <= 0) break;
    const slope = slopeOf(position);
    velocity = velocity.map((own, i) => own - 0.1 * slope[i]);
    position = next;
  }
  return position[0] - position[1] / velocity[1] * velocity[0];
}
