// Which names mean what: the variables of a module, their scopes, and all that is ever assigned to them. From this
// follows which values can be no boxes: literals, loop counters, and what is computed of these.

import { type Binding, referencesBy, type Scope } from "./bindings.ts";
import { Natives } from "./natives.ts";

import { codeIn, isFunction, isLoop, namesIn, type SyntaxNode, withoutTypes } from "./syntax.ts";

/** The names and native values of a module. */
export interface Names {
  /** Returns whether an identifier is a reference to a global of the given names. */
  readonly isGlobal: (node: SyntaxNode) => boolean;
  /** Returns the variable that an identifier refers to. */
  readonly bindingOf: (node: SyntaxNode) => Binding | undefined;
  /** Returns the variable of a name at the top of the module. */
  readonly topOf: (name: string) => Binding | undefined;
  /** Returns whether the value of an expression can be no box. */
  readonly isNative: (node: SyntaxNode) => boolean;
  /** The scopes around loops. */
  readonly around: ReadonlyMap<SyntaxNode, Scope>;
  /** Returns all references to a variable, its declaration included. */
  readonly referencesTo: (binding: Binding) => readonly SyntaxNode[];
  /** Returns the same names, where some variables may have boxes for values. */
  readonly without: (variables: Iterable<Binding>) => Names;
}

/** Finds out what the names of a module mean. */
export function namesOf(program: SyntaxNode): Names {
  const references = new Map<SyntaxNode, Scope>();
  const assignments: [name: SyntaxNode, value: SyntaxNode | undefined][] = [];
  const bindings: Binding[] = [];
  const around = new Map<SyntaxNode, Scope>();

  const declare = (
    scope: Scope,
    name: string,
    value?: SyntaxNode | null,
    more: { readonly function?: SyntaxNode; readonly source?: string } = {},
  ) => {
    const known = scope.names.get(name);
    const values = value === undefined ? undefined : value === null ? [] : [value];
    if (known !== undefined) {
      known.isAssigned = true;
      if (values === undefined) known.values = undefined;
      else known.values?.push(...values);
      return;
    }
    const isImported = more.source !== undefined;
    const binding = { isImported, isAssigned: false, values, scope, ...more };
    bindings.push(binding);
    scope.names.set(name, binding);
  };
  const declareAll = (scope: Scope, pattern: SyntaxNode | null) => {
    for (const { name } of namesIn(pattern)) declare(scope, name);
  };
  const inner = (outer: Scope, node: SyntaxNode, isOfFunction = false): Scope => ({
    names: new Map(),
    outer,
    isOfFunction,
    node,
  });
  const visitAll = (nodes: readonly (SyntaxNode | null)[], scope: Scope) => {
    for (const node of nodes) if (node !== null) visit(node, scope);
  };

  function variables(node: SyntaxNode, scope: Scope, isOfLoop: boolean): void {
    // What is only declared is a global, or nothing.
    if (node.declare) return;
    let own = scope;
    while (node.kind === "var" && !own.isOfFunction) own = own.outer!;
    for (const { id, init } of node.declarations) {
      const isSimple = id.type === "Identifier" && !isOfLoop;
      if (isSimple) declare(own, id.name, init, { function: functionIn(init) });
      else declareAll(own, id);
      visit(id, scope);
      if (init !== null) visit(init, scope);
    }
  }

  function visit(node: SyntaxNode, scope: Scope): void {
    if (isLoop(node)) around.set(node, scope);
    switch (node.type) {
      case "Identifier":
        references.set(node, scope);
        return;
      case "VariableDeclaration":
        return variables(node, scope, false);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression": {
        const own = inner(scope, node, true);
        if (node.id) {
          const around = node.type === "FunctionDeclaration" ? scope : own;
          declare(around, node.id.name, undefined, { function: node });
        }
        for (const parameter of node.params) declareAll(own, parameter);
        visitAll(node.params, own);
        visitAll(node.body.type === "BlockStatement" ? node.body.body : [node.body], own);
        return;
      }
      case "ClassDeclaration":
      case "ClassExpression": {
        const own = inner(scope, node);
        if (node.id) {
          declare(own, node.id.name);
          if (node.type === "ClassDeclaration") declare(scope, node.id.name);
        }
        visitAll([...node.decorators ?? [], node.superClass, node.body], own);
        return;
      }
      case "ForInStatement":
      case "ForOfStatement": {
        const own = inner(scope, node);
        if (node.left.type === "VariableDeclaration") variables(node.left, own, true);
        else {
          for (const name of namesIn(node.left)) assignments.push([name, undefined]);
          visit(node.left, own);
        }
        visitAll([node.right, node.body], own);
        return;
      }
      case "CatchClause": {
        const own = inner(scope, node);
        declareAll(own, node.param);
        visitAll([node.param, node.body], own);
        return;
      }
      case "StaticBlock":
        return visitAll(node.body, inner(scope, node, true));
      case "BlockStatement":
      case "ForStatement":
      case "SwitchStatement":
      case "TSModuleBlock":
        return visitAll(codeIn(node), inner(scope, node, node.type === "TSModuleBlock"));
      case "ImportDeclaration":
        for (const { local, imported, type } of node.specifiers) {
          const name = type === "ImportNamespaceSpecifier" ? "*" : imported?.name ?? "default";
          declare(scope, local.name, undefined, { source: `${node.source.value} ${name}` });
        }
        return;
      case "ExportNamedDeclaration":
        if (node.declaration) visit(node.declaration, scope);
        return;
      case "ExportAllDeclaration":
      case "MetaProperty":
        return;
      case "TSModuleDeclaration":
        declare(scope, node.id.name ?? "");
        if (node.body) visit(node.body, scope);
        return;
      case "AssignmentExpression": {
        const left = withoutTypes(node.left);
        if (left.type === "Identifier") {
          // A compound assignment is what it computes, and of natives that is native.
          assignments.push([left, node.right]);
        } else for (const name of namesIn(left)) assignments.push([name, undefined]);
        return visitAll([node.left, node.right], scope);
      }
      case "UpdateExpression": {
        const argument = withoutTypes(node.argument);
        if (argument.type === "Identifier") assignments.push([argument, argument]);
        return visit(node.argument, scope);
      }
      case "MemberExpression":
        return visitAll(node.computed ? [node.object, node.property] : [node.object], scope);
      case "Property":
      case "MethodDefinition":
      case "PropertyDefinition":
        if (node.computed) visit(node.key, scope);
        if (node.value) visit(node.value, scope);
        return;
      case "LabeledStatement":
        return visit(node.body, scope);
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        return visitAll(codeIn(node), scope);
    }
  }

  const enums = program.body.map((node: SyntaxNode) => node.declaration ?? node)
    .filter((node: SyntaxNode) => /^TS(Enum|ImportEquals)Declaration$/.test(node.type));
  const top: Scope = { names: new Map(), isOfFunction: true, node: program };
  for (const { id } of enums) declare(top, id.name);
  visitAll(program.body, top);

  const bindingOf = (node: SyntaxNode): Binding | undefined => {
    let scope = references.get(node);
    while (scope !== undefined) {
      const binding = scope.names.get(node.name);
      if (binding !== undefined) return binding;
      scope = scope.outer;
    }
    return undefined;
  };
  for (const [name, value] of assignments) {
    const binding = bindingOf(name);
    if (binding === undefined) continue;
    binding.isAssigned = true;
    if (value === undefined) binding.values = undefined;
    else binding.values?.push(value);
  }

  const isGlobal = (node: SyntaxNode) => references.has(node) && bindingOf(node) === undefined;
  const referencesTo = referencesBy(references.keys(), bindingOf);
  const natives = new Natives(bindings, bindingOf, isGlobal);
  const withNatives = (own: Natives): Names => ({
    isGlobal,
    bindingOf,
    topOf: (name) => top.names.get(name),
    isNative: own.isNative,
    around,
    referencesTo,
    without: (variables) => withNatives(own.without(variables)),
  });
  return withNatives(natives);
}

function functionIn(init: SyntaxNode | null): SyntaxNode | undefined {
  const value = init === null ? undefined : withoutTypes(init);
  return value !== undefined && isFunction(value) ? value : undefined;
}
