// The hash table finds every instruction that was entered, and no other, however it has grown.

import { HashTable } from "../../lib/program/hash_table.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";

/** Columns as a graph has them, and a table over them. */
class Entries {
  operations = new Int32Array(0);
  left = new Int32Array(0);
  right = new Int32Array(0);
  readonly lists: number[] = [];
  readonly table = new HashTable();
  size = 0;
  private readonly withLists = new Set<number>();

  constructor(room: number) {
    for (const column of ["operations", "left", "right"] as const) {
      this[column] = new Int32Array(room);
    }
  }

  /** The place of an instruction, which is entered where it is new. */
  place(operation: number, left: number, right: number): number {
    const found = this.table.find(operation, left, right, this);
    return found >= 0 ? found : this.append(operation, left, right);
  }

  placeOfList(operation: number, operands: readonly number[]): number {
    const found = this.table.findList(operation, operands, this);
    if (found >= 0) return found;
    const start = this.lists.length;
    this.lists.push(...operands);
    this.withLists.add(this.size);
    return this.append(operation, start, operands.length);
  }

  operationOf(place: number): number {
    return this.operations[place];
  }

  leftOf(place: number): number {
    return this.left[place];
  }

  rightOf(place: number): number {
    return this.right[place];
  }

  isList(place: number): boolean {
    return this.withLists.has(place);
  }

  private append(operation: number, left: number, right: number): number {
    this.operations[this.size] = operation;
    this.left[this.size] = left;
    this.right[this.size] = right;
    this.table.enter(this.size, this);
    return this.size++;
  }
}

describe("The table of instructions", () => {
  it("finds nothing in the beginning", () => {
    const entries = new Entries(0);
    assertEquals(entries.table.find(1, 2, 3, entries), -1);
    assertEquals(entries.table.findList(1, [], entries), -1);
  });

  it("finds each again after every growth", () => {
    const entries = new Entries(5000);
    for (let i = 0; i < 5000; i++) {
      assertEquals(entries.place(i % 7, i >> 3, 5000 - i), i);
      // Just before and after the table has doubled, each one that was entered is there.
      if ([127, 128, 129, 255, 256, 257, 1023, 1024, 1025].includes(i)) {
        for (let k = 0; k <= i; k++) assertEquals(entries.place(k % 7, k >> 3, 5000 - k), k);
      }
    }
    assertEquals(entries.size, 5000);
  });

  law(
    "answers what a map would, of pairs and of lists",
    fc.property(
      fc.array(
        fc.oneof(
          fc.tuple(fc.nat(3), fc.nat(5), fc.nat(5)),
          fc.tuple(fc.integer({ min: 4, max: 6 }), fc.array(fc.nat(3), { maxLength: 4 })),
        ),
        { maxLength: 400, size: "max" },
      ),
      (keys) => {
        const entries = new Entries(keys.length);
        const map = new Map<string, number>();
        for (const key of keys) {
          const place = key.length === 3 ? entries.place(...key) : entries.placeOfList(...key);
          const known = map.get(String(key.flat()));
          if (known === undefined) map.set(String(key.flat()), place);
          else assertEquals(place, known);
        }
        assertEquals(new Set(map.values()).size, map.size);
        assert(entries.size === map.size);
      },
    ),
  );
});
