// What `deno doc` leaves to be desired in its pages: a way back to the site, the names that people import, and what
// readers of screens need: a language, names of buttons, headings, and letters that stand out.

/** Mends a page that is so many folders down. */
export function mended(page: string, depth: number): string {
  const up = "../".repeat(depth - 1) || "./";
  const link = `<a href="../${"../".repeat(depth - 1)}" class="wayBack">← Guide</a>`;
  return page
    .replace("<html>", '<html lang="en">')
    .replace("</head>", `<link rel="stylesheet" href="${up}mended.css">\n</head>`)
    .replace(/<nav id="topnav">\s*<div[^>]*>\s*<div[^>]*>/, (top) => `${top}${link}`)
    .replace('<nav id="topnav">', '<nav id="topnav" aria-label="Where you are">')
    .replaceAll('<nav class="topSymbols">', '<nav class="topSymbols" aria-label="Symbols">')
    .replaceAll(
      '<nav class="documentNavigation">',
      '<nav class="documentNavigation" aria-label="On this page">',
    )
    .replaceAll('<button class="copyButton"', '<button class="copyButton" aria-label="Copy"')
    .replaceAll('<code class="language-', '<code tabindex="0" class="language-')
    // Some parameters of types have no place that a link could lead to.
    .replace(
      /<a href="[^"]*#(type_param_\w+)"([^>]*)>([^<]*)<\/a>/g,
      (link, id, rest, words) =>
        page.includes(`id="${id}"`) ? link : `<span${rest}>${words}</span>`,
    )
    // Between the steps of a trail stand arrows, which are no items of the list.
    .replace(
      /<ul class="breadcrumbs">[^]*?<\/div>/,
      (trail) => trail.replace("<ul", "<span").replaceAll(/<(\/?)(?:ul|li)>/g, "<$1span>"),
    )
    .replaceAll('<div class="toc">', '<div class="toc" role="complementary" aria-label="Contents">')
    .replace(
      /(<div class="usageContent">)([^]*?<\/button>)/,
      (_all, start, usage) => start + withNames(usage),
    )
    .replace(/<main([^>]*)>/, (main) => `${main}<h1 class="unseen">${titleOf(page)}</h1>`);
}

/** Imports by the names that people write. */
function withNames(usage: string): string {
  return usage.replace(
    /from &quot;([\w./]+)&quot;/g,
    (_from, name) => `from &quot;@fluxion/ad${name === "." ? "" : `/${name}`}&quot;`,
  );
}

function titleOf(page: string): string {
  return /<title>([^<]*?)(?: documentation)?<\/title>/.exec(page)?.[1] ?? "Reference";
}

/** The style that is laid over that of the pages. */
export const style = `
.wayBack { margin-right: 1rem; white-space: nowrap; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
* { transition: none !important; }
html.light .ddoc .contextLink, html.light #topnav a { color: #075985; }
html.light .token.comment, html.light .token.punctuation { color: #57606a; }
html.light .token.operator { color: #6b4d1f; background: none; }
html.light .token.string { color: #3d6a00; }
html.light .token.keyword, html.light .token.atrule { color: #00628a; }
html.light .token.class-name, html.light .token.function { color: #b4264a; }
html.light .text-optional { color: #0e7490; }
html.light .token.builtin { color: #3d6a00; }
html.light .td-kw { color: #0e7490 !important; }
html.light .td-ref { color: #1d4ed8 !important; }
html.light .td-tp { color: #854d0e !important; }
html.light .td-op { color: #be185d !important; }
html.light .td-str { color: #15803d !important; }
html.light .td-num, html.light .td-lit { color: #4338ca !important; }
html.light .documentNavigation a { color: #4b5563; }
.ddoc span, .ddoc span[class^="td-"] { opacity: 1 !important; }
.ddoc a.td-ref { text-decoration: underline; }
@media (max-width: 640px) {
  body { margin: 0; }
  body * { min-width: 0; }
  #topnav { position: static; height: auto; }
  #topnav > div { flex-wrap: wrap; height: auto; gap: 0.5rem; }
  #searchbar { width: 11rem !important; }
  .ddoc code, .ddoc .symbolTitle, .ddoc .section { overflow-wrap: anywhere; white-space: normal; }
  .ddoc pre code { display: block; overflow-x: auto; white-space: pre; }
  .ddoc pre { max-width: calc(100vw - 3rem); }
}
`;
