// Aux, which comes along with a value: boxes of the level of the call come back in it as their primals.

import { outside } from "../values/membership.ts";
import { isAnyBox } from "../values/box.ts";
import { kindOf } from "../values/describe.ts";
import type { Level } from "../values/level.ts";
import { defineField, isBranch } from "./node.ts";
import { accessor } from "./location.ts";

/** A node of aux, with the key under which it was found first, and all nodes that hold it. */
interface Found {
  readonly node: object;
  readonly key: unknown;
  readonly parents: Found[];
  holdsBoxes: boolean;
}

/**
 * Returns aux without boxes of a level: those in its arrays and objects are replaced by their primals, in copies;
 * an object that holds no box comes back itself.
 *
 * @throws {TypeError} that names the path of a `Map` or a `Set` with a box in it, or that a box has escaped.
 */
export function releaseAux(level: Level, aux: unknown): unknown {
  if (isAnyBox(aux)) return outside(level, aux);
  if (!isContainer(aux)) return aux;
  const all = reachable(aux);
  const holding = new Set([...all.values()].filter(({ holdsBoxes }) => holdsBoxes));
  // A set that grows while it is gone through hands out what was added, too.
  for (const { parents } of holding) parents.forEach((parent) => holding.add(parent));

  const copies = new Map<unknown, object>();
  for (const found of holding) {
    if (!isBranch(found.node)) throw unreleased(level, found);
    const prototype = Object.getPrototypeOf(found.node);
    copies.set(found.node, Array.isArray(found.node) ? [] : Object.create(prototype));
  }
  for (const { node } of holding) {
    for (const [key, child] of Object.entries(node)) {
      const value = isAnyBox(child) ? outside(level, child) : copies.get(child) ?? child;
      defineField(copies.get(node)!, key, value);
    }
  }
  return copies.get(aux) ?? aux;
}

/** Returns all containers that can be reached, and which of them hold boxes themselves. */
function reachable(aux: object): Map<unknown, Found> {
  const root = { node: aux, key: undefined, parents: [], holdsBoxes: false };
  const all = new Map<unknown, Found>([[aux, root]]);
  for (const found of all.values()) {
    for (const [key, child] of childrenOf(found.node)) {
      if (isAnyBox(child)) found.holdsBoxes = true;
      if (!isContainer(child)) continue;
      const before = all.get(child);
      if (before !== undefined) before.parents.push(found);
      else all.set(child, { node: child, key, parents: [found], holdsBoxes: false });
    }
  }
  return all;
}

function isContainer(node: unknown): node is object {
  return isBranch(node) || node instanceof Map || node instanceof Set;
}

function childrenOf(node: object): Iterable<readonly [key: unknown, child: unknown]> {
  if (node instanceof Map) {
    return [
      ...node,
      ...Array.from(node.keys(), (key) => [key, key] as const),
    ];
  }
  if (node instanceof Set) return Array.from(node, (child) => ["", child] as const);
  if (Array.isArray(node) && node.every((child) => typeof child === "number")) return [];
  return Object.entries(node);
}

function unreleased(level: Level, found: Found): TypeError {
  let path = "";
  for (let rest = found; rest.parents.length > 0; [rest] = rest.parents) {
    path = accessor(String(rest.key)) + path;
  }
  return new TypeError(
    `Cannot return the aux of ${level.call}: aux${path} is ${
      kindOf(found.node)
    } with a differentiated value in it, ` +
      "which would escape; keep value(x) instead of x there, or put it into an array or a plain object",
  );
}
