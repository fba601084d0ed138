// A random program as a reader would write it down, one line an instruction, for counterexamples.

import { at, type Block, type Instruction, type Operand } from "./programs.ts";

/** The listing of a program. Operations map −1 … 1 into their domains and back, which is not shown. */
export function listing(inputs: number, block: Block): string {
  const names = Array.from({ length: inputs }, (_, i) => `v${i}`);
  let next = inputs;
  const lines = linesOf(block, names, () => `v${next++}`);
  return ["", `(${names.join(", ")}) =>`, ...indented(lines), ""].join("\n  ");
}

function linesOf(block: Block, known: readonly string[], fresh: () => string): string[] {
  const names = [...known];
  return block.flatMap((instruction) => {
    const name = fresh();
    const [first, ...others] = describe(instruction, names, fresh);
    names.push(name);
    return [`${name} = ${first}`, ...others];
  });
}

function describe(
  instruction: Instruction,
  names: readonly string[],
  fresh: () => string,
): string[] {
  const show = (operand: Operand) =>
    "constant" in operand ? String(operand.constant) : at(names, operand);
  const inner = (body: Block, ...own: string[]) =>
    indented(linesOf(body, [...names, ...own], fresh));

  switch (instruction.kind) {
    case "apply": {
      const { operation, operands } = instruction;
      const shown = operation.domain.map((_, i) => show(operands[i]));
      return [`${operation.name}(${shown.join(", ")})`];
    }
    case "repeat": {
      const { times, from, body } = instruction;
      const state = fresh();
      return [`mean of ${times} rounds from ${state} = ${show(from)} of`, ...inner(body, state)];
    }
    case "branch": {
      const { less, than, yes, no } = instruction;
      const condition = `${show(less)} < ${show(than)}`;
      return [`if ${condition} then`, ...inner(yes), "else", ...inner(no)];
    }
    case "slope": {
      const { mode, at: point, body } = instruction;
      const variable = fresh();
      return [
        `tanh of the ${mode} derivative at ${variable} = ${show(point)} of`,
        ...inner(body, variable),
      ];
    }
  }
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
