// The documents tell the truth: links and names of files lead somewhere, names are exported, numbers are those of
// the reports, and conventions hold. Their examples run as tests of their own.

import * as core from "@fluxion/ad";
import * as check from "@fluxion/ad/check";
import * as fitEntry from "@fluxion/ad/fit";
import * as jitEntry from "@fluxion/ad/jit";
import * as linalg from "@fluxion/ad/linalg";
import * as ode from "@fluxion/ad/ode";
import * as sparseEntry from "@fluxion/ad/sparse";
import * as densityEntry from "@fluxion/ad/density";
import * as specialEntry from "@fluxion/ad/special";
import * as taylorEntry from "@fluxion/ad/taylor";
import * as traceEntry from "@fluxion/ad/trace";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Backpropagators } from "../lib/values/backpropagators.ts";

const root = new URL("../", import.meta.url);
const documents = [
  "README.md",
  "CHANGELOG.md",
  ".github/ARCHITECTURE.md",
  ".github/CONTRIBUTING.md",
  ".github/FIT.md",
  ".github/JIT.md",
  ".github/RELEASING.md",
  ".github/SECURITY.md",
  ".github/SPECIAL.md",
  ".github/TYPES.md",
  "bench/report/summary.md",
  "examples/README.md",
  "examples/data/README.md",
  "tests/cases/README.md",
];
const textOf = (path: string) => Deno.readTextFileSync(new URL(path, root));
/** A page of the guide. */
const guide = (page: string) => textOf(`.github/site/pages/${page}.md`);
/** Its sentences, wherever their lines end. */
const said = (page: string) => guide(page).replace(/\s+/g, " ");

function* filesIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, root))) {
    if (name === "node_modules" || name === ".git") continue;
    if (isDirectory) yield* filesIn(`${folder}${name}/`);
    else yield `${folder}${name}`;
  }
}

/** The pages that are written for the site. */
function guidePages(): string[] {
  return [...filesIn(".github/site/pages/")].filter((path) => path.endsWith(".md"));
}

function isThere(url: URL): boolean {
  try {
    Deno.statSync(url);
    return true;
  } catch {
    return false;
  }
}

describe("The documents", () => {
  it("have links that lead somewhere", () => {
    let count = 0;
    for (const path of [...documents, ...guidePages()]) {
      for (const [, target] of textOf(path).matchAll(/\]\(([^)\s]+)\)/g)) {
        const [file, heading] = target.split("#");
        // Those from the root lead to what only the built site has, which has a test of its own.
        if (/^([a-z]+:|\/)/.test(target)) continue;
        const url = file === "" ? new URL(path, root) : new URL(file, new URL(path, root));
        assert(isThere(url), `${path} links to ${target}`);
        if (heading !== undefined) {
          const headings = textOf(url.href.slice(root.href.length)).match(/^#+ .*/gm) ?? [];
          const slugs = headings.map((line) =>
            line.replace(/^#+ /, "").toLowerCase().replace(/[^\p{L}\p{N} -]/gu, "").replaceAll(
              " ",
              "-",
            )
          );
          assert(slugs.includes(heading), `${path} links to ${target}`);
        }
        count++;
      }
    }
    assert(count > 20);
  });

  it("name files that are there", () => {
    const all = [...filesIn("")];
    // That of the data names files of those who collected it.
    const ownOnly = documents.filter((path) => path !== "examples/data/README.md");
    ownOnly.push(...guidePages());
    let count = 0;
    for (const path of ownOnly) {
      for (const [, name] of textOf(path).matchAll(/`([\w./]+\.(?:ts|md|json))`/g)) {
        const here = new URL(name, new URL(path, root)).href.slice(root.href.length);
        const ending = `/${name.replace(/^\.\//, "")}`;
        const isNamed = all.includes(here) || all.some((file) => `/${file}`.endsWith(ending));
        assert(isNamed, `${path} names ${name}`);
        count++;
      }
    }
    assert(count > 50);
  });

  it("give the id of every case that a test name has, and of no other", () => {
    const ids = (text: string, pattern: RegExp) =>
      Array.from(text.matchAll(pattern), ([, id]) => id);
    const table = new Set(ids(textOf("tests/cases/README.md"), /^\| ([A-H]\d+) /gm));
    const tests = [...filesIn("tests/")].filter((path) => path.endsWith("_test.ts"));
    const texts = tests.map(textOf).join("\n");
    const named = new Set([
      ...ids(texts, /["`]([A-H]\d+)(?=[:,"])/g),
      ...ids(texts, /["`][A-H]\d+, ([A-H]\d+):/g),
    ]);
    assertEquals([...table].filter((id) => !named.has(id)), [], "cases without a test");
    assertEquals([...named].filter((id) => !table.has(id)), [], "tests without a case");
  });
});

describe("The page of special functions", () => {
  it("has the names of all of them", () => {
    const page = new Set(textOf(".github/SPECIAL.md").match(/\w+/g));
    assertEquals(Object.keys(specialEntry).filter((name) => !page.has(name)), []);
  });
});

describe("The page of densities", () => {
  it("has the names of all of them", () => {
    const page = new Set(textOf(".github/DENSITY.md").match(/\w+/g));
    assertEquals(Object.keys(densityEntry).filter((name) => !page.has(name)), []);
  });
});

describe("The page of fits", () => {
  it("has the names of all functions", () => {
    const page = new Set(textOf(".github/FIT.md").match(/\w+/g));
    assertEquals(Object.keys(fitEntry).filter((name) => !page.has(name)), []);
  });
});

describe("The guide", () => {
  const report = textOf("bench/report/summary.md");

  it("has the names of all entry points, and none that is not there", () => {
    const entries = {
      ...core,
      ...check,
      ...jitEntry,
      ...linalg,
      ...ode,
      ...sparseEntry,
      ...taylorEntry,
      ...traceEntry,
    };
    const names = guide("names");
    const from = names.search(/^\| what /m);
    const table = names.slice(from, names.indexOf("\n\n", from));
    const named = new Set(
      table.match(/`[^`\n]+`/g)?.flatMap((code) => code.match(/[a-z]\w+/gi) ?? []),
    );
    assertEquals(Object.keys(entries).filter((name) => !named.has(name)), []);
    const words = [
      "argnums",
      "args",
      "hasAux",
      "initial",
      "jitted",
      "into",
      "mode",
      "output",
      "series",
      "y0",
      "times",
      "span",
      "order",
    ];
    const others = [
      "density",
      "fit",
      "if",
      "primals",
      "sparse",
      "special",
      "ode",
      "stats",
      "step",
      "steps",
      "tangents",
      "tree",
      "while",
    ];
    const drawn = ["check", "draw", "formula", "linalg", "table", "toSvg"];
    const marked = ["operators", "use", "ad", "register", "unplugin", "lift"];
    const explained = new Set([...Object.keys(entries), ...words, ...others, ...drawn, ...marked]);
    assertEquals([...named].filter((name) => !explained.has(name)), []);
  });

  it("has the table of costs that the report has", () => {
    const cells = (text: string, start: string) =>
      new RegExp(`^\\| ${start}[^|]*\\|(.*)\\|$`, "m").exec(text)?.[1].split("|")
        .map((cell) => cell.trim());
    const costs = report.slice(report.indexOf("## What a derivative costs"));
    const page = guide("benchmarks");
    assertEquals(cells(page, "Σ sin"), cells(costs, "Σ sin")?.slice(1));
    assertEquals(cells(page, "Rosenbrock"), cells(costs, "Rosenbrock")?.slice(1));
  });

  it("has the times that the report has", () => {
    const seconds = (rows: RegExp) => Array.from(report.matchAll(rows), ([, time]) => Number(time));
    const spans: readonly (readonly [page: string, sentence: string, times: number[]])[] = [
      [
        "benchmarks",
        "through ten million operations takes one to three seconds",
        seconds(/^\| \w+, 10,000,000 operations .* ([\d.]+) s \|$/gm),
      ],
      [
        "concepts/limits",
        "a million operations compile in one to three seconds",
        seconds(/^\| Chain, \w+, n = 1,000,000 +\| +([\d.]+) s \|/gm),
      ],
    ];
    const least = [1, 1];
    spans.forEach(([page, sentence, times], i) => {
      assert(said(page).includes(sentence), sentence);
      assertEquals(times.length, 2);
      assertEquals(times.filter((time) => time < least[i] || time > 3), []);
    });
    assert(said("benchmarks").includes("a value with its gradient costs about as much as by hand"));
    const compiled = seconds(/^\| Value and gradient of [^|]*\|[^|]*\| +([\d.]+) \|/gm);
    assert(compiled.length >= 8 && Math.max(...compiled) <= 1.2);
  });

  it("counts the bytes of an operation", () => {
    assert(
      said("benchmarks").includes("keeps 24 bytes an operation, and 40 inside another derivative"),
    );
    const count = 1 << 16;
    const backpropagators = new Backpropagators();
    for (let i = 0; i < count; i++) backpropagators.addTwo(0, 2, false, 0, 3, false);
    const length = backpropagators.pages.reduce((sum, { operands }) => sum + operands.length, 0);
    const { operands, partials } = backpropagators.pages[0];
    const eachEntry = operands.BYTES_PER_ELEMENT + partials.BYTES_PER_ELEMENT;
    // Two entries an operation, in pages of which the last is not full.
    assertEquals(2 * eachEntry, 24);
    assert(length >= 2 * count && length < 2.5 * count);
    core.derivative((x) => {
      const own = new Backpropagators();
      own.addTwo(0, x, false, 0, x, false);
      const companions = own.pages[0].companions!;
      assertEquals(2 * (eachEntry + companions.BYTES_PER_ELEMENT), 40);
      return x;
    })(1);
  });

  it("counts the runs of a Jacobian, thirty inputs in each", () => {
    let runs = 0;
    const counted = (xs: core.Scalar[]) => {
      runs++;
      return xs.map((x) => core.square(x));
    };
    core.jacfwd(counted)(Array.from({ length: 60 }, (_, i) => i));
    assertEquals(runs, 2);
  });

  it("has the bounds of jit", () => {
    const sum = jitEntry.jit((xs: core.Scalar[]) => core.sum(xs), { eager: true });
    for (let n = 1; n <= 17; n++) sum(new Array(n).fill(1));
    assert(sum.stats().uncompiled?.includes("the 16 structures"));
    const steps = jitEntry.jit((x: core.Scalar) => core.mul(x, Math.floor(core.value(x))), {
      eager: true,
    });
    for (let i = 0; i < 20; i++) steps(i + 0.5);
    assertEquals([steps.stats().variants, steps.stats().hits], [16, 0]);
    assert(steps.stats().uncompiled?.includes("the 16 that are compiled"));
    const floors = jitEntry.jit((x: core.Scalar) => core.mul(x, core.value(core.floor(x))), {
      eager: true,
    });
    for (let i = 0; i < 20; i++) floors((i % 2) + 0.01 * i);
    assertEquals([floors.stats().variants, floors.stats().hits], [2, 18]);
  });
});

describe("The conventions of the guide", () => {
  const { derivative: D, grad } = core;
  type Function = (x: core.Scalar) => core.Scalar;
  const orders = (f: Function, x: number) => [D(f)(x), D(D(f))(x), D(D(D(f)))(x)];

  it("hold at kinks and ties, of every order", () => {
    const norm = (x: core.Scalar) => core.norm([x, 0]);
    const spread = (x: core.Scalar) => core.standardDeviation([x, 1]);
    for (
      const [f, x, first] of [
        [core.abs, 0, 0],
        [core.relu, 0, 0],
        [(x) => core.max(x, 1), 1, 0.5],
        [(x) => core.clamp(x, 0, 1), 1, 0.5],
        [(x) => core.hypot(x, 0), 0, 0],
        [norm, 0, 0],
        [spread, 1, 0],
      ] as readonly (readonly [Function, number, number])[]
    ) {
      assertEquals(orders(f, x), [first, NaN, NaN]);
    }
    for (const f of [core.sign, core.floor, core.ceil, core.round, core.trunc]) {
      assertEquals(orders(f, 0), [0, 0, 0]);
    }
    assertEquals(orders((x) => core.sumOfSquares([x, 0]), 0), [0, 2, 0]);
    assertEquals(D(D((x) => core.variance([x, 1])))(1), 0.5);
  });

  it("hold where an infinite derivative meets a kink", () => {
    assertEquals(D((x) => core.relu(core.sqrt(x)))(0), 0);
    assertEquals(D((x) => core.max(core.sqrt(x), 0))(0), Infinity);
    assertEquals(D((x) => core.abs(core.cbrt(x)))(0), NaN);
  });

  it("hold for powers", () => {
    const both = grad((x: core.Scalar, y: core.Scalar) => core.pow(x, y), { argnums: [0, 1] });
    assertEquals(both(3, 0)[0], 0);
    assertEquals([both(0, 2)[1], both(0, 0)[1], both(0, -1)[1]], [0, -Infinity, -Infinity]);
    assertEquals(both(-2, 2), [-4, NaN]);
    assertEquals(D((x) => core.pow(x, 2))(-2), -4);
  });

  it("hold at the ends of domains and outside", () => {
    for (const zero of [0, -0]) {
      assertEquals([core.sqrt, core.cbrt, core.log].map((f) => D(f)(zero)), [
        Infinity,
        Infinity,
        Infinity,
      ]);
    }
    for (const f of [core.sqrt, core.log, core.log2, core.log10, core.acosh]) {
      assertEquals([f(-1), ...orders(f, -1)], [NaN, NaN, NaN, NaN]);
    }
    for (const f of [core.asin, core.acos, core.atanh]) {
      assertEquals([f(2), ...orders(f, 2)], [NaN, NaN, NaN, NaN]);
    }
  });

  it("hold at infinity", () => {
    const { logsumexp, hypot } = core;
    assertEquals(grad((xs: core.Scalar[]) => logsumexp(xs))([-Infinity, -Infinity]), [0, 0]);
    assertEquals(grad((xs: core.Scalar[]) => logsumexp(xs))([Infinity, 0, Infinity]), [
      0.5,
      0,
      0.5,
    ]);
    assertEquals(grad((xs: core.Scalar[]) => hypot(xs))([Infinity, 1]), [1, 0]);
    const [left, right] = grad((xs: core.Scalar[]) => hypot(xs))([Infinity, Infinity]);
    assert(left === right && Math.abs(left - Math.SQRT1_2) < 1e-15);
  });

  it("hold for structural zeros", () => {
    const both = ([x, y]: core.Scalar[]) => [core.sqrt(x), y];
    assertEquals(core.jvp(both, [[0, 1]], [[0, 1]])[1], [0, 1]);
    assertEquals(core.vjp(both, [[0, 1]])[1]([0, 1]), [[0, 1]].flat());
  });
});
