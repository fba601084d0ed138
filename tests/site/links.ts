// Every link of every page of a site in a folder: does a file answer it, and does the file have the place?

import { join } from "node:path";

/** Returns the paths of all pages in a folder. */
export function pagesIn(folder: string, under = ""): string[] {
  return [...Deno.readDirSync(join(folder, under))].flatMap(({ name, isDirectory }) => {
    const path = under === "" ? name : `${under}/${name}`;
    return isDirectory ? pagesIn(folder, path) : name.endsWith(".html") ? [path] : [];
  });
}

/** Returns the links that lead nowhere, each with the page that has it. */
export function brokenLinks(folder: string, base: string, pages: readonly string[]): string[] {
  const ids = new Map<string, Set<string>>();
  const idsOf = (file: string) => {
    const known = ids.get(file) ?? idsIn(Deno.readTextFileSync(join(folder, file)));
    ids.set(file, known);
    return known;
  };
  const broken = new Set<string>();
  for (const page of pages) {
    const text = Deno.readTextFileSync(join(folder, page)).replace(
      /<script[^>]*>[^]*?<\/script>/g,
      "",
    );
    const own = new URL(`http://site${base}${page}`);
    for (
      const [, , link] of text.matchAll(/<(a|link|img|script)\b[^>]*?\b(?:href|src)="([^"]*)"/g)
    ) {
      const url = new URL(decoded(link), own);
      if (url.origin !== own.origin) continue;
      const file = fileOf(folder, base, url);
      const hash = decodeURIComponent(url.hash.slice(1));
      const isThere = file !== undefined &&
        (hash === "" || !file.endsWith(".html") || idsOf(file).has(hash));
      if (!isThere) broken.add(`${page}: ${link}`);
    }
  }
  return [...broken];
}

function fileOf(folder: string, base: string, { pathname }: URL): string | undefined {
  const path = decodeURIComponent(pathname);
  if (!path.startsWith(base)) return undefined;
  const inside = path.slice(base.length);
  return [inside, `${inside}.html`, join(inside, "index.html")].find((file) => {
    try {
      return Deno.statSync(join(folder, file)).isFile;
    } catch {
      return false;
    }
  });
}

function idsIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/\bid="([^"]*)"/g), ([, id]) => decoded(id)));
}

function decoded(text: string): string {
  return text.replaceAll("&#x2F;", "/").replaceAll("&amp;", "&").replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}
