// Draws traces with Graphviz, and adds colours for dark pages and display forms for notebooks.

/**
 * Draws traces as pictures, laid out by Graphviz compiled to WebAssembly. From npm, Graphviz is installed beside
 * the library, `npm install @hpcc-js/wasm-graphviz`, since only this entry point needs it.
 *
 * @example
 * ```ts
 * import { log, mul } from "@fluxion/ad";
 * import { trace } from "@fluxion/ad/trace";
 * import { toSvg } from "@fluxion/ad/draw";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const program = trace((a, b) => log(mul(a, b)), { names: ["a", "b"] })(2, 3);
 * assertStringIncludes(await toSvg(program.adjoints()), "← 0.1667");
 * ```
 *
 * @module
 */

import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { Tree } from "../trees/tree.ts";
import type { FormulaOptions } from "../trace/views/notation.ts";
import { COLOURS, type PictureOptions } from "../trace/views/picture.ts";
import { valuesHtml, valuesText } from "../trace/views/number_table.ts";

export type { FormulaOptions, PictureOptions };
export type { Box, Scalar } from "../values/scalar.ts";
export type { Tree } from "../trees/tree.ts";

/** A program that can be drawn: every trace. */
export interface Drawable {
  /** Returns a picture in the language of Graphviz. */
  toDot(options?: PictureOptions): string;
}

/** A program that has a formula: every trace. */
export interface Formulated {
  /** Returns the formula in LaTeX. */
  toLatex(options?: FormulaOptions): string;
  /** Returns the formula in plain infix. */
  toInfix(options?: FormulaOptions): string;
}

/** A picture that notebooks display. */
export interface Drawing {
  /** The picture, as SVG. */
  readonly svg: string;
  /** Returns the picture, as SVG. */
  toString(): string;
}

/** The colours on dark pages. */
const DARK: { readonly [C in keyof typeof COLOURS]: string } = {
  ink: "#f3f4f6",
  pale: "#9ca3af",
  line: "#64748b",
  step: "#1f2937",
  input: "#1e293b",
  primal: "#93c5fd",
  tangent: "#d8b4fe",
  adjoint: "#fdba74",
};

/**
 * Draws a trace as SVG, for light and dark pages.
 *
 * @throws {TypeError} if an option has another name.
 * @throws {Error} if the engine refuses WebAssembly.
 *
 * @example
 * ```ts
 * import { sin } from "@fluxion/ad";
 * import { trace } from "@fluxion/ad/trace";
 * import { toSvg } from "@fluxion/ad/draw";
 * import { assertStringIncludes } from "@std/assert";
 *
 * assertStringIncludes(await toSvg(trace(sin)(1)), "<svg");
 * ```
 */
export async function toSvg(program: Drawable, options: PictureOptions = {}): Promise<string> {
  const graphviz = await loadedGraphviz();
  const svg = graphviz.dot(program.toDot(options));
  // Without the prologue it can be part of a page. Titles of nodes would be tooltips such as n1.
  return svg.slice(svg.indexOf("<svg"))
    .replace(/<g id="\w+" class="node">.*?<\/g>/gs, centred)
    .replace(/<title>[^<]*<\/title>\n/g, "")
    .replace("<svg ", '<svg class="fluxion-trace" role="img" ')
    .replace(">", `>\n<style>${style()}</style>`)
    .trimEnd();
}

/**
 * Draws a trace as a picture that a notebook displays when a cell ends with it.
 *
 * @throws {TypeError} if an option has another name.
 *
 * @example
 * ```ts
 * import { sin } from "@fluxion/ad";
 * import { trace } from "@fluxion/ad/trace";
 * import { draw } from "@fluxion/ad/draw";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const drawing = await draw(trace(sin)(1));
 * assertStringIncludes(drawing.svg, "sin(v₀)");
 * ```
 */
export async function draw(program: Drawable, options: PictureOptions = {}): Promise<Drawing> {
  const svg = await toSvg(program, options);
  // A notebook that shows no pictures, because it is not trusted, shows the table.
  const table = display in program ? (program as Displayed)[display]()["text/plain"] : undefined;
  const bundle = { "image/svg+xml": svg, ...table === undefined ? {} : { "text/plain": table } };
  return displayed({ svg, toString: () => svg }, bundle);
}

/**
 * Returns the formula of a trace, which a notebook displays as mathematics when a cell ends with it.
 *
 * @throws {TypeError} if an option has another name.
 * @throws {RangeError} if the formula is to be expanded and would have more than 10,000 operations.
 *
 * @example
 * ```ts
 * import { derivative, pow } from "@fluxion/ad";
 * import { trace } from "@fluxion/ad/trace";
 * import { formula } from "@fluxion/ad/draw";
 * import { assertEquals } from "@std/assert";
 *
 * const slope = derivative((x) => pow(x, 3));
 * assertEquals(String(formula(trace(slope)(2))), "3*x^2");
 * ```
 */
export function formula(program: Formulated, options: FormulaOptions = {}): { toString(): string } {
  const text = program.toInfix(options);
  const latex = `$$\n${program.toLatex(options)}\n$$`;
  return displayed({ toString: () => text }, { "text/latex": latex, "text/plain": text });
}

/**
 * Returns the numbers of a tree, such as a gradient, as a table with their paths, which a notebook displays
 * when a cell ends with it.
 *
 * @param name the name of the tree in the paths
 * @throws {TypeError} if anything in the tree is no number, with its path.
 *
 * @example
 * ```ts
 * import { table } from "@fluxion/ad/draw";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(String(table({ w: [1, 2] }, "gradient")), "gradient.w[0]  1\ngradient.w[1]  2");
 * ```
 */
export function table(values: Tree, name = "value"): { toString(): string } {
  const text = valuesText(values, name);
  return displayed(
    { toString: () => text },
    { "text/html": valuesHtml(values, name), "text/plain": text },
  );
}

/** A module of WebAssembly that is empty: its magic number, and version 1. */
const EMPTY_MODULE = /* @__PURE__ */ Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

async function loadedGraphviz(): Promise<Graphviz> {
  try {
    // Where Graphviz cannot be compiled, its loader prints lines of its own, before it throws.
    await WebAssembly.compile(EMPTY_MODULE);
    return await Graphviz.load();
  } catch (error) {
    throw new Error(
      "Cannot draw: the engine refuses WebAssembly, in which Graphviz is; a content security policy has to have " +
        "'wasm-unsafe-eval' in its script-src; toMermaid and toDot, which others draw, need none",
      { cause: error },
    );
  }
}

/** Centres the text of a node, which Graphviz cannot, since it does not know the font. */
function centred(node: string): string {
  const [, outline] = / d="([^"]*)"/.exec(node) ?? [];
  if (outline === undefined) return node;
  const across = Array.from(outline.matchAll(/(-?[\d.]+),/g), ([, x]) => Number(x));
  const middle = (Math.min(...across) + Math.max(...across)) / 2;
  return node.replace(/text-anchor="\w+" x="[^"]*"/g, `text-anchor="middle" x="${middle}"`);
}

const display: unique symbol = Symbol.for("Jupyter.display");

interface Displayed {
  readonly [display]: () => Readonly<Record<string, string>>;
}

function displayed<T extends object>(shown: T, bundle: Readonly<Record<string, string>>): T {
  return Object.defineProperty(shown, display, { value: () => bundle });
}

function style(): string {
  const rules = (Object.keys(DARK) as (keyof typeof DARK)[]).flatMap((colour) =>
    ["fill", "stroke"].map((property) =>
      `.fluxion-trace [${property}="${COLOURS[colour]}"]{${property}:${DARK[colour]}}`
    )
  );
  // Graphviz computes widths for Helvetica; these fonts have the same metrics.
  const font = "Helvetica,Arial,'Liberation Sans',sans-serif";
  return `.fluxion-trace{background:#ffffff}.fluxion-trace text{font-family:${font}}` +
    `@media (prefers-color-scheme:dark){.fluxion-trace{background:#111827}${rules.join("")}}`;
}
