// Runs a program apart from the page: operators of marked ones are lifted, types are erased, imports of the library lead to its files on this site, and
// what it prints is sent back, line by line.

/// <reference lib="webworker" />

import { transform } from "sucrase";

/** A program, and where the files of the library are. */
export interface RunTask {
  readonly code: string;
  readonly modules: string;
}

/** What a program prints, or how it fails. */
export interface Printed {
  readonly kind: "log" | "error";
  readonly text: string;
}

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = async ({ data: { code, modules } }: MessageEvent<RunTask>) => {
  const print = (...values: unknown[]) =>
    self.postMessage(
      { kind: "log", text: values.map(written).join(" ") } satisfies Printed,
    );
  Object.assign(console, {
    log: print,
    info: print,
    warn: print,
    error: print,
  });
  try {
    const { code: erased } = transform(await lifted(code, modules), {
      transforms: ["typescript"],
      disableESTransforms: true,
    });
    const files = await (await fetch(new URL("modules.json", modules))).json();
    const url = URL.createObjectURL(
      new Blob([withFiles(erased, files, modules)], {
        type: "text/javascript",
      }),
    );
    await import(/* @vite-ignore */ url);
    self.postMessage("done");
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    self.postMessage({ kind: "error", text } satisfies Printed);
  }
};

/** A marked program with its operators as operations; any other as it is. */
async function lifted(code: string, modules: string): Promise<string> {
  if (!/^\s*["']use ad["']/m.test(code)) return code;
  const { lift } = await import(/* @vite-ignore */ new URL("lift.js", modules).href);
  return lift(code)?.code ?? code;
}

/** Imports by file in place of names. */
function withFiles(
  code: string,
  files: Readonly<Record<string, string>>,
  modules: string,
): string {
  return code.replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(["'])([@\w/-]+)\2/g,
    (text, before, _quote, name) => {
      if (!Object.hasOwn(files, name)) {
        const known = Object.keys(files).join(", ");
        throw new Error(
          `Cannot import ${name}: in the page there are ${known}`,
        );
      }
      return text.slice(0, before.length) +
        JSON.stringify(new URL(files[name], modules).href);
    },
  );
}

/** A value as a console writes it. */
function written(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "steps" in value) {
    return String(value);
  }
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name} [${Array.from(value as Float64Array).join(", ")}]`;
  }
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${written(field)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
