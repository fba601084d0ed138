// The transformer as a table: text in, text out, and what it means on plain numbers, as the text that was written, and on
// boxes.

import { derivative, isBox, value } from "@fluxion/ad";
import { lift, LiftError } from "@fluxion/ad/lift";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { asWritten, lifted } from "./loaded.ts";

/** The body that is lifted, of a text of one function. */
function bodyOf(expression: string): string {
  const { code } = lift(
    `"use ad";\nexport const f = (x: number, y: number) => [${expression}];\n`,
  )!;
  return / !== 0 \? \(\[(.*)\]\) : \(/.exec(code)?.[1] ?? "as written";
}

const expressions: readonly (readonly [text: string, lifted: string])[] = [
  ["x + y", "$ad.plus(x, y)"],
  ["x - y", "$ad.minus(x, y)"],
  ["x * y + 1", "$ad.plus($ad.times(x, y), 1)"],
  ["x * (y + 1)", "$ad.times(x, $ad.plus(y, 1))"],
  ["x / y", "$ad.over(x, y)"],
  ["x % y", "$ad.modulo(x, y)"],
  ["x ** 2", "$ad.power(x, 2)"],
  ["2 ** x ** y", "$ad.power(2, $ad.power(x, y))"],
  ["-x", "$ad.negated(x)"],
  ["- -x", "$ad.negated($ad.negated(x))"],
  ["+x", "$ad.numeric(x)"],
  ["(-x) ** 2", "$ad.power($ad.negated(x), 2)"],
  ["x < y", "$ad.less(x, y)"],
  ["x <= y", "$ad.atMost(x, y)"],
  ["x > y", "$ad.greater(x, y)"],
  ["x >= y", "$ad.atLeast(x, y)"],
  ["x === 2", "$ad.same(x, 2)"],
  ["x !== y", "!$ad.same(x, y)"],
  ["x == 2", "$ad.alike(x, 2)"],
  ["x != y", "!$ad.alike(x, y)"],
  ["x || 5", "$ad.result($ad.truthOfIt(x) ? $ad.it() : (5))"],
  ["x && y", "$ad.result($ad.truthOfIt(x) ? (y) : $ad.it())"],
  ["(x - 2) || y", "$ad.result($ad.truthOfIt($ad.minus(x, 2)) ? $ad.it() : (y))"],
  ["x < y && x", "$ad.less(x, y) && x"],
  ["!x", "!$ad.truth(x)"],
  ["!(x && y)", "!($ad.truth(x) && $ad.truth(y))"],
  ["x ? y : 3", "$ad.truth(x) ? y : 3"],
  ["x > 1 && y ? 1 : -y", "$ad.greater(x, 1) && $ad.truth(y) ? 1 : $ad.negated(y)"],
  ["x | 0", "$ad.plain(x) | 0"],
  ["(x + y) >> 1", "($ad.plain($ad.plus(x, y))) >> 1"],
  ["~x", "~$ad.plain(x)"],
  ["typeof x", "$ad.kind(x)"],
  ["x instanceof Number", "$ad.instance(x, $ad.ofNumber)"],
  ["Math.sin(x) * Math.PI", "$ad.times($ad.ofMath.sin(x), Math.PI)"],
  ["Math.max(...[x, y])", "$ad.ofMath.max(...[x, y])"],
  ["Math.floor(x)", "$ad.ofMath.floor(x)"],
  ["Number.isFinite(x)", "$ad.ofNumber.isFinite(x)"],
  ["isNaN(x)", "$ad.ofIsNaN(x)"],
  ["[10, 20, 30, 40][x]", "[10, 20, 30, 40][$ad.key(x)]"],
  ["[10, 20, 30, 40][Math.floor(x)]", "[10, 20, 30, 40][$ad.key($ad.ofMath.floor(x))]"],
  ["({ [x]: y })[2]", "({ [$ad.key(x)]: y })[2]"],
  ["`${x} m`", "`${$ad.text(x)} m`"],
  ['"x is " + x', '$ad.plus("x is ", x)'],
  ["[3, 1, x].indexOf(x)", '$ad.method([3, 1, x], "indexOf", x)'],
  ["x * (x, y)", "$ad.times(x, (x, y))"],
  ["(x as number) * 2", "$ad.times(x as number, 2)"],
  ["x! * 2", "$ad.times(x!, 2)"],
  ["new Float64Array([x, y])[0]", "new $ad.ofFloat64Array([x, y])[0]"],
  ["new Array(x).length", "new Array($ad.key(x)).length"],
  // What can be no box stays.
  ["1 + 2 * 3", "as written"],
  ["x ?? y", "as written"],
  ["x === null", "as written"],
  ["x === undefined", "as written"],
  ['"a" + "b"', "as written"],
  ["void x", "as written"],
  ["[x, y].length", "as written"],
  ["Math.PI * 2", "as written"],
];

describe("The transformer", () => {
  for (const [text, out] of expressions) {
    it(`makes ${out} of ${text}`, () => assertEquals(bodyOf(text), out));
  }

  it("makes of each what it means on the number, in both bodies and on boxes", async () => {
    const texts = expressions.map(([text]) => text);
    const outcomeOf = (call: () => unknown) => {
      try {
        return call();
      } catch (error) {
        return (error as Error).message;
      }
    };
    const module = `"use ad";\nexport const all: any[] = [\n${
      texts.map((text) => `(x: any, y: any): any => (${text})`).join(",\n")
    }\n];\n`;
    const [written, made] = [await asWritten(module), await lifted(module)];
    const points = [[2, 3], [3, 2], [0, 1], [1, 0], [2, 2], [NaN, 1], [1.5, -2]];
    for (const [x, y] of points) {
      texts.forEach((text, i) => {
        const expected = outcomeOf(() => written.all[i](x, y));
        assertEquals(outcomeOf(() => made.all[i](x, y)), expected, `${text} at ${x}, ${y}`);
        let inside: unknown;
        derivative((t) => {
          derivative((u) => {
            const out = outcomeOf(() => made.all[i](t, u));
            inside = isBox(out) ? value(out) : out;
            return 0;
          })(y);
          return 0;
        })(x);
        assertEquals(inside, expected, `${text} on boxes at ${x}, ${y}`);
      });
    }
  });

  it("leaves what is not marked as it is", () => {
    assertEquals(lift("export const f = (x: number) => x * x;"), undefined);
    assertEquals(lift('// "use ad"\nexport const f = (x: number) => x * x;'), undefined);
    assertEquals(lift('const text = "use ad";'), undefined);
  });

  it("does nothing the second time", () => {
    const { code } = lift('"use ad";\nexport const f = (x: number) => x * x;')!;
    assertEquals(lift(code), undefined);
  });

  it("lifts a marked function in a module that is not marked, and nothing else", () => {
    const { code } = lift(
      'export const g = (x: number) => x * x;\nexport function f(x: number) {\n  "use ad";\n  return x * x;\n}\n',
    )!;
    assert(code.startsWith("export const g = (x: number) => x * x;\n"));
    assertEquals(code.match(/\$ad\.times/g)?.length, 1);
  });

  it("keeps counters and indices native", () => {
    const { code } = lift(`"use ad";
export function f(xs: number[], n: number) {
  let sum = 0;
  const last = 3;
  for (let i = 0, k = 1; i < last; i++, k *= 2) sum += xs[i + k] * k;
  for (let j = 0; j < n; j++) sum -= j;
  return sum;
}`)!;
    const body = code.slice(code.indexOf("else for"), code.indexOf("})(xs, n)"));
    assert(body.includes("i < last; i++, k *= 2"), body);
    assert(body.includes("$ad.times(xs[i + k], k)"), body);
    assert(body.includes("$ad.less(j, n); j++"), body);
    assert(body.includes("sum = $ad.minus(sum, j)"), body);
  });

  const loops: readonly (readonly [text: string, out: RegExp])[] = [
    [
      "for (let i = 0; i < 9; i++) s += xs[i + 1] * i;",
      /\(\$ad2\) => \{ for \(let i = 0; i < 9; i\+\+\) \{ if \(\$ad2\(i, xs\[i \+ 1\]\)\) break; \} \}, \(i, \$ad0\) => \{s = \$ad\.plus\(s, \$ad\.times\(\$ad0, i\)\);\}/,
    ],
    [
      "for (const { a, b } of xs) { if (a > b) continue; s += a; }",
      /for \(const \{ a, b \} of xs\) \{ if \(\$ad1\(a, b\)\) break; \} \}, \(a, b\) => \{\{ if \(\$ad\.greater\(a, b\)\) return; s = /,
    ],
    [
      "while (s < 9) { s *= 2; if (s === 4) break; }",
      /keptWhile\("module\.ts:2", true, true, \(\) => \[s\], .* false, \(\) => \$ad\.less\(s, 9\), \(\) => \{\{ s = \$ad\.times\(s, 2\); if \(\$ad\.same\(s, 4\)\) return true; \}\}/,
    ],
    ["do s *= 2; while (s < 9);", /keptWhile\(.*, true, \(\) => \$ad\.less\(s, 9\), /],
    [
      "for (let i = 0; i < 9; i++) s = i > 0 ? xs[i - 1].a : s;",
      /\$ad3\(i > 0, \$ad\.elementAt\(\$ad\.elementAt\(xs, i - 1\), "a"\)\).*s = \$ad0 \? \$ad\.neededElement\(\$ad1\) : s/,
    ],
    [
      "for (let i = 0; i < 9; i++) s = f(s);",
      /if \(\$ad\.keepsLoops\(\) && \$ad\.areKnown\(\(\) => \[f\]\)\)/,
    ],
  ];
  for (const [text, out] of loops) {
    it(`writes rounds apart: ${text}`, () => {
      const { code } = lift(
        `"use ad";\nexport const g = (xs: any, s: any, f: any) => { ${text} };`,
      )!;
      assert(out.test(code), code);
      // The loop as it is stands there, too.
      assert(/\} else (for|while|do)\b/.test(code), code);
    });
  }

  for (
    const text of [
      "for (let i = 0; i < 9; i++) xs[i] = s;",
      "for (const x of xs) { s += x; if (s > 9) return s; }",
      "for (const x of xs) s += Math.random() * x;",
      "for (const x of xs) outer += x;",
      "for (const x of xs) s += outer.of(x).now();",
      "for (var i = 0; i < 9; i++) s += i;",
      "let k = 0; while (k < 9) s += xs[k++];",
    ]
  ) {
    it(`leaves a loop as it is: ${text}`, () => {
      const module =
        `"use ad";\nlet outer = 0;\nexport const g = (xs: any, s: any) => { ${text} };`;
      assert(!/kept/.test(lift(module)!.code));
    });
  }

  it("calls small functions directly from own texts, and only from these", () => {
    const { code } = lift(
      '"use ad";\nconst f = (x: number) => x * x;\n' +
        "export const g = (x: number) => f(x) + 1;\nexport const h = (x: number) => f(x);\n" +
        "export const k = (x: number) => [x].map((f) => f(x) + 1);\nf(2);\n",
    )!;
    const of = (name: string) => code.split("\n").find((line) => line.includes(` ${name} =`))!;
    assert(of("g").endsWith(" !== 0 ? ($ad.plus(f(x), 1)) : (f_own(x) + 1);"), of("g"));
    assert(of("h").endsWith("=> /* use ad: computes */ f(x);"), "one text for both");
    assert(!of("k").includes("f_own"), "another variable of that name");
    assert(
      code.includes("\nf(2);\n") && code.includes("function f_own(x: number) { return (x * x); }"),
    );
    const assigned = lift(
      '"use ad";\nfunction f(x) { return x * x; }\nf = 1;\nfunction g(x) { return f(x) + 1; }',
    );
    assert(!assigned!.code.includes("f_own"));
  });

  it("takes no variable for native that is ever set to what may be a box", () => {
    const { code } = lift(`"use ad";
export function f(x: number) {
  let i = 0, k = 0, m = 0;
  const set = () => { i = x; };
  [k] = [x];
  for (m of [x]) set();
  { const i = 1; set(); if (i > 2) return i + 1; }
  return i + 1 + k + m;
}`)!;
    assert(code.includes("$ad.plus($ad.plus($ad.plus(i, 1), k), m)"), code);
    assert(code.includes("if (i > 2) return i + 1;"), code);
  });

  it("refuses what it cannot lift, with the file, the line, the column and a remedy", () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      ["(x: number) => eval('x')", /eval.*write the code itself\n.*model\.ts:2:\d+/],
      [
        "() => { imported = 2; }",
        /imported, which is imported: import a function.*\n.*model\.ts:2:/,
      ],
      [
        "(xs?: { own?: number[] }) => xs?.own?.filter((x) => x)",
        /filter among several \?\..*\n.*model\.ts:2:/,
      ],
      ["(x: number) => x *", /Cannot lift this module.*\n.*model\.ts:2:/],
    ];
    for (const [text, message] of refused) {
      const module =
        `"use ad"; import { imported } from "./other.ts";\nexport const f = ${text};\n`;
      const error = assertThrows(() => lift(module, { file: "model.ts" }), LiftError);
      assert(message.test(error.message), error.message);
    }
  });

  it("maps what it writes to the place in the source", async () => {
    const { decode } = await import("@jridgewell/sourcemap-codec");
    const source = `"use ad";
export function f(x: number) {
  const y = x
    * 2;
  if (y > 1) {
    throw new Error("above");
  }
  return y;
}
`;
    const { code, map } = lift(source, { file: "f.ts" })!;
    assertEquals([map.sources, map.sourcesContent], [["f.ts"], [source]]);
    const lines = code.split("\n");
    const decoded = decode(map.mappings);
    let seen = 0;
    lines.forEach((line, i) => {
      for (const [word, at] of [["new Error", [5, 10]], ["$ad.times", [2, 12]]] as const) {
        const column = line.indexOf(word);
        if (column < 0) continue;
        const segment = decoded[i].filter(([start]) => start <= column).at(-1)!;
        assertEquals(segment.slice(2), [...at]);
        seen++;
      }
    });
    assertEquals(seen, 3);
  });
});
