// Small functions of a module are called at no cost from own texts: where one of these runs, no box means anything, and
// it may call the own text of another directly, a twin beside it, which asks nothing.

import { IN_OWN, type Lifting, type Manner } from "./manner.ts";
import type { Binding } from "./bindings.ts";
import type { Names } from "./scopes.ts";
import { isFunction, isMarked, type SyntaxNode } from "./syntax.ts";
import { uses } from "./uses.ts";

/** Of a longer function the work outweighs the question. */
const LONGEST = 300;

/** The own text of a small function, as a function of its own. */
interface Twin {
  readonly name: string;
  readonly node: SyntaxNode;
}

/** The twins of a module, of which those are written that something calls. */
export class Twins {
  private readonly known: ReadonlyMap<Binding, Twin>;
  private readonly wanted = new Set<Twin>();

  constructor(program: SyntaxNode, names: Names, source: string) {
    this.known = twinsOf(program, names, source);
  }

  /** Writes a call in an own text as one of a twin, if its function has one. */
  writeCall(lifter: Lifting, node: SyntaxNode, manner: Manner): boolean {
    const { callee } = node;
    const binding = callee.type === "Identifier" ? lifter.names.bindingOf(callee) : undefined;
    const twin = binding && !node.optional ? this.known.get(binding) : undefined;
    if (twin === undefined) return false;
    this.wanted.add(twin);
    lifter.parts(
      node,
      manner,
      (part) => part === callee ? lifter.write(twin.name, part) : lifter.print(part, manner),
    );
    return true;
  }

  /** Writes the twins that are called. */
  write(lifter: Lifting): void {
    // A twin may call further ones, which the set then visits as well.
    for (const twin of this.wanted) writeTwin(lifter, twin);
  }
}

/** Finds the small functions at the top of a module that are marked and never assigned to. */
function twinsOf(program: SyntaxNode, names: Names, source: string): Map<Binding, Twin> {
  const twins = new Map<Binding, Twin>();
  const isWhole = isMarked(program.body);
  let suffix = "_own";
  while (source.includes(suffix)) suffix += "_";
  const consider = (name: string, node: SyntaxNode) => {
    const { body } = node;
    const isOfBlock = body.type === "BlockStatement";
    const binding = names.topOf(name);
    if (binding === undefined || binding.isAssigned || !isSimple(node, source)) return;
    if (!isWhole && !(isOfBlock && isMarked(body.body))) return;
    twins.set(binding, { name: `${name}${suffix}`, node });
  };
  for (const statement of program.body) {
    const declaration = statement.declaration ?? statement;
    if (declaration.type === "FunctionDeclaration" && declaration.id) {
      consider(declaration.id.name, declaration);
    }
    if (declaration.type !== "VariableDeclaration" || declaration.kind !== "const") continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === "Identifier" && init && isFunction(init) && !init.id) consider(id.name, init);
    }
  }
  return twins;
}

function isSimple(node: SyntaxNode, source: string): boolean {
  return !node.async && !node.generator && node.end - node.start <= LONGEST &&
    node.params.every(({ type, name }: SyntaxNode) => type === "Identifier" && name !== "this") &&
    !uses(source, [node.body], "ThisExpression", "Super", "MetaProperty", "arguments");
}

/** Writes a twin, as a declaration, which is there before the module runs. */
function writeTwin(lifter: Lifting, { name, node }: Twin): void {
  const { body, params, typeParameters, returnType } = node;
  const copy = (part: SyntaxNode | null | undefined) => {
    if (part) lifter.output.copy(part.start, part.end);
  };
  lifter.write(`function ${name}`, node);
  copy(typeParameters);
  lifter.write("(", node);
  params.forEach((parameter: SyntaxNode, i: number) => {
    if (i > 0) lifter.write(", ", parameter);
    copy(parameter);
  });
  lifter.write(")", node);
  copy(returnType);
  if (body.type === "BlockStatement") {
    lifter.write(" ", body);
    lifter.print(body, IN_OWN);
  } else {
    lifter.write(" { return (", body);
    lifter.print(body, IN_OWN);
    lifter.write("); }", body);
  }
  lifter.write("\n", node);
}

/** Leaves constants and direct calls of globals in a function's own text as they are. */
export function writeOwnGlobal(lifter: Lifting, node: SyntaxNode, manner: Manner): boolean {
  const { isGlobal } = lifter.names;
  if (node.type === "MemberExpression") {
    const isConstant = isGlobal(node.object) && !node.computed &&
      /^[A-Z]/.test(node.property.name);
    if (isConstant) lifter.output.copy(node.start, node.end);
    return isConstant;
  }
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return false;
  const { callee } = node;
  const isDirect = isGlobal(callee) ||
    (callee.type === "MemberExpression" && !callee.computed && isGlobal(callee.object));
  if (!isDirect) return false;
  lifter.parts(
    node,
    manner,
    (part) =>
      part === callee ? lifter.output.copy(part.start, part.end) : lifter.print(part, manner),
  );
  return true;
}
