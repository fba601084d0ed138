// Which tangents there are in the state of a loop in forward mode, round by round: in the first rounds some may be structural
// zeros that later are none.

import { isSame, type SplitDuals, type TangentLayout } from "../../rules/split_duals.ts";
import { MOST_DIRECTIONS } from "../../values/block.ts";
import type { Scalar } from "../../values/scalar.ts";

/** Thrown where a loop is to be traced again, since in some of its ways there is more than in those before. */
export class Again extends Error {
  override readonly name = "Again";
}

/** Layouts by the number of a round. They change in the order of time only. */
export class Layouts {
  private readonly direction: 1 | -1;
  private readonly changes: { readonly from: number; readonly layout: TangentLayout }[] = [];

  /** @param direction −1 where the rounds of larger numbers come first */
  constructor(direction: 1 | -1, first?: number, layout?: TangentLayout) {
    this.direction = direction;
    if (first !== undefined && layout !== undefined) this.set(first, layout);
  }

  /** Returns the layout of a round. */
  at(round: number): TangentLayout {
    return this.find(round) ?? [];
  }

  /** Sets the layout from a round on, and returns whether it is another one than before. */
  set(round: number, layout: TangentLayout): boolean {
    const before = this.find(round);
    if (before !== undefined && isSame(before, layout)) return false;
    this.changes.push({ from: this.direction * round, layout });
    return before !== undefined;
  }

  private find(round: number): TangentLayout | undefined {
    return this.changes.findLast(({ from }) => from <= this.direction * round)?.layout;
  }
}

/** The answers of a step that have tangents. */
export type UnionPart = "state" | "results";

/** The tangents that there are in any way of a step, where ways have others. */
export class Union {
  private readonly layouts: { [P in UnionPart]?: TangentLayout } = {};

  /** Adds the tangents of two ways. */
  add(part: UnionPart, one: TangentLayout, other: TangentLayout): void {
    this.layouts[part] = [this.layouts[part] ?? [], one, other].reduce((a, b) =>
      Array.from({ length: Math.max(a.length, b.length) }, (_, i) => both(a[i], b[i]))
    );
  }

  /** Returns duals with all these tangents, of which some are absent. */
  filled(part: UnionPart, split: SplitDuals, absent: () => Scalar): SplitDuals {
    const wanted = this.layouts[part];
    if (wanted === undefined) return split;
    const tangents: Scalar[] = [];
    let next = 0;
    const layout = split.primals.map((_, i) => {
      const own = split.layout[i];
      const all = both(own, wanted[i]);
      for (const direction of directionsOf(all)) {
        const isThere = own === all || own !== undefined && own !== "single" &&
            (own & direction) !== 0;
        tangents.push(isThere ? split.tangents[next++] : absent());
      }
      return all;
    });
    return { primals: split.primals, tangents, layout };
  }
}

type Kind = TangentLayout[number];

function both(a: Kind, b: Kind): Kind {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return a === "single" || b === "single" ? "single" : a | b;
}

/** Returns the directions of a kind of tangent, as bits. */
function directionsOf(kind: Kind): number[] {
  if (kind === undefined) return [];
  if (kind === "single") return [1];
  const all = Array.from({ length: MOST_DIRECTIONS }, (_, i) => 1 << i);
  return all.filter((direction) => (kind & direction) !== 0);
}
