// Whatever the language has: classes with private members, patterns, exports, keys, labels. On numbers it means what was
// written, on boxes the same, and the slope is that of the function.

import { derivative, type Scalar, value } from "@fluxion/ad";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { asWritten, lifted } from "./loaded.ts";

const text = `"use ad";
export function catching(x: number) {
  try {
    if (x > 1) throw { code: x * 2 };
    return x;
  } catch ({ code }) {
    return (code as number) + 1;
  } finally {
    void 0;
  }
}
export function catchingNothing(x: number) {
  try {
    return (null as unknown as { a: number }).a * x;
  } catch {
    return 3 * x;
  }
}
class Account {
  #balance: number;
  static #count = 0;
  rate = 0.5;
  constructor(balance: number) {
    this.#balance = balance;
    Account.#count++;
  }
  get total() {
    return this.#balance * (1 + this.rate);
  }
  set total(x: number) {
    this.#balance = x / (1 + this.rate);
  }
  add(x: number) {
    this.#balance += x;
    this.rate *= 2;
    return this;
  }
  static first = 0;
  static {
    Account.first = Account.#count + 1;
  }
  step() {
    return ++this.#balance + this.#balance-- + this.#balance;
  }
  static isOne(x: object) {
    return #balance in x;
  }
}
class Savings extends Account {
  override get total() {
    return super.total + 1;
  }
  override add(x: number) {
    super.add(x * 2);
    return this;
  }
}
export function accounts(x: number) {
  const own = new Savings(x).add(x);
  return Account.isOne(own) && own instanceof Account ? own.total : 0;
}
export function steps(x: number) {
  const own = new Account(x);
  return own.step() * Account.first + (import.meta.url ? x : 0);
}
export * as core from "@fluxion/ad/types";
export function vars(x: number) {
  if (x > 0) {
    var inner = x * 2;
    function within(y: number) {
      return y + inner;
    }
    inner += within(x);
  }
  var inner = inner! + 1, other = x;
  const [a = x, b] = [undefined, inner] as (number | undefined)[];
  const o = { x, Math, get half() { return x / 2; }, [\`k\${1}\`]: x, method() { return this.x * 3; } };
  return inner + other + a! + b! + o.half + o.method() + (o as never as { k1: number }).k1;
}
export function setting(x: number) {
  const own = new Account(1);
  own.total = x * 3;
  return own.total - 1;
}
export function properties(x: number) {
  const o: { [key: string]: number } = { a: x, b: 2 };
  o.a += 1;
  o["b"] *= x;
  o.c ??= x;
  o.d ||= x * x;
  o.d &&= o.d + 1;
  const key = "a";
  const before = o[key]++;
  const after = --o.b;
  o.b **= 2;
  o.e = -x;
  delete o.e;
  return before + after + o.a + o.b + o.c + o.d + ("e" in o ? 100 : 0);
}
export function patterns(x: number) {
  const { a, b: [c, , d = x * 2], ...rest } = { a: x, b: [x + 1, 0], e: 4, f: x } as never as {
    a: number;
    b: number[];
    e: number;
    f: number;
  };
  let first = 0;
  let others: number[] = [];
  [first, ...others] = [x * x, x, 2];
  ({ e: first = first } = { e: first + 1 });
  return a + c + d + rest.e + rest.f + first + others.length + others[0];
}
export function labels(x: number) {
  let sum = 0;
  outer: for (const i of [1, 2, 3]) {
    for (const j in { p: 1, q: 2 }) {
      if (i === 2) continue outer;
      if (i === 3 && j === "q") break outer;
      sum += x * i;
    }
  }
  do sum += x; while (sum < 0);
  return sum;
}
export function words(x: number) {
  const kinds = typeof x === "number" ? 1 : 0;
  const missing = typeof neverDeclared === "undefined" ? 1 : 0;
  switch (x) {
    case 2:
      return 10 * x + kinds + missing;
    default:
      return kinds + missing + (x, x * 4);
  }
}
declare const neverDeclared: unknown;
function* generated(x: number) {
  const got: number = yield x * 2;
  yield* [got + x, x];
}
export function generators(x: number) {
  const own = generated(x);
  let sum = own.next().value as number;
  sum += own.next(x * x).value as number;
  for (const y of own) sum += y;
  return sum;
}
export const arrows = (x: number, { scale = 2, shift = x } = {}) => ((y) => y * scale + shift)(x);
export { labels as renamed };
export default function main(x: number) {
  return +x - -x + (x > 0 ? ~~3 : 1) + (1 << 2) % 3;
}
export function tagged(x: number) {
  const tag = (parts: TemplateStringsArray, ...xs: number[]) => parts.length + xs[0] * 2;
  return tag\`a\${x}b\`;
}
export function defaults(x: number, y = x * 2, ...zs: number[]) {
  return x + y + zs.length + (zs[0] ?? x);
}
export function assertions(x: number) {
  const y = x satisfies number;
  const z = y as number;
  return (z as number)! * (x as unknown as number);
}
`;

const [written, marked] = [await asWritten(text), await lifted(text)];

describe("Lifted syntax", () => {
  for (const name of Object.keys(written).filter((own) => own !== "core")) {
    it(`means what was written, and is followed: ${name}`, () => {
      for (const x of [2, 0.75, 3.5]) {
        const expected = written[name](x) as number;
        assert(Object.is(marked[name](x), expected), `${marked[name](x)}, and not ${expected}`);
        let found = NaN;
        const slope = derivative((t) => {
          const out = marked[name](t) as Scalar;
          found = value(out);
          return out;
        })(x);
        assert(Object.is(found, expected), `${found}, and not ${expected}`);
        // At 2 the text asks whether it is 2, so that neighbours go another way.
        const h = 2 ** -20;
        if (x === 2) continue;
        const quotient = (written[name](x + h) - written[name](x - h)) / (2 * h);
        assert(
          Math.abs(slope - quotient) < 1e-6 * (1 + Math.abs(quotient)),
          `${slope}, ${quotient}`,
        );
      }
    });
  }
});
