// Both modes by the book, as the gallery tells of them.

import { add, mul, type Scalar, sin } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  compare,
  excerpts,
  followed,
  looped,
  nested,
  point,
  ways,
} from "../../examples/by_the_book.ts";
import { plot } from "../../examples/by_the_book_plot.ts";

describe("The steps of a program by the book", () => {
  it("have the tangents and cotangents that its trace has", () => {
    const program = trace((a: Scalar, b: Scalar) => add(mul(a, b), sin(a)))(
      ...point as [number, number],
    );
    const expected = program.tangents([1, 0]).adjoints().steps;
    followed().forEach(({ primal, tangent, cotangent }, i) => {
      assertEquals(primal, expected[i].primal);
      assertEquals([tangent, cotangent], [expected[i].tangent ?? 0, expected[i].adjoint]);
    });
  });

  it("add up where a value is used twice: b + cos a", () => {
    const [a] = followed();
    assertAlmostEquals(a.cotangent, 3 + Math.cos(2), 1e-15);
  });
});

describe("Nested derivatives by the book", () => {
  it("keep their perturbations apart in every mix", () => {
    assertEquals(Object.values(nested()), [1, 1, 1, 1]);
  });
});

describe("The fast modes", () => {
  it("answer the bits of the book for the loop that is timed", () => {
    for (const mode of ["forward", "reverse"] as const) {
      const [byTheBook, fast] = Object.values(ways[mode]).map((way) => way(looped(100))(0.7));
      assert(Object.is(byTheBook, fast));
    }
  });
});

describe("What the program shows", () => {
  it("is what an operation is in each mode, out of the library's file", async () => {
    const [forward, reverse, ...others] = await excerpts();
    assertEquals(others, []);
    assert(forward.includes("dual("));
    assert(reverse.includes("contribute("));
  });

  it("is a picture of steps and of costs", async () => {
    const svg = await plot(followed(), compare([2, 8], 5));
    for (const words of ["carried back", "by the book", "Operations"]) assert(svg.includes(words));
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
