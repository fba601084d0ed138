// Serves a built site to this machine, as GitHub Pages would: a folder has an index, and a page may leave its ending
// out.

import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** A site that is served. */
export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves a folder under a path. */
export function serveFolder(folder: string, base = "/", port = 0): Served {
  const server = Deno.serve(
    { port, hostname: "127.0.0.1", onListen() {} },
    async (request) => {
      const path = decodeURIComponent(new URL(request.url).pathname);
      if (!path.startsWith(base) || path.includes("..")) return missing();
      const inside = join(folder, path.slice(base.length));
      for (
        const file of [inside, `${inside}.html`, join(inside, "index.html")]
      ) {
        const bytes = await contentOf(file);
        if (bytes === undefined) continue;
        const type = types[extname(file)] ?? "application/octet-stream";
        return new Response(bytes, { headers: { "content-type": type } });
      }
      return missing();
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}${base}`,
    close: () => server.shutdown(),
  };
}

function missing(): Response {
  return new Response("Not found", { status: 404 });
}

async function contentOf(
  file: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(file);
  } catch {
    return undefined;
  }
}
