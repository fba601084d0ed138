// Documents of the repository and the guide as pages of the site. They link to one another by file, so that they can be
// read in the repository, too: a link leads to the page that a file has become, one to a source file to a page that
// shows it; what has no page keeps its words.

import { join, posix } from "node:path";
import { sectionsOf } from "./index_sections.ts";

/** A page by its path. */
export type Page = readonly [path: string, text: string];

/** The pages that documents become. */
const pages: Readonly<Record<string, string>> = {
  ".github/ARCHITECTURE.md": "architecture",
  ".github/CONTRIBUTING.md": "contributing",
  ".github/DENSITY.md": "density",
  ".github/FIT.md": "fit",
  ".github/JIT.md": "jit",
  ".github/RELEASING.md": "releasing",
  ".github/SECURITY.md": "security",
  ".github/SPECIAL.md": "special",
  ".github/TYPES.md": "types",
  "CHANGELOG.md": "changelog",
  "README.md": "start",
  "bench/report/summary.md": "benchmarks-report",
  "examples/README.md": "tutorial/",
  "examples/data/README.md": "tutorial/data",
};

/** Where the pages are that are written for the site. */
const GUIDE = ".github/site/pages/";

/** Documents that other pages replace. */
const INDEX = "examples/README.md";
const replaced = ["README.md", INDEX];

/** The chapters of the tutorial by the headings of the index. */
const chapters: ReadonlyMap<string, string> = new Map(
  sectionsOf(Deno.readTextFileSync(new URL(`../../${INDEX}`, import.meta.url)))
    .flatMap(({ title, program }) => program === undefined ? [] : [[slugOf(title), program]]),
);

/** The name that GitHub gives a heading. */
function slugOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-");
}

/**
 * Returns the pages of the guide and of all documents that are there, and those of the source files that they link
 * to.
 */
export function documents(root: string): Page[] {
  const sources = new Set<string>();
  const written = guidePages(root).map((path): Page => [
    path.slice(GUIDE.length),
    withLinks(textOf(root, path)!, path, sources),
  ]);
  const own = Object.entries(pages).flatMap(([path, page]): Page[] => {
    const text = replaced.includes(path) ? undefined : textOf(root, path);
    return text === undefined ? [] : [[`${page}.md`, named(withLinks(text, path, sources))]];
  });
  // The index of the examples is split into chapters elsewhere, but links to the same files.
  withLinks(textOf(root, INDEX)!, INDEX, sources);
  return [...written, ...own, ...[...sources].map((path) => sourcePage(root, path))];
}

function guidePages(root: string, folder = GUIDE): string[] {
  return [...Deno.readDirSync(join(root, folder))].flatMap(({ name, isDirectory }) =>
    isDirectory
      ? guidePages(root, `${folder}${name}/`)
      : name.endsWith(".md")
      ? [`${folder}${name}`]
      : []
  );
}

/** Rewrites the links of a document, and remembers the source files that it links to. */
export function withLinks(text: string, path: string, sources?: Set<string>): string {
  return text.replace(
    /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g,
    (link, mark: string, words: string, to: string) => {
      if (/^([a-z]+:|#|\/)/.test(to)) return link;
      const [file, heading] = to.split("#");
      const target = posix.join(posix.dirname(path), file);
      if (mark === "!") return `![${words}](/pictures/${posix.basename(file)})`;
      if (target.endsWith(".ts")) {
        sources?.add(target);
        return `[${words}](/source/${target.replace(/\.ts$/, "")})`;
      }
      const page = pageOf(target, heading);
      return page === undefined ? words : `[${words}](${page})`;
    },
  );
}

/** The page of the site that a document has become, with the place in it; a heading of the index is a chapter. */
function pageOf(document: string, heading: string | undefined): string | undefined {
  const chapter = document === INDEX && heading !== undefined ? chapters.get(heading) : undefined;
  if (chapter !== undefined) return `/tutorial/${chapter}`;
  const anchor = heading === undefined ? "" : `#${heading}`;
  if (document.startsWith(GUIDE)) {
    return `/${document.slice(GUIDE.length).replace(/(index)?\.md$/, "")}${anchor}`;
  }
  return Object.hasOwn(pages, document) ? `/${pages[document]}${anchor}` : undefined;
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
