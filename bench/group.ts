// What is compared: a group of candidates that do the same, the plain function first.

/** Several ways to do one thing; the first is what the others are divided by. */
export interface Group {
  readonly name: string;
  /** What is handed to `prepare`: the number of inputs, steps or operations. */
  readonly size: number;
  /** A size that takes well under a millisecond, for warming up. */
  readonly warmSize: number;
  readonly candidates: readonly Candidate[];
  /** The candidate whose numbers are taken as right, if all are to answer the same. */
  readonly reference?: string;
}

/** One of them. */
export interface Candidate {
  readonly name: string;
  /** Sets everything up for a size, and answers the call that is timed. */
  readonly prepare: Prepare;
  /** Whether it answers the value of the function only, so that there is nothing to check. */
  readonly valueOnly?: boolean;
}

/** Sets everything up for a size, and answers the call that is timed. */
export type Prepare = (size: number) => () => unknown;

/** The numbers in an answer: a number, arrays of any kind and depth, objects of them. */
export function numbersIn(answer: unknown): number[] {
  if (typeof answer === "number") return [answer];
  if (ArrayBuffer.isView(answer)) return Array.from(answer as Float64Array);
  if (Array.isArray(answer)) return answer.flatMap(numbersIn);
  if (typeof answer === "object" && answer !== null) {
    return Object.values(answer).flatMap(numbersIn);
  }
  throw new TypeError(`Cannot read the numbers in an answer that holds ${String(answer)}`);
}
