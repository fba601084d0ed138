// The code of a long path, from that of paths like it with fewer rounds. All that tells their code apart are integers, the
// addresses and the numbers of rounds, and these grow with the rounds evenly: so they do up to those of the path itself.

import type { GuardedTrace } from "../program/guarded_trace.ts";
import { Uneven } from "../program/long_loops.ts";
import { LoopFamily } from "../program/loop_family.ts";
import type { Body } from "./encode.ts";
import { type CodeParts, codePartsOf, withIntegers } from "./integers.ts";
import type { LoweredQuestion, UnencodedModule, UnencodedProgram } from "./module.ts";
import type { Table } from "./tables.ts";

/** Fewest instructions of a path that is compiled in this way. */
const SHORTEST = 20_000;
/** Fewest instructions of a shorter one, as a part of these. */
const SMALLEST_PART = 0.2;
/** Largest part of a path that all shorter ones are together. */
const LARGEST_SUM = 0.7;
/** Fewest units that are left out of a group of loops. */
const FEWEST_UNITS = 4;

/**
 * Returns the code of a path; `undefined` where it does not follow from that of shorter ones.
 *
 * @param write returns the code of a shorter one
 * @param shortest fewest instructions of the path
 */
export function extended(
  path: GuardedTrace,
  write: (member: GuardedTrace) => UnencodedProgram,
  shortest: number = SHORTEST,
): UnencodedProgram | undefined {
  const { size } = path.graph;
  if (size < shortest) return undefined;
  const family = LoopFamily.of(path, SMALLEST_PART * shortest);
  if (family === undefined || family.most.some((units) => units < FEWEST_UNITS)) return undefined;
  const { most } = family;
  if ((2 + 2 * most.length) * family.shortest > LARGEST_SUM * size) return undefined;
  try {
    const written = (less: (group: number) => number) =>
      write(family.member(most.map((units, group) => units - less(group))));
    const steps = most.map((units, group) => ({
      units,
      one: written((other) => other === group ? 1 : 0),
      two: written((other) => other === group ? 2 : 0),
    }));
    // With one group, to leave out less of each is to leave out less of that.
    const all = steps.length === 1 ? steps[0].one : written(() => 1);
    return program({ shortest: written(() => 0), all, steps });
  } catch (error) {
    if (error instanceof Uneven) return undefined;
    throw error;
  }
}

/** Programs with one unit of rounds more in one group of loops, and with two; and how many units are left out there. */
interface Step<T> {
  readonly units: number;
  readonly one: T;
  readonly two: T;
}

/** What is known of something in all programs: of the shortest, of that with one unit more in each group, and in one. */
interface Known<T> {
  readonly shortest: T;
  readonly all: T;
  readonly steps: readonly Step<T>[];
}

function program(known: Known<UnencodedProgram>): UnencodedProgram {
  const { instructions, loops } = known.shortest;
  same(part(known, (own) => `${own.instructions} ${own.loops}`));
  return {
    modules: each(part(known, (own) => own.modules)).map(extendedModule),
    questions: each(part(known, (own) => own.questions)).map(extendedQuestion),
    outputs: even(part(known, (own) => own.outputs)),
    memory: even(part(known, (own) => own.memory)),
    tables: each(part(known, (own) => own.tables)).map(extendedTable),
    instructions,
    length: even(part(known, (own) => own.length)),
    loops,
  };
}

function extendedModule(known: Known<UnencodedModule>): UnencodedModule {
  const { imports } = known.shortest;
  // Where a call leaves results is known to the function that is imported.
  if (imports.list.some(({ copied }) => copied.length > 0)) throw new Uneven();
  same(part(known, (own) => own.imports.list.map(({ operation }) => operation.id).join()));
  same(part(known, (own) => own.imports.list.map(({ operands }) => operands).join()));
  return { imports, functions: each(part(known, (own) => own.functions)).map(extendedBody) };
}

function extendedBody(known: Known<Body>): Body {
  const { integers, floats } = known.shortest;
  same(part(known, (own) => `${own.integers} ${own.floats}`));
  const parts = part(known, (own) => codePartsOf(own.code));
  same(part(parts, (own) => own.between.join(";")));
  const numbers = each(part(parts, (own): readonly number[] => own.integers)).map(even);
  return { integers, floats, code: withIntegers(parts.shortest as CodeParts, numbers) };
}

/** The guards of a question in a loop are in steady steps, one a round. */
function extendedQuestion(known: Known<LoweredQuestion>): LoweredQuestion {
  same(part(known, ({ path, guard }) => `${path} ${typeof guard}`));
  const { path, guard } = known.shortest;
  const rows = part(known, ({ guard }) => typeof guard === "number" ? [guard] : [...guard]);
  const step = rows.shortest.length > 1 ? rows.shortest[1] - rows.shortest[0] : 0;
  const isEven = part(rows, (row) => row.every((own, i) => own === row[0] + step * i));
  if (!isEven.shortest) throw new Uneven();
  same(part(isEven, String));
  const first = even(part(rows, ([own]) => own));
  if (typeof guard === "number") return { path, guard: first };
  const rounds = even(part(rows, ({ length }) => length));
  return { path, guard: Int32Array.from({ length: rounds }, (_, i) => first + step * i) };
}

function extendedTable(known: Known<Table>): Table {
  const bits = part(
    known,
    ({ numbers }) => new Int32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length),
  );
  same(part(bits, (own) => String(own.length)));
  const own = Int32Array.from(bits.shortest, (_, i) => even(part(bits, (all) => all[i])));
  return {
    address: even(part(known, ({ address }) => address)),
    numbers: new Float64Array(own.buffer),
  };
}

/** Returns a part of something that is known. */
function part<T, U>({ shortest, all, steps }: Known<T>, of: (own: T) => U): Known<U> {
  return {
    shortest: of(shortest),
    all: of(all),
    steps: steps.map(({ units, one, two }) => ({ units, one: of(one), two: of(two) })),
  };
}

/** Returns what is known of each element of lists. */
function each<T>(known: Known<readonly T[]>): Known<T>[] {
  same(part(known, ({ length }) => String(length)));
  return known.shortest.map((_, i) => part(known, (own) => own[i]));
}

function same({ shortest, all, steps }: Known<string>): void {
  const isSame = all === shortest &&
    steps.every(({ one, two }) => one === shortest && two === shortest);
  if (!isSame) throw new Uneven();
}

/** Returns an integer as it is where no rounds are left out, if it grows evenly with them. */
function even({ shortest, all, steps }: Known<number>): number {
  let extended = shortest;
  let withOne = shortest;
  for (const { units, one, two } of steps) {
    const step = one - shortest;
    if (two - one !== step) throw new Uneven();
    extended += units * step;
    withOne += step;
  }
  if (withOne !== all) throw new Uneven();
  return extended;
}
