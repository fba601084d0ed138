// Law: a program that is written with operators has the bits of the same program written with the functions of this
// library, in both modes, in every nest of two, and compiled.

import * as core from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import fc from "fast-check";
import { describe, it } from "@std/testing/bdd";
import { livingLevels } from "../../lib/values/level.ts";
import { assertEquals } from "@std/assert";
import { lifted, type Loaded } from "./loaded.ts";
import { assertSame, outcomeOf } from "../laws/same.ts";

/** A part of a program, in both notations. */
interface Written {
  readonly operators: string;
  readonly functions: string;
}

const leaf = fc.oneof(
  fc.constantFrom("x", "y", "s").map((name) => ({ operators: name, functions: name })),
  fc.constantFrom("2", "0.5", "3", "1").map((text) => ({ operators: text, functions: text })),
);
const binary = [["+", "add"], ["-", "sub"], ["*", "mul"], ["/", "div"], ["**", "pow"]] as const;
const comparisons = [["<", "lt"], ["<=", "le"], [">", "gt"], ["===", "eq"], ["!==", "ne"]] as const;
const named = ["sin", "cos", "exp", "tanh", "abs", "atan", "sqrt", "floor", "log1p"] as const;

const { expression } = fc.letrec<{ expression: Written }>((tie) => {
  const two = fc.tuple(tie("expression"), tie("expression"));
  return {
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.tuple(fc.constantFrom(...binary), two).map(([[operator, name], [a, b]]) => ({
        operators: `((${a.operators}) ${operator} (${b.operators}))`,
        functions: `ad.${name}(${a.functions}, ${b.functions})`,
      })),
      fc.tuple(fc.constantFrom(...named), tie("expression")).map(([name, a]) => ({
        operators: `Math.${name}(${a.operators})`,
        functions: `ad.${name}(${a.functions})`,
      })),
      tie("expression").map((a) => ({
        operators: `(-${a.operators})`,
        functions: `ad.neg(${a.functions})`,
      })),
      two.map(([a, b]) => ({
        operators: `Math.max(${a.operators}, ${b.operators})`,
        functions: `ad.max([${a.functions}, ${b.functions}])`,
      })),
      fc.tuple(fc.constantFrom(...comparisons), two, two).map((
        [[operator, name], [a, b], [c, d]],
      ) => ({
        operators: `(${a.operators} ${operator} ${b.operators} ? ${c.operators} : ${d.operators})`,
        functions: `(ad.${name}(${a.functions}, ${b.functions}) ? ${c.functions} : ${d.functions})`,
      })),
      two.map(([a, b]) => ({
        operators: `(${a.operators} || ${b.operators})`,
        functions: `or(${a.functions}, () => ${b.functions})`,
      })),
      two.map(([a, b]) => ({
        operators: `(${a.operators} && ${b.operators})`,
        functions: `and(${a.functions}, () => ${b.functions})`,
      })),
    ),
  };
});

const statement = fc.oneof(
  fc.tuple(fc.constantFrom(...binary), expression).map(([[operator, name], a]) => ({
    operators: `s ${operator}= ${a.operators};`,
    functions: `s = ad.${name}(s, ${a.functions});`,
  })),
  fc.constant({ operators: "s++;", functions: "s = ad.add(s, 1);" }),
  fc.tuple(expression, expression).map(([a, b]) => ({
    operators: `if (${a.operators}) s = ${b.operators}; else s -= 1;`,
    functions: `if (truth(${a.functions})) s = ${b.functions}; else s = ad.sub(s, 1);`,
  })),
  expression.map((a) => ({
    operators:
      `for (let i = 0; i < 3; i++) { list[i] = s; list[i] += ${a.operators}; s = list[i] * (i + 1); }`,
    functions:
      `for (let i = 0; i < 3; i++) { list[i] = s; list[i] = ad.add(list[i], ${a.functions}); s = ad.mul(list[i], i + 1); }`,
  })),
);

const program = fc.tuple(fc.array(statement, { maxLength: 4 }), expression).map(([body, out]) => ({
  operators: `(x: number, y: number) => { let s = x; const list = [0, 0, 0]; ${
    body.map((own) => own.operators).join(" ")
  } return ${out.operators}; }`,
  functions: `(x: any, y: any): any => { let s = x; const list: any[] = [0, 0, 0]; ${
    body.map((own) => own.functions).join(" ")
  } return ${out.functions}; }`,
}));

const count = Math.max(20, Number(Deno.env.get("FLUXION_RUNS") ?? 100) * 2);
const seed = Number(Deno.env.get("FLUXION_SEED") ?? Math.floor(Math.random() * 2 ** 31));
const programs = fc.sample(program, { numRuns: count, seed });
const loaded: Loaded = await lifted(`import * as ad from "@fluxion/ad";
const truth = (x: any) => ad.ne(x, 0) && ad.eq(x, x);
const or = (x: any, other: () => any) => truth(x) ? x : other();
const and = (x: any, other: () => any) => truth(x) ? other() : x;
export const functions: any[] = [\n${programs.map((own) => own.functions).join(",\n")}\n];
export const operators: any[] = marked();
function marked(): any[] {
  "use ad";
  return [\n${programs.map((own) => own.operators).join(",\n")}\n];
}
`);

type Of = (x: core.Scalar, y: core.Scalar) => core.Scalar;
const forward = (f: Of): Of => (x, y) => core.derivative((t) => f(t, y))(x) as core.Scalar;
const reverse = (f: Of): Of => (x, y) => core.grad((t: core.Scalar) => f(x, t))(y) as core.Scalar;
const ways: { readonly [name: string]: (f: Of) => Of } = {
  "plain numbers": (f) => f,
  "forward mode": forward,
  "reverse mode": reverse,
  "forward over forward": (f) => forward(forward(f)),
  "forward over reverse": (f) => forward(reverse(f)),
  "reverse over forward": (f) => reverse(forward(f)),
  "reverse over reverse": (f) => reverse(reverse(f)),
  "jit": (f) => jit(f, { eager: true }) as Of,
  "jit of a gradient": (f) => jit(reverse(f), { eager: true }) as Of,
};

describe(`Random programs written with operators (FLUXION_SEED=${seed})`, () => {
  for (const [name, way] of Object.entries(ways)) {
    it(`have the bits of the same programs written with functions: ${name}`, () => {
      programs.forEach((own, i) => {
        const [marked, plain] = [way(loaded.operators[i]), way(loaded.functions[i])];
        for (const [x, y] of [[0.5, 1.5], [2, -1], [1, 1], [0, 3], [-1.25, 0.75]]) {
          assertSame(
            outcomeOf(() => marked(x, y)),
            outcomeOf(() => plain(x, y)),
            `${own.operators} at ${x}, ${y}`,
          );
        }
      });
    });
  }

  it("leave no level behind", () => assertEquals(livingLevels.count, 0));
});
