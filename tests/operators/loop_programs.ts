// Random programs with loops, in both notations: with operators, and with the functions of the library.

import fc from "fast-check";

/** A part of a program, in both notations. */
export interface Notations {
  readonly operators: string;
  readonly functions: string;
}

/** What stands in a loop of some header. */
interface Header {
  readonly head: string;
  /** Whether the loop goes on as long as a condition holds. */
  readonly condition?: Notations;
  /** Numbers that are there in its rounds. */
  readonly atoms: readonly string[];
  /** Questions that no number takes part in. */
  readonly questions: readonly string[];
}

const same = (text: string): Notations => ({ operators: text, functions: text });

const binary = [["+", "add"], ["-", "sub"], ["*", "mul"], ["*", "mul"], ["/", "div"]] as const;
const named = ["sin", "cos", "tanh", "abs", "atan", "floor"] as const;
const comparisons = [["<", "lt"], ["<=", "le"], [">", "gt"], ["===", "eq"], ["!==", "ne"]] as const;

function expressions(atoms: readonly string[], depth = 2): fc.Arbitrary<Notations> {
  const leaf = fc.constantFrom(...atoms, "0.5", "2", "-1").map(same);
  if (depth === 0) return leaf;
  const inner = expressions(atoms, depth - 1);
  return fc.oneof(
    leaf,
    fc.tuple(fc.constantFrom(...binary), inner, inner).map(([[operator, name], a, b]) => ({
      operators: `(${a.operators} ${operator} ${b.operators})`,
      functions: `ad.${name}(${a.functions}, ${b.functions})`,
    })),
    fc.tuple(fc.constantFrom(...named), inner).map(([name, a]) => ({
      operators: `Math.${name}(${a.operators})`,
      functions: `ad.${name}(${a.functions})`,
    })),
    fc.tuple(inner, inner).map(([a, b]) => ({
      operators: `Math.max(${a.operators}, ${b.operators})`,
      functions: `ad.max([${a.functions}, ${b.functions}])`,
    })),
    fc.tuple(fc.constantFrom(...comparisons), inner, inner, inner, inner).map((
      [[operator, name], a, b, c, d],
    ) => ({
      operators: `(${a.operators} ${operator} ${b.operators} ? ${c.operators} : ${d.operators})`,
      functions: `(ad.${name}(${a.functions}, ${b.functions}) ? ${c.functions} : ${d.functions})`,
    })),
    inner.map((a) => ({ operators: `f(${a.operators}, t)`, functions: `f(${a.functions}, t)` })),
  );
}

function conditions({ atoms, questions }: Header): fc.Arbitrary<Notations> {
  const inner = expressions(atoms, 1);
  return fc.oneof(
    fc.tuple(fc.constantFrom(...comparisons), inner, inner).map(([[operator, name], a, b]) => ({
      operators: `${a.operators} ${operator} ${b.operators}`,
      functions: `ad.${name}(${a.functions}, ${b.functions})`,
    })),
    fc.constantFrom("flag", "!flag", ...questions).map(same),
  );
}

/** Statements of a round. */
function statements(header: Header, depth = 2): fc.Arbitrary<Notations> {
  const { atoms } = header;
  const expression = expressions(atoms);
  const set = (name: string) =>
    expression.map((a) => ({
      operators: `${name} = ${a.operators};`,
      functions: `${name} = ${a.functions};`,
    }));
  const condition = conditions(header);
  const when = (text: string) =>
    condition.map((c) => ({
      operators: `if (${c.operators}) ${text}`,
      functions: `if (${c.functions}) ${text}`,
    }));
  const simple = fc.oneof(
    fc.tuple(fc.constantFrom(...binary), expression).map(([[operator, name], a]) => ({
      operators: `s ${operator}= ${a.operators};`,
      functions: `s = ad.${name}(s, ${a.functions});`,
    })),
    set("s"),
    set("t"),
    set("temporary"),
    expression.map((a) => ({
      operators: `{ const s1 = ${a.operators}; const g = (z: number) => z * t; s = g(s1) + s1; }`,
      functions:
        `{ const s1 = ${a.functions}; const g = (z: any) => ad.mul(z, t); s = ad.add(g(s1), s1); }`,
    })),
    when("count++;"),
    condition.map((c) => ({
      operators: `flag = ${c.operators};`,
      functions: `flag = ${c.functions};`,
    })),
    expression.map((a) => ({
      operators: `v = [v[1], ${a.operators}];`,
      functions: `v = [v[1], ${a.functions}];`,
    })),
    expression.map((a) => ({
      operators: `pair = { p: ${a.operators}, q: pair.p };`,
      functions: `pair = { p: ${a.functions}, q: pair.p };`,
    })),
  );
  if (depth === 0) return simple;
  const inner = statements(header, depth - 1);
  const list = fc.array(inner, { minLength: 1, maxLength: 2 }).map(joined);
  return fc.oneof(
    { weight: 20, arbitrary: simple },
    {
      weight: 6,
      arbitrary: fc.tuple(condition, list, list).map(([c, a, b]) => ({
        operators: `if (${c.operators}) { ${a.operators} } else { ${b.operators} }`,
        functions: `if (${c.functions}) { ${a.functions} } else { ${b.functions} }`,
      })),
    },
    { weight: 3, arbitrary: when("continue;") },
    { weight: 2, arbitrary: when("break;") },
    {
      weight: 1,
      arbitrary: inner.map((a) => ({
        operators: `for (let j = 0; j < 3; j++) { s += data[j] * t; ${a.operators} }`,
        functions:
          `for (let j = 0; j < 3; j++) { s = ad.add(s, ad.mul(data[j], t)); ${a.functions} }`,
      })),
    },
    {
      weight: 1,
      arbitrary: inner.map((a) => ({
        operators: `for (const own of v) { if (own > s) continue; s += own; ${a.operators} }`,
        functions:
          `for (const own of v) { if (ad.gt(own, s)) continue; s = ad.add(s, own); ${a.functions} }`,
      })),
    },
    // What no loop that is kept may do.
    {
      weight: 1,
      arbitrary: fc.constantFrom("out.push(s);", "v[0] = s;", "outer = s;", "keep(() => s);").map(
        same,
      ),
    },
  );
}

function joined(parts: readonly Notations[]): Notations {
  return {
    operators: parts.map(({ operators }) => operators).join(" "),
    functions: parts.map(({ functions }) => functions).join(" "),
  };
}

const always = ["s", "t", "x", "y", "v[0]", "pair.p", "pair.q"];
const rounds = fc.constantFrom(0, 1, 2, 7, 9, 12, 20, 40, 40);

const headers: fc.Arbitrary<Header> = rounds.chain((n) =>
  fc.constantFrom<Header>(
    {
      head: `for (let i = 0; i < ${n}; i++)`,
      atoms: [...always, "i", "data[i]", "data[i + 1]", "list[i]", "rows[i].p"],
      questions: ["i % 2 === 0", "i < 3"],
    },
    {
      head: `for (let i = ${n}; i > 0; i--)`,
      atoms: [...always, "i", "data[i]", "data[i - 1]", "list[i]"],
      questions: ["i === 1"],
    },
    {
      head: `for (let i = 1, m = ${n}; i + 1 < m; i += 2)`,
      atoms: [...always, "i", "data[m - i]", "(i > 1 ? data[i - 2] : t)"],
      questions: ["i % 3 > 0"],
    },
    {
      head: `for (const d of data.slice(0, ${n}))`,
      atoms: [...always, "d"],
      questions: [],
    },
    {
      head: `for (const d of list.slice(0, ${n}))`,
      atoms: [...always, "d"],
      questions: [],
    },
    {
      head: `for (const { p, q: [q] } of rows.slice(0, ${n}))`,
      atoms: [...always, "p", "q"],
      questions: [],
    },
    {
      head: `for (const row of rows)`,
      atoms: [...always, "row.p", "row.q[0]"],
      questions: ["row.is"],
    },
    {
      head: "while",
      condition: {
        operators: `s < 20 && count < ${n}`,
        functions: `ad.lt(s, 20) && count < ${n}`,
      },
      atoms: [...always, "count"],
      questions: ["count === 2"],
    },
    {
      head: "do",
      condition: {
        operators: `Math.abs(s - t) > 0.1 && count < ${n}`,
        functions: `ad.gt(ad.abs(ad.sub(s, t)), 0.1) && count < ${n}`,
      },
      atoms: always,
      questions: [],
    },
  )
);

/** A function of `x`, `y` and a function of two, with a loop. */
export const loopProgram: fc.Arbitrary<Notations> = headers.chain((header) =>
  fc.tuple(fc.array(statements(header), { minLength: 1, maxLength: 4 }), expressions(always)).map(
    ([body, out]) => {
      const { operators, functions } = joined(body);
      const loop = (text: string, condition: string | undefined) => {
        if (header.head === "while") return `while (${condition}) { count++; ${text} }`;
        if (header.head === "do") return `do { count++; ${text} } while (${condition});`;
        return `${header.head} { ${text} }`;
      };
      const before =
        "let s = x, t = 0.5, count = 0, flag = false, v = [y, 1], pair = { p: x, q: 2 }; " +
        "let temporary; const out = []; let kept = () => 0; const keep = (g) => { kept = g; };";
      const results = (sum: string) =>
        `return [s, t, count, flag ? 1 : 0, v[0], v[1], pair.p, pair.q, out.length, ...out, kept(), ${sum}];`;
      return {
        operators: `(x, y, f) => { ${before} const list = data.map((d) => d * x); ` +
          `${loop(operators, header.condition?.operators)} ${results(out.operators)} }`,
        functions: `(x, y, f) => { ${before} const list = data.map((d) => ad.mul(d, x)); ` +
          `${loop(functions, header.condition?.functions)} ${results(out.functions)} }`,
      };
    },
  )
);
