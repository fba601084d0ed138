/**
 * The types that the signatures of the other entry points are made of: how an answer's type follows from the
 * arguments, and what the operations of the table are.
 *
 * @module
 */

export type { LiteralTree, TreeOrNever } from "../trees/tree.ts";
export type { LeafOf } from "../derivatives/tree_map.ts";
export type { OnlyOrAll } from "../derivatives/vjp.ts";
export type { FloatArray, NumberArray, NumberList } from "../values/floats.ts";
export type { OfList, ScalarList } from "../operations/nary.ts";
export type { Interval, OfOperand } from "../operations/row.ts";
export type { Answering, AnswersNumbers, Nothing, ParametersOf, Unchecked } from "../jit/types.ts";
export type { AnswersInKind, IsInKind } from "../trees/in_kind.ts";
export type { OfListOrOperands, Variadic } from "../operations/variadic.ts";
export type { CotangentsOf, OfTrees, OrNothing } from "../rules/custom.ts";
export type {
  HasArguments,
  MissingArgument,
  NotThere,
  ObjectionTo,
  ObjectionToTree,
  ReturnsObjective,
  ReturnsReal,
  TakesScalars,
  Unless,
  WithBoxes,
} from "../trees/objections.ts";
export type {
  Answer,
  Argnums,
  ArgnumsOptions,
  Argument,
  Arguments,
  AuxOf,
  AuxOptions,
  CurriedObjective,
  ExpectedReal,
  Fields,
  FirstArgument,
  Following,
  Foreign,
  FreeOfBoxes,
  FromTheEnd,
  IsSelected,
  LaterArguments,
  Lists,
  Objective,
  OnlyNumbers,
  Opaque,
  OwnFloat32Array,
  OwnFloat64Array,
  Position,
  Positions,
  Promised,
  Rest,
  ResultWithAux,
  Returned,
  ScalarsFor,
  Selected,
  TreeOfTrees,
  Trees,
  WithAux,
  WithNumbers,
  WithoutAux,
  WithScalars,
} from "../trees/types.ts";
export type {
  Accepted,
  HoldsUnknown,
  NumberUnless,
  ScalarAlways,
  ScalarUnless,
  SomeNumbers,
  SomeScalars,
  UnannotatedBox,
} from "../trees/unannotated.ts";
export type { MarkedTree, TreeOf, TreeType } from "../trees/generic.ts";
