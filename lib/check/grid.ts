// Detects the grid of coarse values: a function that rounds, to four decimals, say, has values that differ by
// whole multiples of a unit.

/** Smallest unit of a grid, in roundings of the values: all numbers are on the grid of floats. */
const FINEST = 64;
/** Most units in the smallest difference. A printed digit is worth ten times as much above 1 as below. */
const MOST_UNITS = 100;

/**
 * Returns the smallest difference of two values, if all values differ by whole multiples of a unit that is no
 * more than a hundred times smaller, and 0 if they are on no grid coarser than rounding. Two or three
 * different values nearly always differ by multiples of something: they count as a grid only if neighbours
 * repeat each other.
 *
 * @param here the value at the point
 * @param sides the values at points further and further away, on each side of it
 */
export function gridOf(here: number, sides: readonly (readonly number[])[]): number {
  const values = [here, ...sides.flat()].sort((a, b) => a - b);
  const rounding = 2 * Number.EPSILON * Math.max(Math.abs(values[0]), Math.abs(values.at(-1)!));
  const gaps = values.slice(1).map((value, i) => value - values[i]).filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  if (gaps.length === 0 || gaps.length < 3 && !repeats(here, sides)) return 0;
  // One step between whole numbers is a jump, as floor has it.
  if (gaps.length === 1 && values.every(Number.isInteger)) return 0;
  for (let units = 1; units <= MOST_UNITS; units++) {
    const unit = gaps[0] / units;
    if (unit < FINEST * rounding) return 0;
    if (areMultiples(gaps, unit, units, rounding)) return gaps[0];
  }
  return 0;
}

/** Returns whether a number is a fraction with few digits or few bits, as printed numbers are. */
export function isShort(value: number, digits: number): boolean {
  if (Number.isInteger(value)) return false;
  return Number(value.toPrecision(digits)) === value || Math.fround(value) === value;
}

/** Returns whether the function has the same value at neighbouring points on one side. */
function repeats(here: number, sides: readonly (readonly number[])[]): boolean {
  return sides.some((side) => side.some((value, i) => value === (i === 0 ? here : side[i - 1])));
}

/**
 * Returns whether all gaps, in ascending order, are whole multiples of the unit, which each gap makes more
 * precise.
 */
function areMultiples(
  gaps: readonly number[],
  unit: number,
  units: number,
  rounding: number,
): boolean {
  let [own, uncertainty] = [unit, rounding / units];
  for (const gap of gaps) {
    const times = Math.round(gap / own);
    // With so many units the uncertainty reaches a fraction of one, and longer gaps show nothing.
    if (times * uncertainty > own / 8) return true;
    if (Math.abs(gap - times * own) > rounding + times * uncertainty) return false;
    own = gap / times;
    uncertainty = rounding / times;
  }
  return true;
}
