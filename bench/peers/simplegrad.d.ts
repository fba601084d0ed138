// The part of simplegrad that is used; the package has no types of its own.

export class ValueStorage {
  gv: Float64Array;
}

export class Variable {
  constructor(storage: ValueStorage);
  add(other: Variable | number): Variable;
  sub(other: Variable | number): Variable;
  mul(other: Variable | number): Variable;
  div(other: Variable | number): Variable;
  exp(): Variable;
  sin(): Variable;
  cos(): Variable;
  tanh(): Variable;
  compile(): void;
  forward(): void;
  backward(): void;
  setValue(value: number): void;
  setGradient(value: number): void;
  getGradient(): number;
}
