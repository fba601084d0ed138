// Short loops inside of others, written out: a body with three times as many instructions is faster than three rounds, whose
// values another part of the body reads from memory.

import type { BodyPart, Loop, LoopLeaf, Piece } from "./loops.ts";

/** Most rounds of a loop that is written out. */
const MOST_ROUNDS = 4;
/** Most instructions that it becomes. */
const MOST_LEAVES = 64;

/** Returns pieces in which short loops inside of others are written out. */
export function unrolled(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) => typeof piece === "number" ? piece : withBody(piece));
}

function withBody(loop: Loop): Loop {
  const body = loop.body.flatMap((part): readonly BodyPart[] => {
    if (part.kind === "leaf") return [part];
    const inner = withBody(part);
    return writtenOut(inner) ?? [inner];
  });
  return { ...loop, body };
}

function writtenOut({ counts, body }: Loop): LoopLeaf[] | undefined {
  const [rounds] = counts;
  if (rounds > MOST_ROUNDS || rounds * body.length > MOST_LEAVES) return undefined;
  if (!counts.every((count) => count === rounds)) return undefined;
  if (!body.every((part) => part.kind === "leaf")) return undefined;
  return Array.from({ length: rounds }, (_, round) =>
    body.map(({ items }): LoopLeaf => ({
      kind: "leaf",
      items: items.filter((_, t) => t % rounds === round),
    }))).flat();
}
