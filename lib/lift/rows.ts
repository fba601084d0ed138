// What rounds of a loop read by their number: the largest expressions that depend on the number of the round and on what no
// round changes, such as `xs[i + 1]`, `rows[i].x` or `i % 2 === 0`.

import type { Binding } from "./bindings.ts";
import type { Names } from "./scopes.ts";
import { codeIn, isFunction, isLoop, type SyntaxNode, withoutTypes } from "./syntax.ts";

/** The rows of one loop. */
export class Rows {
  readonly list: SyntaxNode[] = [];
  /** Those that some rounds may not read: there need be no such list then. */
  readonly tentative = new Set<SyntaxNode>();
  readonly names: string[] = [];
  readonly moved: SyntaxNode[] = [];
  readonly ofRound: Set<Binding>;
  private readonly all: Names;
  private readonly loop: SyntaxNode;
  private readonly carried: ReadonlySet<Binding>;
  /** Whether what is visited may not be run in each round. */
  private isTentative: boolean;
  private hasJumped = false;

  /** @param isLeft whether a round may leave the loop */
  constructor(
    names: Names,
    loop: SyntaxNode,
    ofRound: Set<Binding>,
    carried: ReadonlySet<Binding>,
    isLeft: boolean,
  ) {
    this.isTentative = isLeft;
    this.all = names;
    this.loop = loop;
    this.ofRound = ofRound;
    this.carried = carried;
  }

  /** Finds them, and returns whether the loop may be kept with these. */
  find(): boolean {
    const { body, test, update, type } = this.loop;
    if (this.ofRound.size > 0) this.move();
    if (!this.visit(body)) return false;
    const isCounted = this.ofRound.size > 0 || type === "ForOfStatement";
    return isCounted || [test, update].every((part) => !part || this.visit(part));
  }

  /** Takes constants that the number of the round alone decides out of the body. */
  private move(): void {
    const { body } = this.loop;
    if (body.type !== "BlockStatement") return;
    for (const statement of body.body) {
      if (statement.type !== "VariableDeclaration" || statement.kind !== "const") continue;
      const isMoved = statement.declarations.every(({ id, init }: SyntaxNode) =>
        id.type === "Identifier" && init && this.all.isNative(init) && this.isOfRounds(init)
      );
      if (!isMoved) continue;
      this.moved.push(statement);
      for (const { id } of statement.declarations) this.ofRound.add(this.all.bindingOf(id)!);
    }
  }

  private visit(node: SyntaxNode): boolean {
    if (this.moved.includes(node)) return true;
    if (node.type === "Identifier") {
      const binding = this.all.bindingOf(node);
      const isUsed = binding !== undefined && this.ofRound.has(binding);
      if (isUsed && !this.names.includes(node.name)) this.names.push(node.name);
      return true;
    }
    if (this.isRow(node)) {
      this.list.push(node);
      if (this.isTentative && node.type === "MemberExpression") this.tentative.add(node);
      return true;
    }
    return this.visitParts(node);
  }

  private visitParts(node: SyntaxNode): boolean {
    const before = this.isTentative;
    const isSplit = /^(If|Switch)Statement$|^ConditionalExpression$/.test(node.type);
    if (isSplit || node.type === "LogicalExpression") {
      const asked = node.test ?? node.discriminant ?? node.left;
      if (!this.visit(asked)) return false;
      this.isTentative = true;
      const others = codeIn(node).filter((part) => part !== asked);
      const isFine = others.every((part) => this.visit(part));
      // After a jump, the rest of the body is not run in each round.
      this.isTentative = before || this.hasJumped;
      return isFine;
    }
    if (/^(Break|Continue|Throw)Statement$/.test(node.type)) {
      this.hasJumped = this.isTentative = true;
      return codeIn(node).every((part) => this.visit(part));
    }
    if ((isLoop(node) && node !== this.loop) || isFunction(node)) {
      this.isTentative = true;
      const isFine = this.visitOther(node);
      this.isTentative = before || this.hasJumped;
      return isFine;
    }
    return this.visitOther(node);
  }

  private visitOther(node: SyntaxNode): boolean {
    if (node.type === "MemberExpression" && node.computed && !this.isIndex(node.property)) {
      return false;
    }
    if (node.type === "CallExpression" || node.type === "NewExpression") {
      // The callee is no value: its object may be a row.
      return this.visitCall(node);
    }
    if (node.type === "AssignmentExpression" || node.type === "UpdateExpression") {
      return this.visitAssignment(node);
    }
    if (isLoop(node) && node !== this.loop) {
      const header = [node.init, node.test, node.update].filter((part) => part);
      if (header.some((part) => this.isCounting(part))) return false;
    }
    return codeIn(node).every((part) => this.visit(part));
  }

  private visitCall(node: SyntaxNode): boolean {
    const { callee } = node;
    return codeIn(node).every((part) => {
      if (part !== callee || callee.type !== "MemberExpression") return this.visit(part);
      return codeIn(callee).every((own) =>
        (own === callee.property && !callee.computed) || this.visit(own)
      );
    });
  }

  private visitAssignment(node: SyntaxNode): boolean {
    const target = withoutTypes(node.left ?? node.argument);
    return codeIn(node).every((part) => {
      if (part !== (node.left ?? node.argument) || target.type !== "MemberExpression") {
        return this.visit(part);
      }
      if (target.computed && !this.isIndex(target.property)) return false;
      return codeIn(target).every((own) =>
        (own === target.property && !target.computed) || this.visit(own)
      );
    });
  }

  private isRow(node: SyntaxNode): boolean {
    if (node.type === "MemberExpression") {
      return this.isChain(node) && this.isOfRounds(node) && this.mentionsRound(node);
    }
    return /^(Binary|Unary|Logical|Conditional)Expression$/.test(node.type) &&
      this.isAllNative(node) && this.isOfRounds(node) && this.mentionsRound(node);
  }

  /** Whether no box takes part in an expression: it asks nothing, either. */
  private isAllNative(node: SyntaxNode): boolean {
    if (!this.all.isNative(node)) return false;
    return node.type === "MemberExpression" || codeIn(node).every((part) => this.isAllNative(part));
  }

  /** Whether an expression reads an element, or a property of one. */
  private isChain(node: SyntaxNode): boolean {
    let own = node;
    while (own.type === "MemberExpression") {
      if (own.optional || own.property.type === "PrivateIdentifier") return false;
      own = withoutTypes(own.object);
    }
    return own.type === "Identifier" || own.type === "ThisExpression";
  }

  private mentionsRound(node: SyntaxNode): boolean {
    if (node.type === "Identifier") {
      const binding = this.all.bindingOf(node);
      return binding !== undefined && this.ofRound.has(binding);
    }
    return codeIn(node).some((part) => this.mentionsRound(part));
  }

  /** Whether an expression depends on the number of the round, and on what no round changes, and changes nothing. */
  private isOfRounds(node: SyntaxNode): boolean {
    const { all, loop, ofRound, carried } = this;
    switch (node.type) {
      case "Identifier": {
        const binding = all.bindingOf(node);
        if (binding === undefined) {
          return all.isGlobal(node) && /^(undefined|NaN|Infinity|Math|Number)$/.test(node.name);
        }
        if (ofRound.has(binding)) return true;
        const { start, end } = binding.scope.node;
        return !carried.has(binding) && !(start >= loop.start && end <= loop.end);
      }
      case "MemberExpression":
        return !node.optional && this.isOfRounds(node.object) &&
          (!node.computed || this.isOfRounds(node.property));
      case "CallExpression": {
        const { callee, arguments: given } = node;
        return callee.type === "MemberExpression" && !callee.computed && !callee.optional &&
          all.isGlobal(callee.object) && callee.object.name === "Math" &&
          callee.property.name !== "random" &&
          given.every((own: SyntaxNode) => this.isOfRounds(own));
      }
      case "Literal":
      case "ThisExpression":
        return true;
      case "UnaryExpression":
        if (!/^[-+!~]$/.test(node.operator)) return false;
        break;
      case "BinaryExpression":
        if (node.operator === "in" || node.operator === "instanceof") return false;
        break;
      case "LogicalExpression":
      case "ConditionalExpression":
        break;
      default:
        if (withoutTypes(node) === node) return false;
    }
    return codeIn(node).every((part) => this.isOfRounds(part));
  }

  /** Whether an index is a number that does not change from round to round. */
  private isIndex(node: SyntaxNode): boolean {
    return !this.isCounting(node);
  }

  /** Whether an expression has a native number in it that changes from round to round. */
  private isCounting(node: SyntaxNode): boolean {
    if (this.isRow(node) && node.type === "MemberExpression") return false;
    if (node.type === "Identifier") {
      const binding = this.all.bindingOf(node);
      if (binding === undefined) return false;
      if (this.ofRound.has(binding) || this.carried.has(binding)) return true;
      const { scope, isAssigned } = binding;
      const isWithin = scope.node.start >= this.loop.start && scope.node.end <= this.loop.end;
      if (!isWithin || !this.all.isNative(node)) return false;
      // The counter of a loop inside is the same in all rounds; another number may be anything.
      return !(isLoop(scope.node) && scope.node !== this.loop) &&
        (isAssigned || !(binding.values ?? []).every((own) => own.type === "Literal"));
    }
    return codeIn(node).some((part) => this.isCounting(part));
  }
}
