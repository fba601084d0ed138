// Graphviz lays the picture out; what is added here is how it looks on dark pages and in notebooks.

/**
 * Traces as pictures: Graphviz, compiled to WebAssembly, lays them out. This entry point is apart from the
 * library itself, which depends on nothing.
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

/** What can be drawn: every trace. */
export interface Drawable {
  /** A picture in the language of Graphviz. */
  toDot(options?: PictureOptions): string;
}

/** What has a formula: every trace. */
export interface Formulated {
  /** The formula in LaTeX. */
  toLatex(options?: FormulaOptions): string;
  /** The formula in plain infix. */
  toInfix(options?: FormulaOptions): string;
}

/** A picture that notebooks display. */
export interface Drawing {
  /** The picture. */
  readonly svg: string;
  /** The same again. */
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

/** A trace as an SVG, for light pages and dark ones. */
export async function toSvg(program: Drawable, options: PictureOptions = {}): Promise<string> {
  const graphviz = await Graphviz.load();
  const svg = graphviz.dot(program.toDot(options));
  // Without the prologue it can stand in a page; titles of nodes would be tooltips that say n1.
  return svg.slice(svg.indexOf("<svg"))
    .replace(/<g id="\w+" class="node">.*?<\/g>/gs, centred)
    .replace(/<title>[^<]*<\/title>\n/g, "")
    .replace("<svg ", '<svg class="fluxion-trace" role="img" ')
    .replace(">", `>\n<style>${style()}</style>`)
    .trimEnd();
}

/**
 * A trace as a picture that a notebook displays when a cell ends with it.
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
  // Where a picture is not shown, as in a notebook that is not trusted, there is the table.
  const table = display in program ? (program as Displayed)[display]()["text/plain"] : undefined;
  const bundle = { "image/svg+xml": svg, ...table === undefined ? {} : { "text/plain": table } };
  return displayed({ svg, toString: () => svg }, bundle);
}

/**
 * The formula of a trace, which a notebook displays as mathematics when a cell ends with it.
 *
 * @throws {RangeError} if the formula is to be expanded and is too long for it.
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
 * Numbers as a table that a notebook displays when a cell ends with it: a gradient, say, with the path of
 * each number in the tree.
 *
 * @param name what the tree is called
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

/** The lines of a node in its middle, wherever Graphviz, which does not know the font, has them begin. */
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
  // As wide as Graphviz thinks that Helvetica is.
  const font = "Helvetica,Arial,'Liberation Sans',sans-serif";
  return `.fluxion-trace{background:#ffffff}.fluxion-trace text{font-family:${font}}` +
    `@media (prefers-color-scheme:dark){.fluxion-trace{background:#111827}${rules.join("")}}`;
}
