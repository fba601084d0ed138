// Paths for tools that know no URLs, with forward slashes on every system.

import { fileURLToPath, pathToFileURL } from "node:url";

/** The path of a file's URL, with forward slashes. */
export function fromFileUrl(url: string | URL): string {
  return withSlashes(fileURLToPath(url));
}

/** A path with forward slashes in place of those of Windows. */
export function withSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}

/** The path of what a file imports, with forward slashes. */
export function resolved(specifier: string, importer: string): string {
  return fromFileUrl(new URL(specifier, pathToFileURL(importer)));
}
