// Every number in the index of the examples is either given, such as a year, or a result, which the test of
// the program computes, writes as the index does, and holds against it.

import { assert } from "@std/assert";

/** The numbers of one program in the index. */
export interface Told {
  /** Its phrases with results, each result as a name in braces. */
  readonly results: readonly string[];
  /** Its phrases with numbers that no program computes. */
  readonly given: readonly string[];
}

/** The programs whose numbers are held against the index. */
export const told: Readonly<Record<string, Told>> = {
  four_ways: {
    results: ["has {shared} operations with its parts shared, and written out {expanded}"],
    given: [],
  },
  by_the_book: { results: [], given: ["Pearlmutter and Siskind (2008)"] },
  forward_reverse: { results: [], given: [] },
  nested: {
    results: ["a soap film of {heights} heights", "a Hessian of {entries} thousand entries"],
    given: ["Pearlmutter and Siskind (2008)"],
  },
  any_code: { results: [], given: [] },
  co2: { results: [], given: [] },
  backpropagation: {
    results: [
      "It names {right} of {heldOut} penguins right that it has not seen",
      "({percent} %; 95 % interval {low} to {high})",
      "from step {least} on",
    ],
    given: [],
  },
  design_direct: {
    results: ["in {runs} runs"],
    given: ["in 193 days", "Bryson and Ho (1975)"],
  },
  swing_up: {
    results: [
      "Of {unknowns} unknowns and {equations} equations",
      "after {steps} steps",
    ],
    given: ["Kelly 2017"],
  },
  free_return: {
    results: ["in {steps} steps of Newton's method", "to a height of {back} km"],
    given: ["185 km above the Earth", "254 km above the far side of the Moon"],
  },
  design_surrogate: { results: [], given: [] },
  pipeline: { results: [], given: [] },
  inference: { results: [], given: [] },
  soft_structures: { results: [], given: [] },
  static_dynamic: { results: [], given: [] },
  kriging: { results: [], given: [] },
  detector: { results: [], given: [] },
};

const index = await Deno.readTextFile(new URL("../../examples/README.md", import.meta.url));

/** What the index says of a program, in one line, without code, names of files and addresses. */
export function sectionOf(program: string): string {
  const section = index.split(/^## /m).find((own) => own.includes(`examples ${program}\n`));
  if (section === undefined) {
    throw new Error(`The index has no section with "deno task examples ${program}"`);
  }
  return section.replace(/```[^]*?```|\[\w+\.ts\]|\(\w+\.ts\)|\(pictures[^)]*\)/g, "").replace(
    /\s+/g,
    " ",
  );
}

/** Asserts that the index has the phrases of a program with these results in place of their names. */
export function assertIndexSays(
  program: string,
  results: Readonly<Record<string, string | number>>,
): void {
  const section = sectionOf(program);
  for (const phrase of told[program].results) {
    const expected = phrase.replace(/{(\w+)}/g, (_, name) => {
      assert(name in results, `The test of ${program} has to compute "${name}"`);
      return String(results[name]);
    });
    assert(
      section.includes(expected),
      `The index does not say of ${program} what it computes: "${expected}"`,
    );
  }
}
