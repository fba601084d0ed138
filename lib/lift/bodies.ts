// Writes a marked function with two bodies: its own text, which runs where no box means anything, and the lifted one,
// a function of the same names inside it.

import { ALWAYS, IN_OWN, LIFTED, type Lifting, type Manner, OWN } from "./manner.ts";
import { PURE } from "../operators/pure_mark.ts";
import { codeIn, isFunction, isMarked, namesIn, type SyntaxNode } from "./syntax.ts";
import { uses } from "./uses.ts";

/** Writes a function: with both bodies, if it is marked and they differ. */
export function writeFunction(lifter: Lifting, node: SyntaxNode, around: Manner): void {
  const isOwnMark = node.body.type === "BlockStatement" && isMarked(node.body.body);
  const manner = around.functions === "as written" && isOwnMark ? OWN : around;
  const mark = manner.functions !== "as written" && lifter.isPure(node) ? PURE : "";
  if (manner.functions !== "both bodies") return writeOne(lifter, node, manner, mark);
  if (
    node.async || node.generator || lifter.constructors.has(node) || hasFunctions(node.params)
  ) {
    return writeOne(lifter, node, ALWAYS, mark);
  }
  const isBlock = node.body.type === "BlockStatement";
  const statements: SyntaxNode[] = isBlock ? node.body.body : [node.body];
  const directives = isBlock ? statements.filter((own) => own.directive !== undefined) : [];
  const rest = statements.slice(directives.length);
  const start = directives.at(-1)?.end ?? (isBlock ? node.body.start + 1 : node.body.start);
  const end = isBlock ? node.body.end - 1 : node.body.end;
  const before = lifter.changes;
  const lifted = lifter.apart(() => lifter.parts(node.body, LIFTED, undefined, start, rest, end));
  // One text for both: it may run while a derivative does.
  if (lifter.changes === before) return writeOne(lifter, node, OWN, mark);
  const own = lifter.apart(() => lifter.parts(node.body, IN_OWN, undefined, start, rest, end));

  const head = codeIn(node).filter((part) => part !== node.body);
  const headEnd = isBlock ? node.body.start + 1 : arrowEnd(lifter, node, head);
  lifter.parts(node, ALWAYS, undefined, node.start, head, headEnd);
  for (const directive of directives) {
    lifter.write(" ", directive);
    lifter.print(directive, manner);
  }
  const test = `${lifter.runtime}Living.count !== 0`;
  const origin = rest[0] ?? node.body;
  if (mark !== "") lifter.write(` ${mark}`, origin);
  if (!isBlock) {
    // An expression declares nothing, and needs no function of its own.
    lifter.write(` ${test} ? (`, origin);
    lifter.output.append(lifted);
    lifter.write(`) : (`, origin);
    lifter.output.append(own);
    lifter.write(")", node.body);
    return;
  }
  const names = node.params.flatMap(namesIn).map(({ name }: SyntaxNode) => name).join(", ");
  const hasOwnThis = node.type !== "ArrowFunctionExpression" &&
    uses(lifter.source, statements, "ThisExpression") &&
    !uses(lifter.source, statements, "Super", "MetaProperty", "arguments");
  const opening = hasOwnThis ? `(function (${names}) ` : `((${names}) => `;
  const closing = hasOwnThis ? `).call(this${names && `, ${names}`})` : `)(${names})`;
  lifter.write(` if (${test}) return ${opening}{`, origin);
  lifter.output.append(lifted);
  lifter.write(`}${closing};`, origin);
  lifter.output.append(own);
  lifter.output.copy(end, node.end);
}

/** Writes a function with one body, with a mark at its head. */
function writeOne(lifter: Lifting, node: SyntaxNode, manner: Manner, mark: string): void {
  const { body } = node;
  if (mark === "") return lifter.parts(node, manner);
  lifter.parts(node, manner, (part) => {
    if (part !== body) return lifter.print(part, manner);
    if (body.type !== "BlockStatement") {
      lifter.write(`${mark} `, body);
      return lifter.print(body, manner);
    }
    lifter.output.copy(body.start, body.start + 1);
    lifter.write(` ${mark}`, body);
    lifter.parts(body, manner, undefined, body.start + 1);
  });
}

function arrowEnd(lifter: Lifting, node: SyntaxNode, head: readonly SyntaxNode[]): number {
  const from = Math.max(node.start, node.returnType?.end ?? 0, ...head.map((part) => part.end));
  return lifter.source.indexOf("=>", from) + 2;
}

function hasFunctions(nodes: readonly SyntaxNode[]): boolean {
  return nodes.some((node) =>
    isFunction(node) || node.type === "ClassExpression" || hasFunctions(codeIn(node))
  );
}
