// The mark of what answers in kind, numbers for numbers. The compiler could find out without it, for the price of the
// whole call.

/** What every derivative is: a function that answers numbers for numbers, and scalars for scalars. */
export interface AnswersInKind {
  /** The mark: for the compiler alone, nothing has it when a program runs. */
  readonly "answers-in-kind"?: true;
}

/** Whether a function is marked. */
export type IsInKind<F> = F extends { readonly "answers-in-kind"?: infer Mark }
  ? true extends Mark ? true : false
  : false;
