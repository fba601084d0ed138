// A small assembler for functions of numbers: expressions are nested calls, and a named value is a local. What it
// writes are the instructions of WebAssembly that the expressions say, in their order; nothing is rearranged.

import { Bytes, op, type } from "../encode.ts";

/** Code that pushes one value. */
export type KernelValue = (into: Bytes) => void;

/** An expression, or a number as a constant. */
export type KernelOperand = KernelValue | number;

type Operator = (first: KernelOperand, ...rest: KernelOperand[]) => KernelValue;

function write(into: Bytes, operand: KernelOperand): void {
  if (typeof operand === "number") into.byte(op.f64Const).float(operand);
  else operand(into);
}

const two = (opcode: number): Operator => (first, ...rest) => (into) => {
  write(into, first);
  for (const operand of rest) {
    write(into, operand);
    into.byte(opcode);
  }
};

const one = (opcode: number) => (operand: KernelOperand): KernelValue => (into) => {
  write(into, operand);
  into.byte(opcode);
};

/** The sum of numbers, from the left. */
export const sumOfAll: Operator = two(op.add);
/** The first number less the others, from the left. */
export const difference: Operator = two(op.sub);
/** The product of numbers, from the left. */
export const product: Operator = two(op.mul);
/** The quotient of two numbers. */
export const quotient: Operator = two(op.div);
/** The larger of two numbers. */
export const largerOf: Operator = two(op.max);
/** The size of the first number with the sign of the second. */
export const withSign: Operator = two(op.copySign);
/** The size of a number. */
export const size: (operand: KernelOperand) => KernelValue = one(op.abs);
/** The negative of a number. */
export const negative: (operand: KernelOperand) => KernelValue = one(op.neg);
/** The square root of a number. */
export const squareRoot: (operand: KernelOperand) => KernelValue = one(op.sqrt);
/** The integer whose bits are those of a number. */
export const bits: (operand: KernelOperand) => KernelValue = one(op.bitsOf);
/** The number whose bits are those of an integer. */
export const numberOfBits: (operand: KernelOperand) => KernelValue = one(0xbf);
/** The number that equals an integer. */
export const float: (operand: KernelOperand) => KernelValue = one(0xb9);
/** Whether two numbers are equal. */
export const same: Operator = two(op.f64Eq);
/** Whether the first number is less than the second. */
export const less: Operator = two(op.f64Lt);
/** The negation of a question, which is true where an operand is NaN. */
export const not: (operand: KernelOperand) => KernelValue = one(op.i32Eqz);

/** An integer of 64 bits. */
export function integer(value: bigint): KernelValue {
  return (into) => into.byte(op.i64Const).signed(BigInt.asIntN(64, value));
}

/** The sum of integers. */
export const plusInteger: Operator = two(0x7c);
/** The first integer less the others. */
export const minusInteger: Operator = two(0x7d);
/** The bits that integers share. */
export const and: Operator = two(0x83);
/** The bits of either integer. */
export const or: Operator = two(0x84);
/** An integer moved to the left by a number of bits. */
export const left: Operator = two(0x86);
/** An integer moved to the right, with its sign. */
export const right: Operator = two(0x87);

/** The first expression where a question is answered by yes, and else the second. Both are computed. */
export function oneOf(
  question: KernelValue,
  yes: KernelOperand,
  no: KernelOperand,
): KernelValue {
  return (into) => {
    write(into, yes);
    write(into, no);
    question(into);
    into.byte(op.select);
  };
}

/** The answer of a function, given by its index in the module. */
export function call(index: number, ...operands: KernelOperand[]): KernelValue {
  return (into) => {
    for (const operand of operands) write(into, operand);
    into.byte(op.call).unsigned(index);
  };
}

/** The number of a table at an address, an integer of 64 bits, plus a distance in bytes. */
export function at(address: KernelValue, distance: number): KernelValue {
  return (into) => {
    address(into);
    into.byte(TO_32_BITS).byte(op.load).unsigned(3).unsigned(distance);
  };
}

/** The polynomial c₀ + x·(c₁ + x·(c₂ + …)), by Horner's scheme. */
export function polynomial(x: KernelValue, coefficients: readonly number[]): KernelOperand {
  const last: KernelOperand = coefficients[coefficients.length - 1];
  return coefficients.slice(0, -1).reduceRight<KernelOperand>(
    (sum, coefficient) => sumOfAll(coefficient, product(x, sum)),
    last,
  );
}

/** The value of a local. */
const local = (index: number): KernelValue => (into) => into.local(op.localGet, index);

/** The body of a function of numbers. */
export class KernelCode {
  /** The first argument of the function. */
  readonly x: KernelValue = local(0);
  /** The second argument, if there is one. */
  readonly y: KernelValue = local(1);
  /** The third one. */
  readonly z: KernelValue = local(2);
  /** The number of arguments. */
  readonly parameters: number;
  private readonly types: number[] = [];
  private readonly code = new Bytes();

  constructor(parameters: number = 1) {
    this.parameters = parameters;
  }

  /** Computes a number, and returns an expression that reads it. */
  number(value: KernelOperand): KernelValue {
    return this.held(value, type.f64);
  }

  /** Computes an integer of 64 bits, and returns an expression that reads it. */
  integer(value: KernelValue): KernelValue {
    return this.held(value, I64);
  }

  /** Writes code that runs only if a question is answered by yes. */
  when(question: KernelValue, body: () => void): void {
    this.push(question).code.byte(op.if).byte(type.none);
    body();
    this.code.byte(op.end);
  }

  /** Returns a number from the function. */
  answer(value: KernelOperand): void {
    this.push(value).code.byte(op.return);
  }

  /** Returns the body as it stands in a module. */
  done(): Bytes {
    const body = new Bytes().unsigned(this.types.length);
    for (const each of this.types) body.unsigned(1).byte(each);
    // Every way has returned.
    return body.all(this.code.done()).byte(UNREACHABLE).byte(op.end);
  }

  private held(value: KernelOperand, kind: number): KernelValue {
    const index = this.parameters + this.types.push(kind) - 1;
    this.push(value).code.local(op.localSet, index);
    return local(index);
  }

  private push(value: KernelOperand): this {
    write(this.code, value);
    return this;
  }
}

const I64 = 0x7e;
const UNREACHABLE = 0x00;
const TO_32_BITS = 0xa7;
