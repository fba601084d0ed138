// The tutorial: each section of the index of examples is a chapter, with its picture, an example to try in the page
// where there is one, and how to run the whole program.

import { join } from "node:path";
import type { Example } from "../../examples/run.ts";
import { type Page, withLinks } from "./documents.ts";
import { sectionsOf } from "./index_sections.ts";

const INDEX = "examples/README.md";

/** Returns the chapters of the tutorial, and the page that lists them. */
export function tutorial(
  root: string,
  programs: Readonly<Record<string, Example>>,
): Page[] {
  const [opening, ...sections] = sectionsOf(
    Deno.readTextFileSync(join(root, INDEX)),
  );
  const chapters = sections.filter(({ program }) => program !== undefined);
  const borrowed = sections.filter(({ program }) => program === undefined);
  const chapterPages = chapters.map(({ title, text, program }): Page => {
    const { seconds } = programs[program!];
    const words = text.replace(/```sh\n[\s\S]*?```\n/, "").trim();
    const run =
      `From a clone, \`deno task examples ${program}\` runs the whole program, in about ` +
      `${seconds} s; [its source](${program}.ts) is to borrow from.`;
    const parts = [`# ${title}`, words, run];
    return [
      `tutorial/${program}.md`,
      [...parts.map((part) => withLinks(part, INDEX)), live(root, program!)]
        .join("\n\n"),
    ];
  });
  const list = chapters.map(({ title, program }) =>
    `- [${title}](/tutorial/${program}): ${programs[program!].shows}`
  );
  const rest = borrowed.map(({ title, text }) => `## ${title}\n\n${text}`);
  const words = withLinks([opening.text, ...rest].join("\n\n"), INDEX);
  const index = words.replace(
    "\n## ",
    `\n## The chapters\n\n${list.join("\n")}\n\n## `,
  );
  return [["tutorial/index.md", `# Tutorial\n\n${index}\n`], ...chapterPages];
}

/** The example of a chapter that runs in the page. */
function live(root: string, program: string): string {
  try {
    return Deno.readTextFileSync(
      join(root, ".github/site/live", `${program}.md`),
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
