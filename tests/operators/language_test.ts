// The language around numbers, from a text with operators.

import * as core from "@fluxion/ad";
import { derivative, grad, hessian, jacobian, valueAndGrad } from "@fluxion/ad/operators";
import { jit } from "@fluxion/ad/jit";
import { numericDerivative } from "@fluxion/ad/check";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { livingLevels } from "../../lib/values/level.ts";
import { asWritten, lifted } from "./loaded.ts";

const text = Deno.readTextFileSync(new URL("marked.ts", import.meta.url));
const marked = await lifted(text);
const written = await asWritten(text);
const { forward, reverse } = marked.slopes;
describe("Programs written with operators", () => {
  for (const name of Object.keys(marked.language)) {
    it(`mean what they mean on numbers, with derivatives: ${name}`, () => {
      const f = marked.language[name];
      for (const x of [1.3, 2.6]) {
        assertEquals(f(x), written.language[name](x));
        assertEquals(
          core.jvp(f as (x: core.Scalar) => core.Scalar, [x], [1])[0],
          f(x),
          "a derivative changes no value",
        );
        const slope = numericDerivative(f as (x: number) => number)(x);
        for (const D of [forward, reverse]) {
          assertAlmostEquals(D(f)(x), slope, 1e-7 * Math.max(1, Math.abs(slope)));
        }
        assertEquals(jit(grad(f as (x: number) => number), { eager: true })(x), reverse(f)(x));
      }
      assertEquals(f(2), written.language[name](2));
      core.derivative((t) => {
        assertEquals(core.value(f(t)), f(2));
        return t;
      })(2);
    });
  }

  it("follow asynchronous functions and rules of one's own", async () => {
    assertEquals(await grad(marked.later)(3), 27);
    assertEquals([derivative(marked.rule)(2), reverse(forward(marked.rule))(2)], [12, 12]);
  });

  it("keep names, lengths and plain values, also while a derivative is open", () => {
    assertEquals([marked.named.name, marked.named.length], ["named", 2]);
    core.derivative((t) => {
      assertEquals(marked.named(2, 3), 6);
      return t;
    })(1);
  });

  it("run as written where no derivative is open, and lifted where one is, or a trace, or a pullback", () => {
    assertEquals(livingLevels.count, 0);
    const seen: number[] = [];
    const look = () => seen.push(livingLevels.count);
    const rule = core.customVjp(
      (x) => core.mul(x, x),
      (x) => [core.mul(x, x), x],
      (x, cotangent) => {
        look();
        return [core.mul(2, x, cotangent)];
      },
    );
    const [, pullback] = core.vjp((x: core.Scalar) => (look(), rule(x)), [3]);
    assertEquals(livingLevels.count, 0);
    assertEquals(pullback(1), 6);
    jit((x: core.Scalar) => (look(), x))(1);
    assertEquals(seen.map((count) => count > 0), seen.map(() => true));
    assertEquals(seen.length >= 3, true);
    assertThrows(() =>
      grad((_x: number): number => {
        throw new Error("out");
      })(1)
    );
    assertEquals(livingLevels.count, 0);
  });

  it("have derivatives in the shape of their arguments", () => {
    const f = ([x, y]: number[]) => marked.named(x, marked.named(y, y));
    assertEquals(grad(f)([2, 3]), [9, 12]);
    assertEquals(hessian(f)([2, 3]), [[0, 6], [6, 4]]);
    assertEquals(valueAndGrad(f)([2, 3]), [18, [9, 12]]);
    assertEquals(
      jacobian((x: number, y: number) => [marked.named(x, y)], { argnums: [0, 1] })(2, 3),
      [[3, 2]],
    );
  });

  it("say what to do where they were not lifted", () => {
    const f = (x: number) => {
      "use ad";
      return x * x;
    };
    assertThrows(() => grad(f), TypeError, "--preload");
    const g = (x: number) => x * x;
    assertThrows(() => grad(g)(2), TypeError, 'mark the function with "use ad"');
  });
});
