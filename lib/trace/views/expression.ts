// Mathematical expressions. Equal ones are one object, so that sharing can be detected. They are simplified
// as they are made: x·1, x + 0, −(−x), x + (−y), 2·x·3·x, x/(x·y) and fractions of fractions do not occur.

/** An expression: a number, a variable, or a head with operands. */
export interface Expression {
  /** `+ - * / ^`, `negative`, `call`, `number` or `variable`. */
  readonly head: string;
  readonly operands: readonly Expression[];
  /** The value of a number. */
  readonly value: number;
  /** The path of a variable, or the name of the function that is called. */
  readonly path: string;
  /** The position of the expression in the order in which they were made. */
  readonly id: number;
}

/** Returns whether an expression has no operands: it is a number or a variable. */
export function isAtom({ head }: Expression): boolean {
  return head === "number" || head === "variable";
}

/** The factors of a product: a number, and powers with whole exponents above 0. */
interface Product {
  coefficient: number;
  readonly powers: Map<Expression, number>;
}

/** Most factors of a product that are collected and sorted, which takes quadratic time. */
const MOST_FACTORS = 16;

/** Makes expressions, each once. They are simplified by the rules for reals, in which 0·x is 0 and x/x is 1. */
export class Expressions {
  private readonly known = new Map<string, Expression>();

  variable(path: string): Expression {
    return this.intern("variable", [], NaN, path);
  }

  /** Makes a number; a negative one becomes `negative` of its absolute value. */
  number(value: number): Expression {
    return value < 0 ? this.negative(this.number(-value)) : this.intern("number", [], value + 0);
  }

  negative(x: Expression): Expression {
    if (x.head === "negative") return x.operands[0];
    return x.value === 0 ? x : this.intern("negative", [x]);
  }

  plus(x: Expression, y: Expression): Expression {
    if (x.value === 0) return y;
    if (y.value === 0) return x;
    if (y.head === "negative") return this.minus(x, y.operands[0]);
    if (x.head === "negative") return this.minus(y, x.operands[0]);
    return this.collected(x, y, 1) ?? this.intern("+", [x, y]);
  }

  minus(x: Expression, y: Expression): Expression {
    if (y.value === 0) return x;
    if (x.value === 0) return this.negative(y);
    if (y.head === "negative") return this.plus(x, y.operands[0]);
    if (x.head === "negative") return this.negative(this.plus(x.operands[0], y));
    return this.collected(x, y, -1) ?? this.intern("-", [x, y]);
  }

  times(x: Expression, y: Expression): Expression {
    if (x.head === "negative") return this.negative(this.times(x.operands[0], y));
    if (y.head === "negative") return this.negative(this.times(x, y.operands[0]));
    if (x.value === 0 || y.value === 1) return x;
    if (y.value === 0 || x.value === 1) return y;
    if (y.head === "/") return this.over(this.times(x, y.operands[0]), y.operands[1]);
    if (x.head === "/") return this.over(this.times(x.operands[0], y), x.operands[1]);
    const product = productOf(x, y);
    return product === undefined ? this.intern("*", [x, y]) : this.product(product);
  }

  over(x: Expression, y: Expression): Expression {
    if (x.head === "negative") return this.negative(this.over(x.operands[0], y));
    if (y.head === "negative") return this.negative(this.over(x, y.operands[0]));
    if (x.value === 0 || y.value === 1) return x;
    if (x.head === "/") return this.over(x.operands[0], this.times(x.operands[1], y));
    if (y.head === "/") return this.over(this.times(x, y.operands[1]), y.operands[0]);
    const above = productOf(x);
    const below = productOf(y);
    return above !== undefined && below !== undefined && cancel(above, below)
      ? this.over(this.product(above), this.product(below))
      : this.intern("/", [x, y]);
  }

  power(x: Expression, y: Expression): Expression {
    if (y.value === 1) return x;
    const isBelow = y.head === "negative" && y.operands[0].head === "number";
    return isBelow
      ? this.over(this.number(1), this.power(x, y.operands[0]))
      : this.intern("^", [x, y]);
  }

  call(name: string, operands: readonly Expression[]): Expression {
    return this.intern("call", operands, NaN, name);
  }

  /** Returns the sum or difference of two multiples of one expression as one multiple, if they are such. */
  private collected(x: Expression, y: Expression, sign: 1 | -1): Expression | undefined {
    const [multiple, term] = this.multipleOf(x);
    const [other, otherTerm] = this.multipleOf(y);
    const total = multiple + sign * other;
    return term === otherTerm && Number.isFinite(total)
      ? this.times(this.number(total), term)
      : undefined;
  }

  private multipleOf(x: Expression): [multiple: number, term: Expression] {
    const [left, right] = x.operands;
    if (x.head === "number") return [x.value, this.number(1)];
    if (x.head === "*" && left.head === "number") return [left.value, right];
    if (x.head !== "/") return [1, x];
    const [multiple, above] = this.multipleOf(left);
    return [multiple, this.over(above, right)];
  }

  /**
   * Makes a product: first the number, then variables in the order of the inputs, then other factors as made.
   */
  private product({ coefficient, powers }: Product): Expression {
    const factors = [...powers].sort(([x], [y]) => rankOf(x) - rankOf(y) || x.id - y.id);
    const [first, ...others] = factors.map(([base, n]) => this.power(base, this.number(n)));
    if (first === undefined) return this.number(coefficient);
    const rest = others.reduce((product, factor) => this.intern("*", [product, factor]), first);
    return coefficient === 1 ? rest : this.intern("*", [this.number(coefficient), rest]);
  }

  private intern(
    head: string,
    operands: readonly Expression[],
    value = NaN,
    path = "",
  ): Expression {
    const key = JSON.stringify([head, path, String(value), ...operands.map(({ id }) => id)]);
    let expression = this.known.get(key);
    if (expression === undefined) {
      expression = { head, operands, value, path, id: this.known.size };
      this.known.set(key, expression);
    }
    return expression;
  }
}

/** Returns the rank of a factor: variables come first. */
function rankOf({ head }: Expression): number {
  return head === "variable" ? 0 : 1;
}

/** Returns the factors of a product, or `undefined` if they are too many or their number is 0 or infinite. */
function productOf(...products: readonly Expression[]): Product | undefined {
  let coefficient = 1;
  const powers = new Map<Expression, number>();
  const stack = products.toReversed();
  while (stack.length > 0) {
    if (powers.size + stack.length > MOST_FACTORS) return undefined;
    const factor = stack.pop()!;
    if (factor.head === "*") stack.push(...factor.operands.toReversed());
    else if (factor.head === "number") coefficient *= factor.value;
    else {
      const [base, exponent] = powerOf(factor);
      powers.set(base, (powers.get(base) ?? 0) + exponent);
    }
  }
  return coefficient > 0 && coefficient < Infinity ? { coefficient, powers } : undefined;
}

/** Cancels the common factors of two products, and returns whether there were any. */
function cancel(above: Product, below: Product): boolean {
  const common = commonDivisor(above.coefficient, below.coefficient);
  above.coefficient /= common;
  below.coefficient /= common;
  let hasCommon = common !== 1;
  for (const [base, exponent] of above.powers) {
    const both = Math.min(exponent, below.powers.get(base) ?? 0);
    if (both === 0) continue;
    hasCommon = true;
    for (const { powers } of [above, below]) {
      const left = powers.get(base)! - both;
      if (left === 0) powers.delete(base);
      else powers.set(base, left);
    }
  }
  return hasCommon;
}

/** Returns the greatest common divisor of whole numbers; of others, the one that divides the other, or 1. */
function commonDivisor(x: number, y: number): number {
  if (!Number.isInteger(x) || !Number.isInteger(y)) {
    const divides = (z: number) => Number.isInteger(x / z) && Number.isInteger(y / z);
    return [x, y].find(divides) ?? 1;
  }
  return y === 0 ? x : commonDivisor(y, x % y);
}

/** Returns an expression as a power with a whole exponent above 0. */
function powerOf(x: Expression): [base: Expression, exponent: number] {
  const exponent = x.head === "^" ? x.operands[1].value : NaN;
  return Number.isInteger(exponent) ? [x.operands[0], exponent] : [x, 1];
}
