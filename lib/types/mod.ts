/**
 * The types that the signatures of the other entry points are made of: how an answer's type follows from the
 * arguments, and what the operations of the table are.
 *
 * @module
 */

export type { LiteralTree, TreeOrNever } from "../trees/tree.ts";
export type { ObjectiveWithAux } from "../derivatives/grad.ts";
export type { OnlyOrAll } from "../derivatives/vjp.ts";
export type { Rest } from "../derivatives/hessian.ts";
export type { FloatArray, NumberArray, NumberList } from "../values/floats.ts";
export type { OfList, ScalarList } from "../operations/nary.ts";
export type { Interval, OfOperand } from "../operations/row.ts";
export type { OfListOrOperands, Variadic } from "../operations/variadic.ts";
export type { CotangentsOf, OfTrees, OrNothing } from "../rules/custom.ts";
export type {
  Answer,
  Argnums,
  ArgnumsOptions,
  Argument,
  Arguments,
  CurriedObjective,
  Fields,
  Following,
  FromTheEnd,
  IsSelected,
  Objective,
  OnlyNumbers,
  Opaque,
  Position,
  Positions,
  Promised,
  ResultWithAux,
  ScalarsFor,
  Selected,
  SomeScalars,
  TakesScalars,
  TreeOfTrees,
  Trees,
  WithAux,
  WithNumbers,
  WithoutAux,
  WithScalars,
} from "../trees/types.ts";
