// Places in a graph, and what stands in its columns for an instruction that is no operation.

/** The place of an instruction in its graph: its index in the order of the program. */
export type Place = number;

/** In the column of operations: an input, whose number stands as left operand. */
export const INPUT = -1;
/** In the column of operations: a constant, whose 64 bits stand as operands. */
export const CONSTANT = -2;
/** In the column of operations: an argument of a step that is traced for itself (steps.ts). */
export const ARGUMENT = -3;
