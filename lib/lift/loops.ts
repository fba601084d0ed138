// Which loops of lifted code may be kept by a compiled program, and as what: the variables that a round assigns are carried
// from round to round; what it reads by the number of the round, such as `xs[i + 1]`, is a row. A loop that does anything else
// is no such loop.

import type { EffectsOfModule } from "./effects.ts";
import type { Effects } from "./steps.ts";
import { Rows } from "./rows.ts";
import type { Binding, Scope } from "./bindings.ts";
import type { Names } from "./scopes.ts";
import { codeIn, isFunction, isLoop, namesIn, type SyntaxNode, withoutTypes } from "./syntax.ts";

/** A loop that may be kept. */
export interface KeptLoop {
  /** Whether its rounds are known before it runs: those of a counter, or the elements of a list. */
  readonly hasRows: boolean;
  /** The names of the variables that are carried. */
  readonly carried: readonly string[];
  readonly carriedBindings: readonly Binding[];
  /** The variables that differ from round to round: a counter, an element, and what is computed of these alone. */
  readonly ofRound: ReadonlySet<Binding>;
  /** Their names, as far as rounds use them. */
  readonly roundNames: readonly string[];
  /** The expressions that are rows. */
  readonly rows: readonly SyntaxNode[];
  /** Those of them that some rounds may not read. */
  readonly tentative: ReadonlySet<SyntaxNode>;
  /** Declarations that stand among the rows, in place of the body. */
  readonly moved: readonly SyntaxNode[];
  /** The functions that have to be asked, when the loop runs, whether they do nothing but compute. */
  readonly callees: readonly SyntaxNode[];
  /** Its own `break` and `continue`. */
  readonly jumps: readonly SyntaxNode[];
  /** Whether rounds may ask about numbers. */
  readonly isAsking: boolean;
}

/** Finds the loops of a module that may be kept. */
export function plannedLoops(names: Names, effects: EffectsOfModule): Map<SyntaxNode, KeptLoop> {
  const plans = new Map<SyntaxNode, KeptLoop>();
  for (const loop of names.around.keys()) {
    const plan = planOf(loop, names, effects);
    if (plan !== undefined) plans.set(loop, plan);
  }
  return plans;
}

function planOf(
  loop: SyntaxNode,
  names: Names,
  effects: EffectsOfModule,
): KeptLoop | undefined {
  const around = names.around.get(loop)!;
  const jumps = jumpsOf(loop.body);
  if (jumps === undefined) return undefined;
  const { body, init, test, update, left, right } = loop;
  const inBody = effects.of(loop, [body], body);
  const header = [init, test, update, left, right].filter((part) => part);
  const inHeader = effects.of(loop, header, body);
  if (inBody === undefined || inHeader === undefined) return undefined;
  const assigned = new Set([...inBody.assigned, ...inHeader.assigned]);
  if (assigned.size === 0) return undefined;
  const inside = functionScope(around);
  for (const { scope } of assigned) if (functionScope(scope) !== inside) return undefined;
  const callees = [...inBody.callees, ...inHeader.callees];
  if (!callees.every((callee) => isVisible(callee, around, names))) return undefined;

  const isLeft = jumps.some((jump) => jump.type === "BreakStatement");
  for (const own of headersOf(loop, names, inBody, inHeader, isLeft)) {
    const { hasRows, ofRound, further } = own;
    const carriedBindings = [...assigned, ...further].filter((binding) =>
      !isOnlyTemporary(binding, loop, names.referencesTo(binding), names)
    );
    const changing = new Set([...assigned, ...further]);
    const rows = new Rows(names, loop, new Set(ofRound), changing, isLeft);
    if (!rows.find()) continue;
    return {
      hasRows,
      carriedBindings,
      carried: carriedBindings.map((binding) => nameOf(binding)),
      ofRound: rows.ofRound,
      roundNames: rows.names,
      rows: rows.list,
      tentative: rows.tentative,
      moved: rows.moved,
      callees,
      jumps,
      isAsking: !hasRows || inBody.isAsking,
    };
  }
  return undefined;
}

interface Header {
  readonly hasRows: boolean;
  readonly ofRound: readonly Binding[];
  /** Variables of the header that are carried. */
  readonly further: readonly Binding[];
}

/** Returns as what a loop may be kept by its header, the better first. */
function headersOf(
  loop: SyntaxNode,
  names: Names,
  inBody: Effects,
  inHeader: Effects,
  isLeft: boolean,
): Header[] {
  switch (loop.type) {
    case "WhileStatement":
    case "DoWhileStatement":
      return [{ hasRows: false, ofRound: [], further: [] }];
    case "ForOfStatement": {
      const { left } = loop;
      if (left.type !== "VariableDeclaration" || !/^(const|let)$/.test(left.kind)) return [];
      // What comes after a round that has left need not be made alike.
      if (isLeft && left.declarations[0].id.type !== "Identifier") return [];
      const bound = bindingsIn(left, names);
      if (bound === undefined || bound.some(({ isAssigned }) => isAssigned)) return [];
      return [{ hasRows: true, ofRound: bound, further: [] }];
    }
    default: {
      const { init, test, update } = loop;
      if (init !== null && (init.type !== "VariableDeclaration" || init.kind !== "let")) {
        return [];
      }
      const bound = init === null ? [] : bindingsIn(init, names);
      if (bound === undefined) return [];
      const isFree = bound.every((binding) => !inBody.set.has(binding)) &&
        inHeader.assigned.size === 0 && test !== null && bound.length > 0 &&
        !mentions([test, ...update ? [update] : []], names, inBody.assigned);
      const counted = { hasRows: true, ofRound: bound, further: [] };
      if (isFree && !isLeft) return [counted];
      // As a loop that goes on as long as its condition holds, it has one variable in place of one for each round.
      const further = bound.filter(({ isAssigned }) => isAssigned);
      const going = hasClosure(loop, names, new Set(bound))
        ? []
        : [{ hasRows: false, ofRound: [], further }];
      return isFree ? [...going, counted] : going;
    }
  }
}

function bindingsIn(declaration: SyntaxNode, names: Names): Binding[] | undefined {
  const bound: Binding[] = [];
  for (const { id } of declaration.declarations) {
    for (const name of namesIn(id)) {
      const binding = names.bindingOf(name);
      if (binding === undefined) return undefined;
      bound.push(binding);
    }
  }
  return bound;
}

/** Checks whether code mentions one of some variables. */
export function mentions(
  parts: readonly SyntaxNode[],
  names: Names,
  bindings: ReadonlySet<Binding>,
): boolean {
  return parts.some((part) => {
    if (part.type === "Identifier") {
      const binding = names.bindingOf(part);
      return binding !== undefined && bindings.has(binding);
    }
    return mentions(codeIn(part), names, bindings);
  });
}

/** Checks whether a function in a piece of code uses one of some variables. */
function hasClosure(node: SyntaxNode, names: Names, bindings: ReadonlySet<Binding>): boolean {
  if (isFunction(node)) return mentions([node], names, bindings);
  return codeIn(node).some((part) => hasClosure(part, names, bindings));
}

/** Returns what jumps to the end of a round, or of the loop; `undefined` where something jumps elsewhere. */
function jumpsOf(body: SyntaxNode): SyntaxNode[] | undefined {
  const jumps: SyntaxNode[] = [];
  const visit = (node: SyntaxNode, inLoop: boolean, inSwitch: boolean): boolean => {
    if (isFunction(node)) return true;
    if (node.type === "ReturnStatement") return false;
    if (node.type === "VariableDeclaration" && node.kind === "var") return false;
    if (node.type === "BreakStatement" || node.type === "ContinueStatement") {
      if (node.label) return false;
      const isOwn = !inLoop && !(inSwitch && node.type === "BreakStatement");
      if (isOwn) jumps.push(node);
      return true;
    }
    const isIn = inLoop || isLoop(node) || node.type === "ForInStatement";
    const isInSwitch = inSwitch || node.type === "SwitchStatement";
    return codeIn(node).every((part) => visit(part, isIn, isInSwitch));
  };
  return visit(body, false, false) ? jumps : undefined;
}

function functionScope(scope: Scope): Scope {
  let own = scope;
  while (!own.isOfFunction) own = own.outer!;
  return own;
}

/** Checks whether the root of what is called has the same name around a loop. */
function isVisible(callee: SyntaxNode, around: Scope, names: Names): boolean {
  let root = callee;
  while (root.type === "MemberExpression") root = withoutTypes(root.object);
  if (root.type === "ThisExpression") return true;
  for (let scope: Scope | undefined = around; scope !== undefined; scope = scope.outer) {
    const binding = scope.names.get(root.name);
    if (binding !== undefined) return binding === names.bindingOf(root);
  }
  return false;
}

function nameOf(binding: Binding): string {
  for (const [name, own] of binding.scope.names) if (own === binding) return name;
  return "";
}

/** Checks whether every round sets a variable before it reads it, and nothing reads it after the loop. */
function isOnlyTemporary(
  binding: Binding,
  { start, end, body }: SyntaxNode,
  references: readonly SyntaxNode[],
  names: Names,
): boolean {
  if (body.type !== "BlockStatement") return false;
  const within = references.filter((node) => node.start >= start && node.end <= end);
  // The one outside is its declaration.
  if (references.length > within.length + 1) return false;
  if (hasClosure(body, names, new Set([binding]))) return false;
  const first = within.reduce((a, b) => a.start < b.start ? a : b, within[0]);
  return body.body.some((statement: SyntaxNode) => {
    const { type, expression } = statement;
    return type === "ExpressionStatement" && expression.type === "AssignmentExpression" &&
      expression.operator === "=" && expression.left === first &&
      !mentions([expression.right], names, new Set([binding]));
  });
}
