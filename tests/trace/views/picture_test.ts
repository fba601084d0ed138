// Pictures in the languages of Graphviz and Mermaid: the classic function, a loop, and programs that are
// too long to be drawn as they are.

import { add, grad, log, lt, mul, type Scalar, sin, square } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const classic = trace((a: Scalar, b: Scalar) => log(mul(a, b)), { names: ["a", "b"] })(2, 3);

/** x ← sin(x + 0.1), so many times. */
const loop = (rounds: number) =>
  trace((x: Scalar) => {
    let y = x;
    for (let i = 0; i < rounds; i++) y = sin(add(y, 0.1));
    return y;
  })(0.1);

/** The nodes and arrows of a picture, without how they look. */
function drawn(dot: string): string[] {
  return dot.split("\n").filter((line) => /^ {2}(n|out)\d/.test(line)).map((line) =>
    line.trim()
      .replace(/\[label=<(.*)>.*\]/, (_all, label) => label.replace(/<BR\/>/g, " | "))
      .replace(/<[^>]*>/g, "")
      .replace(/\[label=("[^"]*").*\]/, "$1")
      .replace(/ \[.*dashed.*\]/, " (back)")
  );
}

describe("A picture for Graphviz", () => {
  it("has forward and backward arrows for log(a·b), as on the classic slides", () => {
    assertEquals(drawn(classic.tangents([1, 0]).adjoints().toDot()), [
      "n0 v₋₁ = a | 2 | → 1 | ← 0.5",
      "n1 v₀ = b | 3 | → 0 | ← 0.3333",
      "n2 v₁ = v₋₁·v₀ | 6 | → 3 | ← 0.1667",
      "n3 v₂ = log(v₁) | 1.792 | → 0.5 | ← 1",
      'out0 "result"',
      "n0 -> n2",
      "n1 -> n2",
      "n2 -> n3",
      "n3 -> out0",
      "n2 -> n0 (back)",
      "n2 -> n1 (back)",
      "n3 -> n2 (back)",
      "out0 -> n3 (back)",
    ]);
  });

  it("has the primal in one colour, the tangent and the adjoint in others", () => {
    const dot = classic.tangents([1, 0]).adjoints().toDot();
    const colours = ["6", "→ 3", "← 0.1667"].map((text) =>
      new RegExp(`<FONT COLOR="(#\\w+)">${text}</FONT>`).exec(dot)![1]
    );
    assertEquals(new Set(colours).size, 3);
    assertStringIncludes(dot, `n2 -> n0 [color="${colours[2]}"`);
  });

  it("is a loop with all its rounds where they are few", () => {
    assertEquals(drawn(loop(2).toDot()), [
      "n0 v₀ = x | 0.1",
      "n1 v₁ = v₀ + 0.1 | 0.2",
      "n2 v₂ = sin(v₁) | 0.1987",
      "n3 v₃ = v₂ + 0.1 | 0.2987",
      "n4 v₄ = sin(v₃) | 0.2942",
      'out0 "result"',
      "n0 -> n1",
      "n1 -> n2",
      "n2 -> n3",
      "n3 -> n4",
      "n4 -> out0",
    ]);
  });

  it("folds the rounds of a long loop between the first and the last", () => {
    const folded = drawn(loop(500).adjoints().toDot());
    assertEquals(folded.slice(0, 7).map((line) => line.replace(/ \|.*/, "")), [
      "n0 v₀ = x",
      "n1 v₁ = v₀ + 0.1",
      "n2 v₂ = sin(v₁)",
      'n3 "⋮\\n498 more rounds of 2 steps: add, sin"',
      "n4 v₉₉₉ = v₉₉₈ + 0.1",
      "n5 v₁₀₀₀ = sin(v₉₉₉)",
      'out0 "result"',
    ]);
    assertEquals(folded.slice(7, 13), [
      "n0 -> n1",
      "n1 -> n2",
      "n2 -> n3",
      "n3 -> n4",
      "n4 -> n5",
      "n5 -> out0",
    ]);
  });

  it("shows one round of a loop whose rounds are too long to be shown twice", () => {
    const long = (x: Scalar) => {
      let y = x;
      for (let i = 0; i < 30; i++) {
        for (const part of [0.1, 0.2, 0.3, 0.4, 0.5]) y = add(y, mul(part, sin(square(y))));
        y = log(add(y, 2));
      }
      return y;
    };
    const folded = drawn(trace(long)(1).toDot()).filter((line) => /^n\d+ [v"]/.test(line));
    assertEquals(folded.length, 1 + 22 + 1);
    assertStringIncludes(folded.at(-1)!, "29 more rounds of 22 steps");
  });

  it("goes to the right as far as a page is wide, and down if that is too far", () => {
    const directions = [2, 3, 20].map((rounds) => /rankdir=(\w+)/.exec(loop(rounds).toDot())![1]);
    assertEquals(directions, ["LR", "TB", "TB"]);
    assertStringIncludes(loop(20).toMermaid(), "flowchart TD");
    assertStringIncludes(loop(20).toDot({ direction: "right" }), "rankdir=LR");
    assertStringIncludes(classic.toMermaid({ direction: "down" }), "flowchart TD");
  });

  it("keeps a program of a thousand steps without a pattern to what can be read", () => {
    const irregular = (xs: Scalar[]) => {
      const values = [...xs];
      for (let i = 0; i < 1000; i++) {
        const operation = (i * i * 7919) % 13 < 6 ? sin : square;
        values.push(add(operation(values[values.length - 1]), values[(i * 31) % values.length]));
      }
      return values[values.length - 1];
    };
    const inputs = Array.from({ length: 100 }, (_, i) => i / 100);
    const lines = drawn(trace(irregular)(inputs).adjoints().toDot());
    const nodes = lines.filter((line) => /^n\d+ [v"]/.test(line));
    assert(nodes.length <= 40, `${nodes.length} nodes`);
    assert(nodes.some((line) => /\d+ more inputs/.test(line)));
    assert(nodes.some((line) => /\d+ more steps/.test(line)));
    const more = drawn(trace(irregular)(inputs).toDot({ most: 5000 }));
    assertEquals(more.filter((line) => line.includes("more")), []);
  });

  it("escapes what is syntax", () => {
    const program = trace((p: { "<&>": Scalar }) => sin(p["<&>"]), { names: ["p"] })({ "<&>": 1 });
    assertStringIncludes(program.toDot(), "p[&quot;&lt;&amp;&gt;&quot;]");
  });
});

describe("A picture for Mermaid", () => {
  it("has the same nodes; of adjoints, arrows that go forward with their heads at the start", () => {
    assertEquals(
      classic.adjoints().toMermaid().replace(/<[/\w][^>]*>/g, " ").split("\n").slice(0, 14),
      [
        "flowchart LR",
        '  n0[" v₋₁ = a   2   ← 0.5 "]:::input',
        '  n1[" v₀ = b   3   ← 0.3333 "]:::input',
        '  n2[" v₁ = v₋₁·v₀   6   ← 0.1667 "]:::step',
        '  n3[" v₂ = log(v₁)   1.792   ← 1 "]:::step',
        '  out0(["result"]):::output',
        "  n0 --> n2",
        "  n1 --> n2",
        "  n2 --> n3",
        "  n3 --> out0",
        "  n0 <-.-> n2",
        "  n1 <-.-> n2",
        "  n2 <-.-> n3",
        "  n3 <-.-> out0",
      ],
    );
    const [forward, backward] = classic.adjoints().toMermaid().split("\n").slice(-2);
    assertMatch(forward, /linkStyle 0,1,2,3 stroke:#\w+$/);
    assertMatch(backward, /linkStyle 4,5,6,7 stroke:#\w+,marker-end:none$/);
  });

  it("escapes what is syntax", () => {
    const program = trace((p: { "#1;": Scalar }) => sin(p["#1;"]), { names: ["p"] })({ "#1;": 1 });
    assertStringIncludes(program.toMermaid(), "p[#quot;#35;1;#quot;]");
  });
});

describe("A long table", () => {
  const branching = trace((x: Scalar) => {
    let y = x;
    for (let i = 0; i < 100; i++) y = lt(y, 10) ? add(y, sin(y)) : mul(0.5, y);
    return y;
  })(1);

  it("is folded by console.log, and whole as a string", () => {
    const printed = Deno.inspect(branching).split("\n");
    assertEquals(printed.filter((line) => line.includes(" more ")).length, 1);
    assert(printed.length < 70, `${printed.length} lines`);
    assertEquals(String(branching).split("\n").length, 2 + branching.steps.length + 100);
  });

  it("of two hundred thousand steps is written out where that is asked for", () => {
    const chain = trace((x: Scalar) => {
      let y = x;
      for (let i = 0; i < 100_000; i++) y = sin(add(y, 0.1));
      return y;
    })(1);
    assertEquals(String(chain.adjoints()).split("\n").length, 200_003);
    assert(drawn(chain.toDot()).length < 20);
  });

  it("of a gradient with many numbers lists the first of them", () => {
    const gradient = trace(
      grad((xs: Scalar[]) => xs.map((x) => square(x)).reduce((a, b) => add(a, b))),
    );
    const printed = Deno.inspect(gradient(Array.from({ length: 200 }, (_, i) => i)));
    assertStringIncludes(printed, "… 140 more numbers of the result");
  });
});
