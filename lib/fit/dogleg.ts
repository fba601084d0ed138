// Powell's dogleg (1970): the step of Newton's method where it is short enough, else a step along the gradient as far as
// that is of use, and from there towards the end of Newton's step, up to the edge of the region that is trusted.

import { type DampedStep, type DampedSystem, lengthOf } from "./damping.ts";

/** Returns the step within a radius. @param gain by how much ‖r‖² falls with a step */
export function doglegWithin(
  { slopes, isRegular, solve }: DampedSystem,
  gain: (q: Float64Array) => number,
  radius: number,
): DampedStep {
  const newton = solve(0);
  const size = lengthOf(newton.q);
  if (isRegular && size <= radius) return { ...newton, length: size, damping: 0 };
  const steepest = lengthOf(slopes);
  // Along −Aᵀb the sum of squares falls by 2·t·‖Aᵀb‖² − t²·‖A·Aᵀb‖².
  const unit = slopes.map((slope) => -slope / steepest);
  const bend = 2 * steepest - gain(unit);
  const reach = steepest / bend;
  if (!isRegular || !(reach < radius)) {
    const length = Math.min(reach, radius);
    return { ...newton, q: unit.map((own) => own * length), length, damping: Infinity };
  }
  const across = newton.q.map((own, j) => own - reach * unit[j]);
  // |reach·unit + share·across| = radius
  let [a, b] = [0, 0];
  for (let j = 0; j < unit.length; j++) {
    a += across[j] ** 2;
    b += reach * unit[j] * across[j];
  }
  const c = radius ** 2 - reach ** 2;
  const share = c / (b + Math.sqrt(b * b + a * c));
  const q = across.map((own, j) => reach * unit[j] + share * own);
  return { ...newton, q, length: radius, damping: Infinity };
}
