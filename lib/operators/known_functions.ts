// Functions that are known to do nothing but compute: the operations of this library, those of `Math`, and functions of
// marked modules in which the transformer has found nothing else. It marks these by a comment at their heads.

import { PURE } from "./pure_mark.ts";

type AnyFunction = (...args: never[]) => unknown;

const all = /* @__PURE__ */ new WeakMap<object, boolean>();

/** Takes note of a function that does nothing but compute. */
export function known(f: object): void {
  all.set(f, true);
}

/** Checks whether a function is known to do nothing but compute. */
export function isKnownFunction(f: unknown): boolean {
  const found = all.get(f as object);
  if (found !== undefined) return found;
  const { row } = f as { readonly row?: { readonly value?: unknown } };
  const isKnown = typeof row?.value === "function" || isMarkedPure(f as AnyFunction);
  all.set(f as object, isKnown);
  return isKnown;
}

/** Checks whether the text of a function has the mark at its own head, not at that of a function inside. */
function isMarkedPure(f: AnyFunction): boolean {
  const text = Function.prototype.toString.call(f);
  const at = text.indexOf(PURE);
  if (at < 0) return false;
  const head = text.slice(0, at).replace(/[\s(]+$/, "");
  const count = (what: RegExp) => head.match(what)?.length ?? 0;
  const braces = count(/\{/g) - count(/\}/g);
  if (count(/\(/g) !== count(/\)/g)) return false;
  if (head.endsWith("=>")) return braces === 0 && count(/=>/g) === 1;
  return head.endsWith("{") && braces === 1 && count(/=>/g) === (/=>\s*\{$/.test(head) ? 1 : 0);
}
