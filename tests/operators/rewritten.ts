// Tests that are written with functions, written once more with operators: `add(x, mul(2, y))` becomes `x + 2 * y`,
// and `sin(x)` becomes `Math.sin(x)`. What has no operator, such as `add(...list)` or `mul` itself, stays.

import { codeIn, parse, type SyntaxNode } from "../../lib/lift/syntax.ts";
import { lifted } from "./loaded.ts";

const infix: { readonly [name: string]: string } = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  pow: "**",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
  eq: "===",
  ne: "!==",
};
const template: { readonly [name: string]: (x: string) => string } = {
  neg: (x) => `(-${x})`,
  square: (x) => `(${x} ** 2)`,
  reciprocal: (x) => `(1 / ${x})`,
};
const ofOne = new Set(
  ("abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp expm1 floor log log10 log1p log2 " +
    "round sign sin sinh sqrt tan tanh trunc").split(" "),
);
// Of one argument these take a list.
const ofSeveral = new Set(["atan2", "hypot", "max", "min"]);

/** A text with operators, and what was written anew in it. */
export interface Rewritten {
  readonly text: string;
  readonly operators: ReadonlySet<string>;
  readonly count: number;
}

/** Writes a module with operators in place of the functions that it imports from `@fluxion/ad`. */
export function rewritten(source: string, file: string): Rewritten {
  const program = parse(source, file);
  const imported = new Set<string>();
  for (const node of program.body) {
    if (node.type !== "ImportDeclaration" || node.source.value !== "@fluxion/ad") continue;
    for (const { local, type } of node.specifiers) {
      imported.add(type === "ImportNamespaceSpecifier" ? `${local.name}.*` : local.name);
    }
  }
  const operators = new Set<string>();
  let count = 0;

  function call(node: SyntaxNode): string | undefined {
    const { callee, arguments: given } = node;
    const isOfNamespace = callee.type === "MemberExpression" && !callee.computed &&
      imported.has(`${callee.object.name}.*`);
    const name: string = isOfNamespace ? callee.property.name : callee.name ?? "";
    if (!isOfNamespace && !imported.has(name)) return undefined;
    if (given.some((own: SyntaxNode) => own.type === "SpreadElement")) {
      return undefined;
    }
    const operands = () => given.map((own: SyntaxNode) => `(${print(own)})`);
    if (Object.hasOwn(infix, name) && given.length >= 2) {
      operators.add(infix[name]);
      return operands().reduce((x: string, y: string) => `(${x} ${infix[name]} ${y})`);
    }
    if (Object.hasOwn(template, name) && given.length === 1) {
      operators.add(name);
      return template[name](operands()[0]);
    }
    const isOfMath = ofOne.has(name) && given.length === 1 ||
      ofSeveral.has(name) && given.length >= 2;
    if (!isOfMath) return undefined;
    operators.add(name);
    return `Math.${name}(${operands().join(", ")})`;
  }

  function print(node: SyntaxNode): string {
    if (node.type === "ImportDeclaration") return source.slice(node.start, node.end);
    const anew = node.type === "CallExpression" ? call(node) : undefined;
    if (anew !== undefined) {
      count++;
      return anew;
    }
    let at = node.start;
    let text = "";
    for (const part of codeIn(node)) {
      text += source.slice(at, part.start) + print(part);
      at = part.end;
    }
    return text + source.slice(at, node.end);
  }

  return { text: `"use ad";\n${print(program)}`, operators, count };
}

/** Writes a file of tests with operators, lifts and runs it; the names of its tests say so. */
export async function runRewritten(url: URL): Promise<Rewritten> {
  const result = rewritten(Deno.readTextFileSync(url), url.pathname);
  const local = result.text.replace(
    /from "(\.[^"]*|@std[^"]*|fast-check)"/g,
    (_, path: string) =>
      `from "${path.startsWith(".") ? new URL(path, url).href : import.meta.resolve(path)}"`,
  ).replace(/\bdescribe\((["'`])/g, "describe($1With operators: ");
  await lifted(local);
  return result;
}
