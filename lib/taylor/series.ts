// A power series Σ z_k·tᵏ whose coefficients are computed when they are asked for, each from those of lower order.
// A coefficient that is absent is a structural zero: nothing is multiplied by it.

import { div } from "../elementary/arithmetic.ts";
import { productOfTwo, selectedProduct, sumOfTwo } from "../operations/binary.ts";
import { selecting } from "../values/interpreter.ts";
import type { Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";

let count = 0;

/** A power series of which so many coefficients are known. */
export abstract class Series {
  /** Its number, which no other series has. */
  readonly id: number = ++count;
  /** The known coefficients, from that of order 0 on; absent ones at the end are left out. */
  readonly coefficients: (Scalar | undefined)[];
  /** The order up to which coefficients are known. */
  known = 0;
  /** Whether all known coefficients up to the last one that is present are plain numbers. */
  isPlain: boolean;

  constructor(first: Scalar) {
    this.coefficients = [first];
    this.isPlain = typeof first === "number";
  }

  /** Returns the coefficient of an order, where those of all lower orders are known. */
  protected abstract next(order: number): Scalar | undefined;

  /** Returns the coefficient of an order. */
  at(order: number): Scalar | undefined {
    this.upTo(order);
    return this.coefficients[order];
  }

  /** Computes all coefficients up to an order. */
  upTo(order: number): void {
    while (this.known < order) {
      const k = this.known + 1;
      const found = this.next(k);
      // A coefficient may have been computed meanwhile, by way of a partial.
      if (this.known >= k) continue;
      this.known = k;
      if (found === undefined) continue;
      const { coefficients } = this;
      if (coefficients.length < k || typeof found !== "number") this.isPlain = false;
      while (coefficients.length < k) coefficients.push(undefined);
      coefficients.push(found);
    }
  }
}

/** A series whose coefficients are given, up to the order that is asked for. */
export class GivenSeries extends Series {
  private readonly given: Sparse;

  /** @param given the coefficients, from that of order 0 on; more may be appended later */
  constructor(given: Sparse) {
    super(given[0]!);
    this.given = given;
  }

  protected next(order: number): Scalar | undefined {
    return this.given[order];
  }
}

/** The derivative of a series. */
export class DerivedSeries extends Series {
  private readonly of: Series;

  /** @param first the coefficient of order 1 of the series, and 0 where that is absent */
  constructor(of: Series, first: Scalar) {
    super(first);
    this.of = of;
  }

  protected next(order: number): Scalar | undefined {
    const found = this.of.at(order + 1);
    return found === undefined ? undefined : productOfTwo(order + 1, found);
  }
}

/**
 * Returns Σ j·x_j·p_{k−j} for j from 1 to k, which is k times the coefficient of order k of ∫ p·x′; `undefined` if
 * no term is present.
 */
export function weightedProduct(x: Series, p: Series, k: number): Scalar | undefined {
  x.upTo(k);
  p.upTo(k - 1);
  const first = Math.max(1, k + 1 - p.coefficients.length);
  const last = Math.min(k, x.coefficients.length - 1);
  if (last < first) return undefined;
  if (!x.isPlain || !p.isPlain) {
    return weightedTerms(x.coefficients, p.coefficients, first, last, k);
  }
  const a = x.coefficients as number[];
  const b = p.coefficients as number[];
  let sum = first * a[first] * b[k - first];
  for (let j = first + 1; j <= last; j++) sum += j * a[j] * b[k - j];
  return sum;
}

function weightedTerms(
  a: Sparse,
  b: Sparse,
  first: number,
  last: number,
  k: number,
): Scalar | undefined {
  let sum: Scalar | undefined;
  for (let j = first; j <= last; j++) {
    const own = a[j];
    const factor = b[k - j];
    if (own === undefined || factor === undefined) continue;
    sum = totalOf(sum, productOfTwo(j === 1 ? own : productOfTwo(j, own), factor));
  }
  return sum;
}

/**
 * Returns the same sum for a partial of an operation that selects, whose first coefficient selects the operand:
 * where it is 0, it is a structural zero.
 *
 * @param head the first coefficient of the partial
 */
export function weightedSelection(
  x: Series,
  p: Series,
  head: Scalar,
  k: number,
): Scalar | undefined {
  x.upTo(k);
  p.upTo(k - 1);
  const rest = weightedTerms(x.coefficients, p.coefficients, 1, k - 1, k);
  const own = x.coefficients[k];
  if (own === undefined || head === 0) return rest;
  const selected = selectedProduct(selecting(head), own);
  return totalOf(rest, k === 1 ? selected : productOfTwo(k, selected));
}

/** Returns Σ x_j·y_{k−j} for j from `from` to k; `undefined` if no term is present. */
export function productCoefficient(
  x: Series,
  y: Series,
  k: number,
  from = 0,
): Scalar | undefined {
  const a = x.coefficients;
  const b = y.coefficients;
  const first = Math.max(from, k + 1 - b.length);
  const last = Math.min(k, a.length - 1);
  if (last < first) return undefined;
  if (x.isPlain && y.isPlain) {
    let sum = (a[first] as number) * (b[k - first] as number);
    for (let j = first + 1; j <= last; j++) sum += (a[j] as number) * (b[k - j] as number);
    return sum;
  }
  let sum: Scalar | undefined;
  for (let j = first; j <= last; j++) {
    const own = a[j];
    const other = b[k - j];
    if (own !== undefined && other !== undefined) sum = totalOf(sum, productOfTwo(own, other));
  }
  return sum;
}

/** Returns x + y, where either may be absent. */
export function totalOf(x: Scalar | undefined, y: Scalar | undefined): Scalar | undefined {
  return x === undefined ? y : y === undefined ? x : sumOfTwo(x, y);
}

/** Returns x/k, where x may be absent. */
export function dividedBy(x: Scalar | undefined, k: number): Scalar | undefined {
  return x === undefined || k === 1 ? x : div(x, k);
}
