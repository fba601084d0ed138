// One command builds the page and serves it. What is built stays in memory, and the page asks no other
// server for anything.

const here = new URL("./", import.meta.url);
const types = { html: "text/html", css: "text/css", js: "text/javascript" };

/** Graphviz lays graphs out as WebAssembly, and its pictures bring their own style. */
const policy = "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'; " +
  "script-src 'self' 'wasm-unsafe-eval'";

const styles = ["style.css", "controls.css", "pictures.css", "narrow.css"];

type Kind = keyof typeof types;

/** A running playground. */
export interface Playground {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What is served, by its path. */
export type Pages = Readonly<Record<string, readonly [Kind, Uint8Array<ArrayBuffer>]>>;

/** Builds the page. @throws {Error} if it cannot be bundled. */
export async function build(): Promise<Pages> {
  const file = (name: string) => Deno.readFile(new URL(name, here));
  const pages: Record<string, [Kind, Uint8Array<ArrayBuffer>]> = {
    "/": ["html", await file("index.html")],
    "/page.js": ["js", await bundled("page.ts")],
    "/layout_worker.js": ["js", await bundled("layout_worker.ts")],
  };
  for (const name of styles) pages[`/${name}`] = ["css", await file(name)];
  return pages;
}

/** Serves the page to this machine, by default at any free port. */
export function serve(pages: Pages, port = 0): Playground {
  const server = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const page = pages[new URL(request.url).pathname];
    if (page === undefined) return new Response("Not found", { status: 404 });
    const [kind, body] = page;
    return new Response(body, {
      headers: {
        "content-type": `${types[kind]}; charset=utf-8`,
        "content-security-policy": policy,
      },
    });
  });
  return { url: `http://127.0.0.1:${server.addr.port}/`, close: () => server.shutdown() };
}

/** Serves the page at a port, or, where that is taken, at another. */
function serveNear(pages: Pages, port: number): Playground {
  try {
    return serve(pages, port);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    return serve(pages);
  }
}

async function bundled(entry: string): Promise<Uint8Array<ArrayBuffer>> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "--minify", entry],
    cwd: here,
  }).output();
  if (!success) throw new Error(`Cannot bundle ${entry}: ${new TextDecoder().decode(stderr)}`);
  return stdout;
}

if (import.meta.main) {
  const { url } = serveNear(await build(), Number(Deno.args[0] ?? 8000));
  console.log(`The playground is at ${url}`);
}
