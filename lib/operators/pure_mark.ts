// How a function says that it does nothing but compute, where only its text can tell.

/** The comment at the head of such a function. */
export const PURE = "/* use ad: computes */";
