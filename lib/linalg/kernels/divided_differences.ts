// Divided differences f[x₀ … xₖ] of a smooth function, also at points that coincide or nearly do: there by Taylor's
// series about their mean, since a quotient would lose its digits.

/** A function of numbers, and its derivatives by their order. */
export type Derivatives = (order: number) => (x: number) => number;

// Points that lie together to this part of their mean count as near: five terms are accurate to rounding.
const NEAR = 1e-3;
const TERMS = 5;

/**
 * Returns the divided difference of a function at points in ascending order.
 *
 * @param rounding how far points lie apart that are equal but for rounding
 */
export function dividedDifference(
  derivatives: Derivatives,
  points: readonly number[],
  rounding: number,
): number {
  const k = points.length - 1;
  if (k === 0) return derivatives(0)(points[0]);
  const gap = points[k] - points[0];
  const mean = points.reduce((sum, x) => sum + x, 0) / points.length;
  if (gap <= rounding) return derivatives(k)(mean) / factorial(k);
  if (gap <= NEAR * Math.min(1, Math.abs(mean))) {
    // Σⱼ f⁽ᵏ⁺ʲ⁾(m)/(k + j)!·hⱼ, with the complete homogeneous polynomials hⱼ of the deviations.
    const weights = homogeneous(points.map((x) => x - mean));
    return weights.reduce(
      (sum, weight, j) => sum + weight * derivatives(k + j)(mean) / factorial(k + j),
      0,
    );
  }
  const left = dividedDifference(derivatives, points.slice(0, -1), rounding);
  const right = dividedDifference(derivatives, points.slice(1), rounding);
  return (right - left) / gap;
}

/** Returns the complete homogeneous polynomials h₀, h₁ … of numbers: the coefficients of Π 1/(1 − xᵢ·t). */
function homogeneous(xs: readonly number[]): number[] {
  const sums = new Array<number>(TERMS).fill(0);
  sums[0] = 1;
  for (const x of xs) {
    for (let j = 1; j < TERMS; j++) sums[j] += x * sums[j - 1];
  }
  return sums;
}

function factorial(k: number): number {
  return k < 2 ? 1 : k * factorial(k - 1);
}
