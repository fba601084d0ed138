// Binary search.

/** Returns the first of so many indices for which a condition holds that holds for all later ones, too; `count` if none. */
export function firstOf(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
