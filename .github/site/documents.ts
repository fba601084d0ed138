// Documents of the repository as pages of the site. A link from one to another leads to its page, one to a source file
// to a page that shows it; what has no page keeps its words.

import { join, posix } from "node:path";

/** A page by its path. */
export type Page = readonly [path: string, text: string];

/** The pages that documents become. */
const pages: Readonly<Record<string, string>> = {
  ".github/ARCHITECTURE.md": "architecture",
  ".github/CONTRIBUTING.md": "contributing",
  ".github/DENSITY.md": "density",
  ".github/JIT.md": "jit",
  ".github/SPECIAL.md": "special",
  "CHANGELOG.md": "changelog",
  "README.md": "start",
  "bench/report/summary.md": "benchmarks-report",
  "examples/README.md": "tutorial/",
  "examples/data/README.md": "tutorial/data",
};

/** Documents that other pages replace. */
const replaced = ["README.md", "examples/README.md"];

/** Returns the pages of all documents that are there, and those of the source files that they link to. */
export function documents(root: string): Page[] {
  const sources = new Set<string>();
  const own = Object.entries(pages).flatMap(([path, page]): Page[] => {
    const text = replaced.includes(path) ? undefined : textOf(root, path);
    return text === undefined ? [] : [[`${page}.md`, named(withLinks(text, path, sources))]];
  });
  // The index of the examples is split into chapters elsewhere, but links to the same files.
  withLinks(textOf(root, "examples/README.md")!, "examples/README.md", sources);
  return [...own, ...[...sources].map((path) => sourcePage(root, path))];
}

/** Rewrites the links of a document, and remembers the source files that it links to. */
export function withLinks(
  text: string,
  path: string,
  sources?: Set<string>,
): string {
  return text.replace(
    /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g,
    (link, mark: string, words: string, to: string) => {
      if (/^[a-z]+:/.test(to) || to.startsWith("#")) return link;
      const [file, heading] = to.split("#");
      const target = posix.join(posix.dirname(path), file);
      const anchor = heading === undefined ? "" : `#${heading}`;
      if (mark === "!") return `![${words}](/pictures/${posix.basename(file)})`;
      if (Object.hasOwn(pages, target)) {
        return `[${words}](/${pages[target]}${anchor})`;
      }
      if (!target.endsWith(".ts")) return words;
      sources?.add(target);
      return `[${words}](/source/${target.replace(/\.ts$/, "")})`;
    },
  );
}

/** Gives the first column of a table a heading where it has none, which readers of screens want. */
function named(text: string): string {
  return text.replace(/^\|  +\|(.*\n\| ?:?-)/gm, "| what |$1");
}

function sourcePage(root: string, path: string): Page {
  const text = textOf(root, path);
  if (text === undefined) {
    throw new Error(`Cannot show ${path}: a document links to it`);
  }
  const page = [
    "---",
    "aside: false",
    "search: false",
    "---",
    "",
    `# ${posix.basename(path)}`,
    "",
    `\`${path}\``,
    "",
    "```ts",
    text.trimEnd(),
    "```",
    "",
  ];
  return [`source/${path.replace(/\.ts$/, "")}.md`, page.join("\n")];
}

function textOf(root: string, path: string): string | undefined {
  try {
    return Deno.readTextFileSync(join(root, path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
