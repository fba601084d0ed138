// Corners of the transformer and of lists: names that are taken, JSX, parameters that are none, spreads, empty views.

import { derivative, type Scalar, value } from "@fluxion/ad";
import { lift, LiftError } from "@fluxion/ad/lift";
import * as ad from "@fluxion/ad/operators/runtime";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { lifted } from "./loaded.ts";

const codeOf = (text: string, file?: string) => lift(`"use ad";\n${text}`, { file })!.code;

describe("The transformer at its corners", () => {
  it("takes another name for the runtime where its own is taken", () => {
    const code = codeOf("const $ad = 1;\nexport const f = (x: number) => x * $ad;\n");
    assert(/\$ad\d+_?\.times\(x, \$ad\)/.test(code), code);
  });

  it("reads JSX in files of that kind", () => {
    const code = codeOf(
      "export const f = (x: number) => <b title={x * 2}>{x + 1}</b>;\n",
      "view.tsx",
    );
    assert(code.includes(".times(x, 2)") && code.includes(".plus(x, 1)"), code);
  });

  it("takes a parameter that is called this for none, and parameters for properties", () => {
    const code = codeOf(
      "export function f(this: void, x: number) { return x * 2; }\n" +
        "export class A { constructor(private x: number) {} twice() { return this.x * 2; } }\n",
    );
    assert(code.includes("this.x, 2"), code);
  });

  it("refuses what cannot be lifted, with the place", () => {
    for (const text of ["export const f = (x: number) => eval('x' + x);\n"]) {
      const error = assertThrows(() => codeOf(text, "made.ts"), LiftError);
      assert(error.message.includes("made.ts"), error.message);
    }
  });

  it("leaves a text alone that has no mark", () => {
    assertEquals(lift("export const f = (x: number) => x * 2;\n"), undefined);
  });

  it("knows spreads in arrays, calls by a computed name, and chains", async () => {
    const { f } = await lifted(`"use ad";
export const f = (x: number) => {
  const xs = [x, 2, ...[x * 3]];
  const sizes = [1] as const;
  const made = new Array(...xs, ...sizes);
  const name = "slice";
  const part = made[name](0, 2);
  const none = undefined as number[] | undefined;
  return part[0] + part[1] + made.length + (none?.filter((y) => y).length ?? x) + (xs?.["find"]((y) => y) ?? 0);
};
`);
    assertEquals(f(5), 5 + 2 + 4 + 5 + 5);
    assertEquals(derivative(f)(5), 3);
  });
});

describe("Lists at their corners", () => {
  const Floats = ad.ofFloat64Array as unknown as new (of: readonly number[]) => unknown;
  type View = Scalar[] & {
    subarray(from?: number, to?: number): View;
    set(source: readonly number[], offset: number): void;
  };

  it("have empty views, and views of views", () => {
    const list = new Floats([1, 2, 3, 4]) as View;
    assertEquals([list.subarray(4).length, list.subarray(3, 1).length], [0, 0]);
    const part = list.subarray(1).subarray(1);
    part[1] = 9;
    assertEquals([...list].map(value), [1, 2, 3, 9]);
    part.set([7], 0);
    assertEquals([...list].map(value), [1, 2, 7, 9]);
    assertEquals(String(Object.prototype.toString.call(part)).length > 0, true);
  });

  it("sort boxes by their texts where no order is given, also those that tie", () => {
    derivative((box: Scalar) => {
      const sorted = ad.method([box, 10, 3, box, 2, 10], "toSorted") as Scalar[];
      assertEquals(sorted.map(value), [10, 10, 2, 3, 5, 5]);
      return box;
    })(5);
  });
});
