// Arguments and answers of compiled functions may be as deep as memory is.

import { add, mul, type Scalar } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("Arguments and answers of any depth", () => {
  interface Link {
    readonly value: Scalar;
    readonly next: Link | undefined;
  }
  const chain = (length: number, from: number) => {
    let link: Link | undefined;
    for (let i = 0; i < length; i++) link = { value: from + i, next: link };
    return link!;
  };
  const total = (first: Link) => {
    let sum: Scalar = 0;
    for (let link: Link | undefined = first; link !== undefined; link = link.next) {
      sum = add(sum, link.value);
    }
    return sum;
  };
  const reversed = (first: Link) => {
    let answer: Link | undefined;
    for (let link: Link | undefined = first; link !== undefined; link = link.next) {
      answer = { value: mul(2, link.value), next: answer };
    }
    return answer!;
  };

  it("are compiled: a list of 20,000 nodes, in and out", () => {
    const length = 20_000;
    const f = jit(total);
    for (const from of [0, 1, 2]) {
      assertEquals(f(chain(length, from)), length * (length - 1) / 2 + from * length);
    }
    assertEquals(f.stats().hits, 2);
    const g = jit(reversed);
    for (const from of [0, 1, 2]) {
      const answer = g(chain(length, from));
      assertEquals([answer.value, answer.next?.value], [2 * from, 2 * (from + 1)]);
      assertEquals(total(answer), length * (length - 1) + 2 * from * length);
    }
    assertEquals(g.stats().hits, 2);
    const output = chain(length, 0);
    assertEquals(total(g.into(output, chain(length, 1))), length * (length - 1) + 2 * length);
  });

  it("tell a list from one of another length, or with another end", () => {
    const f = jit((first: Link) => total(first));
    assertEquals([f(chain(100, 0)), f(chain(101, 0)), f(chain(100, 1))], [4950, 5050, 5050]);
    assertEquals(f.stats().hits, 1);
  });

  it("are refused by name where they contain themselves, however deep", () => {
    const first = { value: 1, next: undefined as unknown };
    let last = first;
    for (let i = 0; i < 1000; i++) {
      last = (last.next = { value: 1, next: undefined as unknown }) as typeof last;
    }
    last.next = first;
    const f = jit((link: { value: Scalar }) => mul(2, link.value));
    assertEquals([f(first), f(first)], [2, 2]);
    assertStringIncludes(f.stats().uncompiled ?? "", "contains itself");
    const output = { value: 0, next: undefined as unknown };
    output.next = output;
    const cyclic = jit((x: Scalar) => {
      const answer: Record<string, unknown> = { value: x };
      return answer.next = answer;
    });
    for (const x of [1, 2]) {
      assertThrows(() => cyclic.into(output, x), TypeError, "contains itself");
      assertEquals(output.value, 0);
    }
  });
});
