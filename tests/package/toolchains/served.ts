// A folder of files as a page is served from it.

const kinds: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  wasm: "application/wasm",
};

/** Calls `visit` with the address at which the files of a folder are served while it runs. */
export async function served<T>(folder: string, visit: (url: string) => Promise<T>): Promise<T> {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      const path = pathname === "/" ? "/index.html" : pathname;
      try {
        const kind = kinds[path.slice(path.lastIndexOf(".") + 1)] ?? "text/plain";
        return new Response(await Deno.readFile(folder + path), {
          headers: { "content-type": kind },
        });
      } catch {
        return new Response("", { status: 404 });
      }
    },
  );
  try {
    return await visit(`http://127.0.0.1:${server.addr.port}/`);
  } finally {
    await server.shutdown();
  }
}
