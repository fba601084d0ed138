// The syntax tree of a module: how it is parsed, and how it is walked in the order of the text.

import { Parser } from "acorn";
import { tsPlugin } from "@sveltejs/acorn-typescript";

/** A node of the tree, by what is read of it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  // deno-lint-ignore no-explicit-any
  readonly [property: string]: any;
}

const plain = /* @__PURE__ */ Parser.extend(tsPlugin(), quick);
const withJsx = /* @__PURE__ */ Parser.extend(tsPlugin({ jsx: true }), quick);

/** A parser that raises errors without a line or a stack: it tries readings of TypeScript that way, often in each line. */
function quick(parsers: typeof Parser): typeof Parser {
  const raise = (pos: number, message: string): never => {
    throw Object.assign(Object.create(SyntaxError.prototype), { pos, message });
  };
  return class extends parsers {
    raise = raise;
    raiseRecoverable = raise;
  };
}

/**
 * An error in a module that is lifted, with its place.
 *
 * @example
 * ```ts
 * import { lift, LiftError } from "@fluxion/ad/lift";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => lift('"use ad"; const = 1;', { file: "model.ts" }), LiftError, "model.ts:1");
 * ```
 */
export class LiftError extends SyntaxError {
  /** The name of the class. */
  override readonly name = "LiftError";

  /**
   * Makes the error for a place in a text.
   *
   * @param offset where in the text it is
   */
  constructor(text: string, file: string, offset: number, what: string) {
    const lines = text.slice(0, offset).split("\n");
    super(`${what}\n    at ${file}:${lines.length}:${lines[lines.length - 1].length + 1}`);
  }
}

/**
 * Parses a module of TypeScript or JavaScript.
 *
 * @throws {LiftError} if it is not well formed.
 */
export function parse(text: string, file: string): SyntaxNode {
  const parser = /x$/.test(file.replace(/[?#].*$/, "")) ? withJsx : plain;
  try {
    return parser.parse(text, {
      ecmaVersion: "latest",
      sourceType: "module",
      locations: true,
      allowHashBang: true,
    }) as unknown as SyntaxNode;
  } catch (error) {
    const { pos = 0, message } = error as Error & { readonly pos?: number };
    throw new LiftError(
      text,
      file,
      pos,
      `Cannot lift this module: ${message}`,
    );
  }
}

/** Nodes of TypeScript that contain code; all others are types. */
const typedCode = new Set([
  "TSAsExpression",
  "TSExportAssignment",
  "TSInstantiationExpression",
  "TSModuleBlock",
  "TSModuleDeclaration",
  "TSNonNullExpression",
  "TSParameterProperty",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
]);

function isCode(node: SyntaxNode): boolean {
  return !node.type.startsWith("TS") || typedCode.has(node.type);
}

// The parts of a node are asked for several times: for names, and once for each body. They are kept in the node itself:
// a map with weak keys takes a collector longer than all the rest.
const PARTS: unique symbol = Symbol("parts");

/** Returns the parts of a node that are code, in the order of the text. */
export function codeIn(node: SyntaxNode): SyntaxNode[] {
  const own = node as { [PARTS]?: SyntaxNode[] };
  return own[PARTS] ??= partsFound(node);
}

function partsFound(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  const add = (part: unknown) => {
    if (typeof part !== "object" || part === null) return;
    const { type, start } = part as SyntaxNode;
    if (typeof type === "string" && typeof start === "number" && isCode(part as SyntaxNode)) {
      parts.push(part as SyntaxNode);
    }
  };
  // The key of `{ x }` is its value.
  const isShorthand = node.type === "Property" && node.shorthand;
  for (const name in node) {
    if (name === "loc" || (isShorthand && name === "key")) continue;
    const part = node[name];
    if (Array.isArray(part)) part.forEach(add);
    else add(part);
  }
  for (let i = 1; i < parts.length; i++) {
    if (parts[i].start < parts[i - 1].start) return parts.sort((a, b) => a.start - b.start);
  }
  return parts;
}

/** Checks whether a node is a function with a body. */
export function isFunction(node: SyntaxNode): boolean {
  return node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression" ||
    node.type === "FunctionDeclaration";
}

/** Checks whether a node is a loop. */
export function isLoop(node: SyntaxNode): boolean {
  return /^(For|ForOf|While|DoWhile)Statement$/.test(node.type);
}

/** Returns the names that a pattern binds. */
export function namesIn(pattern: SyntaxNode | null): SyntaxNode[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case "Identifier":
      return pattern.name === "this" ? [] : [pattern];
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap(namesIn);
    case "ObjectPattern":
      return pattern.properties.flatMap((property: SyntaxNode) =>
        namesIn(property.value ?? property)
      );
    case "TSParameterProperty":
      return namesIn(pattern.parameter);
    default:
      return [];
  }
}

/** Returns what stands in the type annotations and assertions of an expression. */
export function withoutTypes(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (/^TS(As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$/.test(inner.type)) {
    inner = inner.expression;
  }
  return inner;
}

/** The directive that marks a module or a function. */
export const DIRECTIVE = "use ad";

/** Checks whether a list of statements begins with the directive. */
export function isMarked(statements: readonly SyntaxNode[]): boolean {
  for (const { directive } of statements) {
    if (directive === undefined) return false;
    if (directive === DIRECTIVE) return true;
  }
  return false;
}
