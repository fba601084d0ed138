// Names are anything: of rows, two of which may have one, and of arguments. No view confuses them, takes them for
// syntax, or finds them in a dictionary where nobody has put them.

import { add, div, mul, type Scalar, sin, sub, type Unary, unary } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function power(n: number): Unary {
  return unary({ name: "power", value: (x) => x ** n, partials: [(x) => mul(n, power(n - 1)(x))] });
}

describe("Two rows of one name", () => {
  const [square, cube] = [power(2), power(3)];
  const program = trace((x: Scalar) => sub(square(x), cube(x)))(2);

  it("are two functions in every view", () => {
    assertEquals(program.toInfix(), "power(x) - power_(x)");
    assertStringIncludes(program.toLatex(), "\\operatorname{power\\_}");
    for (
      const text of [
        String(program),
        program.toDot(),
        program.toMermaid(),
        program.toHtml(),
        JSON.stringify(program),
      ]
    ) {
      assert(/\bpower\b/.test(text) && text.includes("power_"), text);
    }
    assertEquals(program.formulaSize(), { shared: 3, expanded: 3 });
  });

  it("are not cancelled, collected or folded as one", () => {
    const infix = (f: (x: Scalar) => Scalar) => trace(f)(2).toInfix();
    assertEquals(infix((x) => div(square(x), cube(x))), "power(x)/power_(x)");
    assertEquals(infix((x) => add(square(x), cube(x))), "power(x) + power_(x)");
    assertEquals(infix((x) => mul(square(x), cube(x))), "power(x)*power_(x)");
    assertEquals(infix((x) => sub(square(x), square(x))), "0");
    const each = (x: Scalar) =>
      Array.from({ length: 100 }, (_, n) => power(n)).reduce((y, f) => f(y), x);
    assert(!trace(each)(1).toDot().includes("rounds"));
    const same = (x: Scalar) => Array.from({ length: 100 }).reduce<Scalar>((y) => square(y), x);
    assertStringIncludes(trace(same)(1).toDot(), "more: power");
  });

  it("have names of their own, also beside one that is called so", () => {
    const taken = unary({ name: "power_", value: Math.abs, partials: [0] });
    const all = trace((x: Scalar) => [square, taken, cube, power(4)].map((f) => f(x)))(2);
    const names = all.steps.map(({ operation }) => operation);
    assertEquals(new Set(names).size, names.length);
  });
});

describe("A name", () => {
  const names = [
    ...["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"],
    ...["number", "variable", "negative", "call", "+", "^", "where", "sin", "exp"],
    ...["a}b", "{", "%", "_", "\\", "$", "&", "#", "~", '"', "<b>", "]", "%%{x}%%", "a\nb"],
  ];

  for (const name of names) {
    const own = unary({ name, value: (x) => 2 * x, partials: [2] });
    const f = (x: Scalar) => mul(own(x), own(sin(x)));
    const program = trace(f, { names: [name] })(1.5);

    it(`is no key and no syntax: ${JSON.stringify(name)}`, () => {
      const annotated = program.tangents().adjoints();
      assertEquals(program.formulaSize(), { shared: 4, expanded: 4 });
      assertEquals(annotated.nonfinite(), undefined);
      const table = String(annotated).split("\n");
      assert(table.every((line) => !line.includes("undefined") && !line.includes("[object")));
      assertEquals(program.toInfix().includes("undefined"), false);

      const latex = program.toLatex();
      assertEquals(depthOf(latex), 0, latex);
      assert(!/(^|[^\\])[%#$&]/.test(latex), latex);

      const html = program.toHtml();
      assert(!html.includes("<b>") && !html.includes('"]'), html);
      // Of Mermaid each node is a line, and in it nothing but entities within the quotes.
      const nodes = program.toMermaid().split("\n").filter((line) => /^ {2}n\d\[/.test(line));
      assertEquals(nodes.length, 5);
      for (const node of nodes) {
        const [, label] = /^ {2}n\d\["(.*)"\]:::\w+$/.exec(node)!;
        const text = label.replaceAll(/<\/?(b|font)[^>]*>|<br\/>/g, "");
        assert(!/["<>]|%/.test(text), label);
      }
      const labels = program.toDot().split("\n").join(" ").match(
        /\[label=<.*?>(, fillcolor="[^"]*")?\]/g,
      )!;
      for (const label of labels) {
        assert(!/<b>/.test(label), label);
      }
    });
  }
});

/** How many braces are open at the end of a text in LaTeX. */
function depthOf(latex: string): number {
  const braces = latex.replaceAll(/\\[\\{}]/g, "").match(/[{}]/g) ?? [];
  return braces.reduce((depth, brace) => depth + (brace === "{" ? 1 : -1), 0);
}
