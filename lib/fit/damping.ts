// A step of Levenberg and Marquardt within a trust region: q minimises ‖A·q + b‖ under ‖q‖ ≤ Δ, and so it solves
// (AᵀA + λ·1)·q = −Aᵀb for the λ ≥ 0 that makes it no longer than that (Moré 1978).

/** The solution for one λ. */
export interface DampedSolution {
  readonly q: Float64Array;
  /** Returns qᵀ(AᵀA + λ·1)⁻¹q, by which the square of its length falls with λ, halved. */
  readonly slope: () => number;
  /** Returns the solution for another vector in place of b. */
  readonly again: (b: Float64Array) => Float64Array;
}

/** A linear least-squares problem that can be solved for any λ. */
export interface DampedSystem {
  /** Aᵀb. */
  readonly slopes: Float64Array;
  /** Whether the columns of A are independent. */
  readonly isRegular: boolean;
  readonly solve: (damping: number) => DampedSolution;
}

/** A step, with its length and its λ. */
export interface DampedStep extends DampedSolution {
  readonly length: number;
  readonly damping: number;
}

/** Returns the step that minimises ‖A·q + b‖ within a radius, which is kept to a tenth. */
export function stepWithin(
  { slopes, isRegular, solve }: DampedSystem,
  radius: number,
): DampedStep {
  const whole = solve(0);
  const size = lengthOf(whole.q);
  if (size <= 1.1 * radius) return { ...whole, length: size, damping: 0 };
  // φ(λ) = ‖q(λ)‖ − Δ is convex and falls, so that a step of Newton's method from 0 does not pass its zero.
  let high = lengthOf(slopes) / radius;
  let low = isRegular ? Math.min(high, (size - radius) * size / whole.slope()) : 0;
  let damping = low > 0 ? low : 1e-3 * high;
  for (let round = 0;; round++) {
    const solution = solve(damping);
    const length = lengthOf(solution.q);
    const excess = length - radius;
    if (Math.abs(excess) <= 0.1 * radius || round === MOST_ROUNDS) {
      return { ...solution, length, damping };
    }
    if (excess > 0) low = Math.max(low, damping);
    else high = Math.min(high, damping);
    // Newton's method for 1/‖q‖ − 1/Δ, which is nearly linear in λ (Hebden 1973).
    const next = damping + (excess / radius) * length ** 2 / solution.slope();
    damping = next > low && next < high ? next : Math.max(Math.sqrt(low * high), 1e-3 * high);
  }
}

const MOST_ROUNDS = 20;

/** Returns the length of a vector. */
export function lengthOf(xs: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < xs.length; i++) squares += xs[i] * xs[i];
  return Math.sqrt(squares);
}
