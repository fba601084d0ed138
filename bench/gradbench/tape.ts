// When to remember less: only where memory demands it, since to run again costs another third of the time.

/** So many operations are recorded in one piece, in some gigabytes; longer programs are cut by checkpoints. */
export const tapeLimit = 2e7;
