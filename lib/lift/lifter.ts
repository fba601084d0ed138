// Writes a module again with two bodies for each marked function: its own text, and the lifted one, in which operators
// are calls of the runtime. What needs no change is copied, with its comments and types.

import { writeFunction } from "./bodies.ts";
import { ALWAYS, AS_WRITTEN, type Lifting, type Manner, OWN } from "./manner.ts";
import { EffectsOfModule } from "./effects.ts";
import { writeLoop } from "./kept_loops.ts";
import { checkLiftable } from "./liftable.ts";
import { LoopsOfModule } from "./module_loops.ts";
import { condition, operators } from "./operators.ts";
import { MappedText } from "./output.ts";
import { type Names, namesOf } from "./scopes.ts";
import {
  codeIn,
  DIRECTIVE,
  isFunction,
  isMarked,
  LiftError,
  parse,
  type SyntaxNode,
} from "./syntax.ts";
import { Twins, writeOwnGlobal } from "./twins.ts";

/** Globals that lifted code sees differently, by the names of these in the runtime. */
const globals: { readonly [name: string]: string } = {
  Boolean: "ofBoolean",
  Float64Array: "ofFloat64Array",
  Math: "ofMath",
  Number: "ofNumber",
  String: "ofString",
  isFinite: "ofIsFinite",
  isNaN: "ofIsNaN",
};
const valued = ["Math", "Number", "isFinite", "isNaN"];

/** One module that is lifted. */
export class Lifter implements Lifting {
  readonly source: string;
  /** The name by which the module knows the runtime. */
  readonly runtime: string;
  /** An expression whose value nothing uses. */
  unused: SyntaxNode | undefined;
  /** How many places have been changed. */
  changes = 0;
  output: MappedText;
  private hasMark = false;
  private readonly file: string;
  private readonly program: SyntaxNode;
  readonly constructors = new Set<SyntaxNode>();
  private readonly twins: Twins;
  private readonly effects: EffectsOfModule;
  readonly loops: LoopsOfModule;

  constructor(source: string, file: string) {
    this.source = source;
    this.file = file;
    this.program = parse(source, file);
    const names = namesOf(this.program);
    this.effects = new EffectsOfModule(names);
    this.twins = new Twins(this.program, names, source);
    this.output = new MappedText(source);
    let runtime = "$ad";
    for (let i = 1; source.includes(runtime); i++) runtime = `$ad${i}_`;
    this.runtime = runtime;
    this.loops = new LoopsOfModule(source, file, runtime, names, this.effects);
  }

  get names(): Names {
    return this.loops.names;
  }

  /** Writes the whole module, and returns whether something in it was marked. */
  run(specifier: string): boolean {
    const isWhole = isMarked(this.program.body);
    this.output.copy(0, this.program.start);
    this.parts(this.program, isWhole ? OWN : AS_WRITTEN);
    this.output.copy(this.program.end, this.source.length);
    if (!this.hasMark) return false;
    const { runtime } = this;
    // At the end, so that no line moves: imports are hoisted.
    this.output.write(
      `\nimport * as ${runtime} from ${JSON.stringify(specifier)};` +
        `\nimport { living as ${runtime}Living } from ${JSON.stringify(specifier)};\n`,
      this.source.length,
    );
    this.twins.write(this);
    return true;
  }

  /** Returns the error for what cannot be lifted. */
  refused(node: SyntaxNode, what: string): LiftError {
    return new LiftError(this.source, this.file, node.start, `Cannot lift ${what}`);
  }

  /** Writes text in the place of a node. */
  write(text: string, node: SyntaxNode): void {
    this.output.write(text, node.start);
  }

  /** Writes a call of the runtime. */
  call(name: string, node: SyntaxNode, ...operands: readonly (() => void)[]): void {
    this.changes++;
    this.write(`${this.runtime}.${name}(`, node);
    operands.forEach((operand, i) => {
      if (i > 0) this.write(", ", node);
      operand();
    });
    this.write(")", node);
  }

  /** Writes a node. */
  print(node: SyntaxNode, manner: Manner): void {
    const text = this.loops.textOf(node);
    if (text !== undefined) return this.write(text, node);
    const plan = manner.functions === "lifted" ? this.loops.planOf(node) : undefined;
    if (plan !== undefined) {
      this.changes++;
      return writeLoop(this, node, manner, plan);
    }
    this.printPlain(node, manner);
  }

  printPlain(node: SyntaxNode, manner: Manner): void {
    if (isFunction(node)) return writeFunction(this, node, manner);
    switch (node.type) {
      case "Identifier":
        return this.identifier(node, manner);
      case "ExpressionStatement":
        if (node.directive === DIRECTIVE) {
          this.hasMark = true;
          // A second run of the transformer then finds nothing to do.
          return this.write("/* use ad: lifted */", node);
        }
        this.unused = node.expression;
        return this.parts(node, manner);
      case "MethodDefinition":
        if (node.kind === "constructor" && node.value) this.constructors.add(node.value);
        return this.member(node, manner);
      case "PropertyDefinition": {
        if (node.declare || node.static || manner.functions === "as written") {
          return this.member(node, manner);
        }
        return this.member(node, manner.lifts ? manner : ALWAYS);
      }
      case "Property":
        return this.property(node, manner);
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        return this.output.copy(node.start, node.end);
    }
    if (manner.functions !== "as written") checkLiftable(this, node);
    if (manner.lifts) {
      const write = operators[node.type];
      if (write !== undefined && write(this, node, manner)) return;
    } else if (manner.functions !== "as written" && writeOwnGlobal(this, node, manner)) return;
    if (
      manner.isOwn && node.type === "CallExpression" && this.twins.writeCall(this, node, manner)
    ) return;
    this.parts(node, manner);
  }

  /** Writes a node as it is, but for its parts. */
  parts(
    node: SyntaxNode,
    manner: Manner,
    part: (part: SyntaxNode) => void = (own) => this.print(own, manner),
    start: number = node.start,
    parts: readonly SyntaxNode[] = codeIn(node),
    end: number = node.end,
  ): void {
    let at = start;
    for (const own of parts) {
      this.output.copy(at, own.start);
      part(own);
      at = own.end;
    }
    this.output.copy(at, end);
  }

  /** Writes an operand of a call. */
  operand(node: SyntaxNode, manner: Manner): void {
    if (node.type !== "SequenceExpression") return this.print(node, manner);
    this.write("(", node);
    this.print(node, manner);
    this.write(")", node);
  }

  isPure(node: SyntaxNode): boolean {
    return this.effects.isPure(node);
  }

  condition(node: SyntaxNode, manner: Manner): void {
    condition(this, node, manner);
  }

  private identifier(node: SyntaxNode, manner: Manner): void {
    const { name } = node;
    const isSeen = manner.lifts
      ? Object.hasOwn(globals, name)
      : manner.functions !== "as written" && valued.includes(name);
    if (!isSeen || !this.names.isGlobal(node)) return this.output.copy(node.start, node.end);
    this.changes++;
    this.write(`${this.runtime}.${globals[name]}`, node);
  }

  private property(node: SyntaxNode, manner: Manner): void {
    const { value, shorthand } = node;
    if (shorthand && value.type === "Identifier" && this.names.isGlobal(value)) {
      const before = this.changes;
      const own = this.apart(() => this.print(value, manner));
      if (this.changes !== before) this.write(`${value.name}: `, node);
      this.output.append(own);
      return;
    }
    this.member(node, manner);
  }

  private member(node: SyntaxNode, manner: Manner): void {
    const { key, computed } = node;
    this.parts(node, manner, (part) => {
      const isKey = part === key && computed && manner.lifts && !this.names.isNative(key);
      if (isKey) this.call("key", part, () => this.print(part, manner));
      else if (part === key && !computed) this.output.copy(part.start, part.end);
      else this.print(part, manner);
    });
  }

  /** Returns what `write` writes, apart from the output. */
  apart(write: () => void): MappedText {
    const { output } = this;
    const own = this.output = new MappedText(this.source);
    try {
      write();
    } finally {
      this.output = output;
    }
    return own;
  }
}
