// What the site consists of: its pages in reading order, and how code that runs in the page is marked.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { type DefaultTheme, defineConfig, type MarkdownOptions } from "vitepress";

const pages = join(import.meta.dirname!, "..");

/** The path of the site on its server, and the repository on GitHub that it is built from. */
const { SITE_BASE: base = "/", GITHUB_REPOSITORY: repository } = process.env;

/** A page in the list beside the text, by the heading that it has. */
function page(path: string): DefaultTheme.SidebarItem {
  const text = readFileSync(join(pages, `${path}.md`), "utf8");
  const heading = /^# (.*)$/m.exec(text)?.[1];
  if (heading === undefined) {
    throw new Error(`Cannot list ${path}: it has no heading`);
  }
  return {
    text: heading.replaceAll("`", ""),
    link: `/${path.replace(/index$/, "")}`,
  };
}

/** The chapters of the tutorial, in the order of its index. */
function chapters(): DefaultTheme.SidebarItem[] {
  const index = readFileSync(join(pages, "tutorial/index.md"), "utf8");
  const paths = Array.from(
    index.matchAll(/^- \[.*?\]\(\/(tutorial\/\w+)\)/gm),
    ([, path]) => path,
  );
  return paths.map(page);
}

/** A group leads to its first page: as a link it is no button around another button. */
const group = (text: string, paths: readonly string[], collapsed = false) => ({
  text,
  link: page(paths[0]).link,
  collapsed,
  items: paths.map(page),
});

const optional = (paths: readonly string[]) =>
  paths.filter((path) => readdirSync(pages).includes(`${path}.md`));

const sidebar: DefaultTheme.SidebarItem[] = [
  group("First steps", ["start", "names", "operators", "types"]),
  { text: "Tutorial", link: "/tutorial/", collapsed: true, items: chapters() },
  group("How to", [
    "how-to/fit-data",
    "how-to/find-a-nan",
    "how-to/make-it-fast",
    "how-to/write-a-rule",
    "how-to/checkpoint-a-loop",
    "how-to/levenberg-marquardt",
    "how-to/minimise-with-fmin",
    "how-to/odex",
    "how-to/quadprog",
    "how-to/observable-plot",
    "how-to/d3",
    "how-to/three",
    "how-to/notebook",
  ]),
  group("Concepts", [
    "concepts/dual-numbers",
    "concepts/backpropagators",
    "concepts/nesting",
    "concepts/structural-zeros",
    "concepts/conventions",
    "concepts/limits",
  ]),
  group("Coming from", [
    "from/jax",
    "from/pytorch",
    "from/tensorflow",
    "from/finite-differences",
  ]),
  group("Subjects", [
    "see",
    "check",
    "jit",
    "fit",
    "linalg",
    "sparse",
    "orders",
    "density",
    "special",
  ], true),
  group("About", [
    "benchmarks",
    "benchmarks-report",
    "faq",
    "reference",
    "architecture",
    "contributing",
    ...optional(["changelog", "releasing", "security"]),
  ], true),
];

/** Code marked `live` gets buttons to edit and to run it; without scripts it is code as any other. */
const markdown: MarkdownOptions = {
  theme: {
    light: "github-light-high-contrast",
    dark: "github-dark-high-contrast",
  },
  config(md) {
    // Links that leave the pages of VitePress, of which it leaves the path as it is.
    md.core.ruler.push("base", ({ tokens }) => {
      for (const link of tokens.flatMap(({ children }) => children ?? [])) {
        const href = link.attrGet("href");
        if (link.attrGet("target") !== "_self" || !href?.startsWith("/")) continue;
        link.attrSet("href", base + href.slice(1));
      }
    });
    const fence = md.renderer.rules.fence!;
    md.renderer.rules.fence = (tokens, index, ...rest) => {
      const { info, content } = tokens[index];
      const html = fence(tokens, index, ...rest);
      if (!/^ts\b.*\blive\b/.test(info)) return html;
      return `<LiveCode code="${encodeURIComponent(content)}">${html}</LiveCode>`;
    };
  },
};

export default defineConfig({
  base,
  title: "fluxion",
  description: "Exact derivatives of ordinary TypeScript functions",
  lang: "en",
  head: [["link", { rel: "icon", href: "data:," }]],
  lastUpdated: false,
  markdown,
  // What is not made by VitePress; a test of the whole site follows every link.
  ignoreDeadLinks: [/^\/(api|playground)\//],
  // The home page has no main landmark of its own; the theme sees to pages that are reached by a link.
  transformHtml: (html) => html.replace('class="VPContent is-home"', '$& role="main"'),
  vite: { build: { chunkSizeWarningLimit: 1000 }, logLevel: "error" },
  themeConfig: {
    nav: [
      { text: "Start", link: "/start" },
      { text: "Tutorial", link: "/tutorial/" },
      { text: "Reference", link: "/reference" },
      { text: "Playground", link: "/playground/", target: "_self" },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: "local" },
    docFooter: { prev: "Before", next: "Next" },
    // In the workflow that deploys it, the site knows where its sources are.
    socialLinks: repository === undefined
      ? []
      : [{ icon: "github", link: `https://github.com/${repository}` }],
    footer: { message: "MIT licence" },
  },
});
