// Expressions as mathematics has them. Equal ones are one object, so that sharing can be seen, and what a
// person would not write is not written: x·1, x + 0, −(−x), x + (−y), a fraction of fractions.

/** An expression: a number, a variable, or a head with operands. */
export interface Expression {
  /** `+ - * / ^`, `negative`, the name of a function, `number` or `variable`. */
  readonly head: string;
  readonly operands: readonly Expression[];
  /** The value of a number. */
  readonly value: number;
  /** The path of a variable. */
  readonly path: string;
  /** The number of the expression among all. */
  readonly id: number;
}

/** Whether an expression has no operands: it is a number or a variable. */
export function isAtom({ head }: Expression): boolean {
  return head === "number" || head === "variable";
}

/** Makes expressions, each once. They hold for reals: that 0·∞ is NaN is left to the steps. */
export class Expressions {
  private readonly known = new Map<string, Expression>();

  variable(path: string): Expression {
    return this.intern("variable", [], NaN, path);
  }

  /** A number; of a negative one the sign stands apart. */
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
    return x === y ? this.times(this.number(2), x) : this.intern("+", [x, y]);
  }

  minus(x: Expression, y: Expression): Expression {
    if (y.value === 0) return x;
    if (x.value === 0) return this.negative(y);
    if (y.head === "negative") return this.plus(x, y.operands[0]);
    if (x.head === "negative") return this.negative(this.plus(x.operands[0], y));
    return this.intern("-", [x, y]);
  }

  times(x: Expression, y: Expression): Expression {
    if (x.head === "negative") return this.negative(this.times(x.operands[0], y));
    if (y.head === "negative") return this.negative(this.times(x, y.operands[0]));
    if (rankOf(y) < rankOf(x)) return this.times(y, x);
    if (x.value === 0 || y.value === 1) return x;
    if (x.value === 1) return y;
    if (x.head === "number" && y.head === "number") return this.number(x.value * y.value);
    if (y.head === "*") {
      const [first, rest] = y.operands;
      if (areAlike(x, first)) return this.times(this.times(x, first), rest);
      if (rankOf(first) < rankOf(x)) return this.times(first, this.times(x, rest));
    }
    if (y.head === "/") return this.over(this.times(x, y.operands[0]), y.operands[1]);
    if (x.head === "/") return this.over(this.times(x.operands[0], y), x.operands[1]);
    const [base, count] = powerOf(x);
    const [otherBase, otherCount] = powerOf(y);
    if (base === otherBase) {
      return this.power(base, this.number(count + otherCount));
    }
    return this.intern("*", [x, y]);
  }

  over(x: Expression, y: Expression): Expression {
    if (x.head === "negative") return this.negative(this.over(x.operands[0], y));
    if (y.head === "negative") return this.negative(this.over(x, y.operands[0]));
    if (x.value === 0 || y.value === 1) return x;
    if (x.head === "/") return this.over(x.operands[0], this.times(x.operands[1], y));
    if (y.head === "/") return this.over(this.times(x, y.operands[1]), y.operands[0]);
    return this.intern("/", [x, y]);
  }

  power(x: Expression, y: Expression): Expression {
    return y.value === 1 ? x : this.intern("^", [x, y]);
  }

  call(name: string, operands: readonly Expression[]): Expression {
    return this.intern(name, operands);
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

/** The order of factors: numbers, then variables and their powers, then anything else. */
function rankOf(x: Expression): number {
  if (x.head === "number") return 0;
  return powerOf(x)[0].head === "variable" ? 1 : 2;
}

/** Whether the product of two factors is one: a number, or a power. */
function areAlike(x: Expression, y: Expression): boolean {
  return x.head === "number" && y.head === "number" || powerOf(x)[0] === powerOf(y)[0];
}

/** An expression as a power with a whole exponent above 0. */
function powerOf(x: Expression): [base: Expression, exponent: number] {
  const exponent = x.head === "^" ? x.operands[1].value : NaN;
  return Number.isInteger(exponent) ? [x.operands[0], exponent] : [x, 1];
}
