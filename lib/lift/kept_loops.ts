// Writes a loop twice: as it is, and as calls of the runtime, which keep it in a compiled program. The second one has the
// rounds as functions that assign the variables themselves, so that closures see what they see in the loop as it is.

import type { KeptLoop } from "./loops.ts";
import type { Lifting, Manner } from "./manner.ts";
import { type SyntaxNode, withoutTypes } from "./syntax.ts";

/** Writes a loop that may be kept. */
export function writeLoop(lifter: Lifting, loop: SyntaxNode, manner: Manner, plan: KeptLoop): void {
  const isIterated = loop.type === "ForOfStatement";
  const list = isIterated ? listOf(lifter, loop) : undefined;
  lifter.write("{ ", loop);
  if (list !== undefined && !list.isNamed) {
    lifter.write(`const ${list.name} = `, loop.right);
    lifter.operand(loop.right, manner);
    lifter.write("; ", loop.right);
  }
  if (!lifter.loops.isInStep) {
    lifter.write(`if (${lifter.runtime}.keepsLoops(${list?.name ?? ""})`, loop);
    if (plan.callees.length > 0) {
      lifter.write(` && ${lifter.runtime}.areKnown(() => [`, loop);
      plan.callees.forEach((callee, i) => {
        if (i > 0) lifter.write(", ", loop);
        lifter.print(callee, manner);
      });
      lifter.write("])", loop);
    }
    lifter.write(") { ", loop);
  }
  writeKept(lifter, loop, manner, plan, list?.name);
  if (!lifter.loops.isInStep) {
    lifter.write(" } else ", loop);
    if (list === undefined || list.isNamed) lifter.printPlain(loop, manner);
    else {
      lifter.parts(
        loop,
        manner,
        (part) => part === loop.right ? lifter.write(list.name, part) : lifter.print(part, manner),
      );
    }
  }
  lifter.write(" }", loop);
}

/** Returns by which name a list is known that is iterated over. */
function listOf(lifter: Lifting, { right }: SyntaxNode): { name: string; isNamed: boolean } {
  const isNamed = right.type === "Identifier" && !lifter.names.isGlobal(right);
  return { name: isNamed ? right.name : lifter.loops.newName(), isNamed };
}

function writeKept(
  lifter: Lifting,
  loop: SyntaxNode,
  manner: Manner,
  plan: KeptLoop,
  list: string | undefined,
): void {
  const { hasRows, carried, isAsking } = plan;
  const { init, test, update, body, type } = loop;
  const hasBreak = plan.jumps.some((jump) => jump.type === "BreakStatement");
  const texts = plan.rows.map(({ start, end }) => lifter.source.slice(start, end));
  const tentative = new Set(
    plan.rows.flatMap((row, i) => plan.tentative.has(row) ? [texts[i]] : []),
  );
  const isTentative = (row: SyntaxNode) => tentative.has(texts[plan.rows.indexOf(row)]);
  const isFirst = (i: number) => texts.indexOf(texts[i]) === i;
  const names = plan.rows.map((_, i) => isFirst(i) ? lifter.loops.newName() : "");
  names.forEach((name, i) => names[i] = name || names[texts.indexOf(texts[i])]);
  const reads = plan.rows.map((row, i) =>
    isTentative(row) ? `${lifter.runtime}.neededElement(${names[i]})` : names[i]
  );
  const site = JSON.stringify(lifter.loops.placeOf(loop));
  const before = lifter.loops.newName();
  const place = `${site}, ${isAsking}, ${hasBreak}, () => [${
    carried.join(", ")
  }], (${before}) => { ${carried.map((name, i) => `${name} = ${before}[${i}];`).join(" ")} }`;
  if (hasRows) {
    const put = lifter.loops.newName();
    lifter.write(`${lifter.runtime}.keptRounds(${place}, (${put}) => { `, loop);
    writeHeader(lifter, loop, manner, list);
    lifter.write("{ ", body);
    for (const statement of plan.moved) lifter.print(statement, manner);
    const given = plan.roundNames;
    lifter.write(`if (${put}(${given.join(", ")}`, body);
    plan.rows.filter((_, i) => isFirst(i)).forEach((row, i) => {
      if (i + given.length > 0) lifter.write(", ", row);
      if (isTentative(row)) writeTentatively(lifter, row, manner);
      else lifter.operand(row, manner);
    });
    const parameters = [...given, ...names.filter((_, i) => isFirst(i))];
    lifter.write(`)) break; } }, (${parameters.join(", ")}) => {`, body);
    writeBody(lifter, body, manner, plan, reads);
    lifter.write("});", body);
    return;
  }
  if (init) {
    lifter.print(init, manner);
    lifter.write("; ", init);
  }
  lifter.write(
    `${lifter.runtime}.keptWhile(${place}, ${type === "DoWhileStatement"}, () => `,
    loop,
  );
  lifter.loops.within(plan, new Map(), () => {
    if (test) lifter.condition(test, manner);
    else lifter.write("true", loop);
  });
  lifter.write(", () => {", body);
  writeBody(lifter, body, manner, plan, reads);
  lifter.write("}", body);
  if (update) {
    lifter.write(", () => { ", update);
    lifter.loops.within(plan, new Map(), () => {
      lifter.unused = update;
      lifter.print(update, manner);
    });
    lifter.write("; }", update);
  }
  lifter.write(");", loop);
}

/** Writes an element or a property that need not be there, nor what it is a part of. */
function writeTentatively(lifter: Lifting, node: SyntaxNode, manner: Manner): void {
  const own = withoutTypes(node);
  if (own.type !== "MemberExpression") return lifter.operand(own, manner);
  const { object, property, computed } = own;
  lifter.call(
    "elementAt",
    own,
    () => writeTentatively(lifter, object, manner),
    () =>
      computed
        ? lifter.operand(property, manner)
        : lifter.write(JSON.stringify(property.name), property),
  );
}

/** Writes the head of a loop whose body is written elsewhere. */
function writeHeader(
  lifter: Lifting,
  { type, left, init, test, update, ...loop }: SyntaxNode,
  manner: Manner,
  list: string | undefined,
): void {
  const node = loop as SyntaxNode;
  lifter.write("for (", node);
  if (type === "ForOfStatement") {
    lifter.print(left, manner);
    lifter.write(` of ${list}) `, node);
    return;
  }
  lifter.print(init, manner);
  lifter.write("; ", node);
  lifter.condition(test, manner);
  lifter.write("; ", node);
  if (update) {
    lifter.unused = update;
    lifter.print(update, manner);
  }
  lifter.write(") ", node);
}

function writeBody(
  lifter: Lifting,
  body: SyntaxNode,
  manner: Manner,
  plan: KeptLoop,
  names: readonly string[],
): void {
  const texts = new Map<SyntaxNode, string>();
  plan.rows.forEach((row, i) => texts.set(row, names[i]));
  for (const statement of plan.moved) texts.set(statement, "");
  for (const jump of plan.jumps) {
    texts.set(jump, jump.type === "BreakStatement" ? "return true;" : "return;");
  }
  lifter.loops.within(plan, texts, () => lifter.print(body, manner));
}
