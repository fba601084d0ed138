// A tree as the list of its nodes, depth first, each before its children. Trees are read and built along this
// list, so that nothing recurses over the depth of a tree.

import { type AnyBox, isAnyBox } from "../values/box.ts";
import type { Box, Scalar } from "../values/scalar.ts";
import { FloatList } from "../values/floats.ts";
import { escaped } from "../values/refusal.ts";
import { isConstantNode } from "../trees/node.ts";
import { numbersInFrame } from "../trees/framed.ts";
import { type Keys, pathText } from "../trees/location.ts";
import { elementOf, faultOf, GETTER, propertyOf } from "./own_properties.ts";
import { messageOf } from "./uncompiled_reasons.ts";

/** One node of a tree. */
export interface Site {
  /** A number, an array of numbers only, a `Float64Array`, numbers in a frame, a constant, or a node with children. */
  readonly kind: "number" | "numbers" | "floats" | "framed" | "constant" | "array" | "object";
  /** The value of a constant, or the frame of numbers. */
  readonly value: unknown;
  /** The position of its first number among all numbers of the tree, and how many it has. */
  readonly first: number;
  readonly count: number;
  /** The positions of its children in the list. */
  readonly children: number[];
  /** The keys of its children, if it is an object. */
  readonly keys: readonly string[];
  readonly prototype: unknown;
  /** The position of its parent in the list, −1 for the root, and its own key in the parent. */
  readonly parent: number;
  readonly key: string | number;
}

/** A tree as a list. */
export interface Sites {
  readonly list: readonly Site[];
  /** The numbers and boxes of the tree, in order. */
  readonly leaves: readonly Scalar[];
  /** The number of nodes on the longest branch. */
  readonly depth: number;
  /** The reason why no program can take or return the tree, if there is one. */
  readonly fault: string | undefined;
}

interface Pending {
  readonly node: unknown;
  readonly parent: number;
  readonly key: string | number;
  readonly location: Keys | undefined;
  readonly depth: number;
  /** Whether its children have been visited, so that the node is left. */
  readonly isOver: boolean;
}

/**
 * Returns the nodes of a tree of numbers, strings, booleans, `null`, `undefined`, arrays, `Float64Array`s and
 * plain objects. Only own data properties are read, so that no getter runs.
 *
 * @param root the name of the tree in messages, such as `args`
 * @param isNumber whether a box stands for a number of the tree
 * @param mayHaveFrames whether numbers in a frame may be part of it, as in results
 * @param constants the positions of elements of the root that are constants, whatever they are
 * @throws {TypeError} if the tree holds a box whose derivative call has ended.
 */
export function sitesOf(
  tree: unknown,
  root: string,
  isNumber: (box: Box) => boolean,
  mayHaveFrames = false,
  constants: readonly number[] = [],
): Sites {
  const list: Site[] = [];
  const leaves: Scalar[] = [];
  const around = new Set<unknown>();
  const pending: Pending[] = [
    { node: tree, parent: -1, key: 0, location: undefined, depth: 1, isOver: false },
  ];
  let deepest = 0;
  let fault: string | undefined;
  let dead: TypeError | undefined;

  /** Returns whether a node is a number of the tree. */
  function isLeaf(node: unknown, location: Keys | undefined): node is Scalar {
    if (typeof node === "number") return true;
    if (!isAnyBox(node)) return false;
    if (isNumber(node)) return true;
    const { level } = node as AnyBox;
    if (level.phase === "closed") dead = escaped(level);
    fault ??= `${pathText(root, location)} is a value that a derivative or a trace follows`;
    // Such a call is never compiled: the rest of the tree need not be read.
    pending.length = 0;
    return false;
  }

  function visit(next: Pending): void {
    const { node, parent, key, location, depth, isOver } = next;
    if (isOver) {
      around.delete(node);
      return;
    }
    const enter = (kind: Site["kind"], own: Partial<Site> = {}) => {
      if (parent >= 0) list[parent].children.push(list.length);
      const site = { ...plain, children: [], kind, first: leaves.length, parent, key, ...own };
      return list.push(site) - 1;
    };
    deepest = Math.max(deepest, depth);
    if (parent === 0 && constants.includes(key as number)) {
      enter("constant", { value: node });
      return;
    }
    if (isLeaf(node, location)) {
      enter("number", { count: 1 });
      leaves.push(node);
      return;
    }
    if (isConstantNode(node)) {
      enter("constant", { value: node });
      return;
    }
    const framed = mayHaveFrames ? numbersInFrame(node) : undefined;
    if (framed !== undefined && Array.from(framed.numbers).every((own) => isLeaf(own, location))) {
      enter("framed", { value: framed, count: framed.numbers.length });
      for (let i = 0; i < framed.numbers.length; i++) leaves.push(framed.numbers[i]);
      return;
    }
    const what = around.has(node) ? "contains itself" : faultOf(node);
    if (what !== undefined) {
      fault ??= `${pathText(root, location)} ${what}`;
      return;
    }
    if (node instanceof Float64Array) {
      enter("floats", { count: node.length });
      for (let i = 0; i < node.length; i++) leaves.push(node[i]);
      return;
    }
    const isArray = Array.isArray(node);
    const keys = isArray ? [] : Object.keys(node as object);
    const values: unknown[] = [];
    let areNumbers = isArray && (parent >= 0 || constants.length === 0);
    const count = isArray ? node.length : keys.length;
    for (let i = 0; i < count; i++) {
      const own = isArray ? i : keys[i];
      const value = isArray ? elementOf(node, i) : propertyOf(node as object, keys[i]);
      if (value === GETTER) {
        fault ??= `${pathText(root, { before: location, key: own })} is a getter`;
      }
      values.push(value);
      areNumbers &&= typeof value === "number" || isAnyBox(value) && isNumber(value);
    }
    if (areNumbers) {
      enter(node instanceof FloatList ? "floats" : "numbers", { count: values.length });
      for (const value of values) leaves.push(value as Scalar);
      return;
    }
    if (node instanceof FloatList) {
      const own = pathText(root, location);
      fault ??= `${own} makes something other than numbers of the elements of a Float64Array`;
      return;
    }
    const at = isArray
      ? enter("array")
      : enter("object", { keys, prototype: Object.getPrototypeOf(node) });
    around.add(node);
    pending.push({ ...next, isOver: true });
    for (let i = count - 1; i >= 0; i--) {
      const own = isArray ? i : keys[i];
      const before: Keys = { before: location, key: own };
      pending.push({
        node: values[i],
        parent: at,
        key: own,
        location: before,
        depth: depth + 1,
        isOver: false,
      });
    }
  }

  try {
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) visit(next);
  } catch (error) {
    // A proxy has thrown.
    fault ??= `${root} cannot be looked at: ${messageOf(error)}`;
  }
  if (dead !== undefined) throw dead;
  return { list, leaves, depth: deepest, fault };
}

const plain = { value: undefined, count: 0, keys: [], prototype: undefined };

/**
 * Builds a tree from its list of nodes, the last first.
 *
 * @param contentOf returns the content of a node without children
 */
export function assembled(list: readonly Site[], contentOf: (site: Site) => unknown): unknown {
  const values = new Array<unknown>(list.length);
  for (let i = list.length - 1; i >= 0; i--) {
    const { kind, children, keys } = list[i];
    if (kind === "array") values[i] = children.map((child) => values[child]);
    else if (kind === "object") {
      values[i] = Object.fromEntries(children.map((child, j) => [keys[j], values[child]]));
    } else values[i] = contentOf(list[i]);
  }
  return values[0];
}
