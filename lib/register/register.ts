// Hooks of the module loader that Deno and Node have in common.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lift, type Lifted } from "../lift/lift.ts";

interface LoadResult {
  readonly format?: string | null;
  readonly source?: unknown;
  readonly shortCircuit?: boolean;
}

/** The hooks, as `node:module` takes them. */
export interface LoaderHooks {
  /** Returns the text of a module. */
  readonly load: (
    url: string,
    context: { readonly format?: string | null },
    next: (url: string, context: object) => LoadResult,
  ) => LoadResult;
}

/** What the hooks need of the runtime. */
export interface Loader {
  /** Registers hooks. */
  readonly registerHooks: (hooks: LoaderHooks) => unknown;
  /** Returns a text without its types, each replaced by spaces; where the syntax is not erasable, rewritten. */
  readonly stripTypeScriptTypes: (
    text: string,
    options?: { readonly mode: "strip" | "transform" },
  ) => string;
  /** Whether the runtime itself takes the types off what a hook answers. */
  readonly takesTypes: boolean;
  /** Whether the runtime runs what comes through a hook as code, whatever the file is. */
  readonly runsAll: boolean;
}

const sources = /^file:.*\.[cm]?[jt]sx?(?:[?#].*)?$/;
const typed = /\.[cm]?tsx?(?:[?#].*)?$/;

/** Registers the hook that lifts modules. */
export function register(loader: Loader): void {
  // The runtime lies beside these files, with their ending.
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const runtime = new URL(`../operators/runtime.${ending}`, import.meta.url).href;
  const liftedAt = (url: string, loaded: () => LoadResult): Lifted | undefined => {
    if (!sources.test(url) || url.includes("/node_modules/")) return undefined;
    const file = fileURLToPath(url);
    let text: string | undefined;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      // Deno itself loads modules that the program may not read; and whoever loads it says why there is no such file.
      text = textIn(loaded(), typed.test(url));
    }
    return text === undefined ? undefined : lift(text, { file, runtime });
  };
  loader.registerHooks({
    load(url, context, next) {
      let result: LoadResult | undefined;
      const loaded = () => result ??= next(url, context);
      const lifted = liftedAt(url, loaded);
      if (lifted === undefined) {
        return (loader.runsAll ? noCode(url, loaded) : undefined) ?? loaded();
      }
      const isTyped = typed.test(url);
      if (isTyped && loader.takesTypes) {
        return {
          format: "module-typescript",
          source: withMap(lifted.code, lifted),
          shortCircuit: true,
        };
      }
      const code = isTyped ? withoutTypes(loader, lifted.code) : lifted.code;
      return { format: "module", source: withMap(code, lifted), shortCircuit: true };
    },
  });
}

/** Returns the text of a module as the runtime has loaded it: without its types, but with a map that has them. */
function textIn({ source }: LoadResult, isTyped: boolean): string | undefined {
  if (typeof source !== "string") return undefined;
  const map = isTyped &&
    /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(source);
  if (!map) return source;
  const bytes = Uint8Array.from(atob(map[1]), (byte) => byte.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)).sourcesContent?.[0] ?? source;
}

/** Returns how to load a file that is no code and that packages of CommonJS require: data, or an addon. */
function noCode(url: string, loaded: () => LoadResult): LoadResult | undefined {
  if (/^file:.*\.json$/.test(url)) return { ...loaded(), format: "json", shortCircuit: true };
  if (!/^file:.*\.node$/.test(url)) return undefined;
  return {
    format: "commonjs",
    source: "process.dlopen(module, __filename);",
    shortCircuit: true,
  };
}

function withoutTypes(loader: Loader, code: string): string {
  try {
    return loader.stripTypeScriptTypes(code);
  } catch {
    // Enums and parameter properties cannot be erased.
    return loader.stripTypeScriptTypes(code, { mode: "transform" });
  }
}

/** Returns the text with its source map in a comment, where runtimes look for it. */
function withMap(code: string, { map }: Lifted): string {
  const bytes = new TextEncoder().encode(JSON.stringify(map));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `${code}//# sourceMappingURL=data:application/json;base64,${btoa(binary)}\n`;
}
