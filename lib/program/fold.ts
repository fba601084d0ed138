// Folding: finds the loops in a sequence of items. A stretch that repeats at least three times becomes a loop, the
// shortest stretches first, so that a loop is a single item of the stretches around it.

import { type BodyPart, joined, type Loop, type Piece } from "./loops.ts";
import {
  FEWEST_ITEMS,
  FEWEST_ROUNDS,
  type Rounds,
  roundsIn,
  type Sequence,
  type Tokens,
} from "./rounds.ts";
import { Latest, Window } from "./windows.ts";

/** Most times that what has become shorter is searched again from the shortest stretches on. */
const MOST_SEARCHES = 12;
/** Fewest numbers of a column that is an array of its own. */
const LONGEST_SHORT = 256;

/** Returns a sequence with its loops. Takes time in proportion to its length, about. */
export function folded(sequence: Sequence): Piece[] {
  const folding = new Folding(sequence);
  folding.run();
  return folding.pieces();
}

class Folding {
  private readonly sequence: Sequence;
  private readonly loops: Loop[] = [];
  private readonly kindOfBody = new Map<string, number>();
  private readonly columns = new ShortColumns();
  private tokens: Tokens;

  constructor(sequence: Sequence) {
    this.sequence = sequence;
    const { length } = sequence;
    const kinds = new Int32Array(length);
    const pieces = new Int32Array(length);
    for (let item = 0; item < length; item++) {
      kinds[item] = sequence.kindOf(item);
      pieces[item] = item;
    }
    this.tokens = { length, kinds, pieces, sizes: new Int32Array(length).fill(1) };
  }

  pieces(): Piece[] {
    const { pieces, length } = this.tokens;
    return Array.from(
      { length },
      (_, at) => pieces[at] < 0 ? this.loops[-1 - pieces[at]] : pieces[at],
    );
  }

  run(): void {
    let searches = 0;
    // As long as all items are single, a loop has at least so many that it is found by a third of them.
    const canHave = (longest: number) => FEWEST_ROUNDS * longest <= 2 * this.tokens.length;
    for (let longest = FEWEST_ITEMS / 3; canHave(longest); longest *= 2) {
      const before = this.tokens.length;
      this.search(longest);
      if (this.tokens.length === before || ++searches >= MOST_SEARCHES) continue;
      // What is a loop now may be a part of a short stretch.
      longest = 0.5;
    }
  }

  /**
   * Folds all stretches of up to `longest` tokens. As many tokens are looked up by their hash: where they have stood
   * before, the distance is that at which the stretch may repeat.
   */
  private search(longest: number): void {
    const { tokens } = this;
    const { kinds, length } = tokens;
    const latest = new Latest(longest, length);
    const ends = new Map<number, number>();
    const hashes = new Window(kinds, length, longest);
    // What has been searched is written over what has been read: it never gets longer. Tokens before `floor` are done.
    const into = { ...tokens, length: 0 };
    let floor = 0;
    // What repeats at a distance that is too long for now has no loop in it if two rounds of it have none.
    let skipped = { from: length, to: length };
    const last = length - longest;
    for (let at = 0; at <= last;) {
      if (at === skipped.from) hashes.moveTo(at = skipped.to);
      const found = latest.exchange(hashes.next(), at);
      const period = at - found;
      if (found >= floor && !(ends.get(period)! > at)) {
        let end = at;
        while (end < length && kinds[end] === kinds[end - period]) end++;
        ends.set(period, end);
        if (period > longest) {
          const within = { from: at + period + longest, to: end - 2 * period };
          if (within.from < within.to && at <= skipped.from) skipped = within;
          at++;
          continue;
        }
        const rounds = roundsIn(this.sequence, tokens, { start: found, end, period });
        if (rounds !== undefined) {
          copy(tokens, floor, rounds.start, into);
          this.fold(rounds, into);
          at = floor = rounds.start + rounds.step * rounds.count;
          skipped = { from: length, to: length };
          hashes.moveTo(at);
          continue;
        }
      }
      at++;
    }
    copy(tokens, floor, length, into);
    this.tokens = into;
  }

  /** Adds a loop. */
  private fold({ start, step, count: rounds }: Rounds, into: Tokens): void {
    const { kinds, pieces, sizes } = this.tokens;
    const body: BodyPart[] = [];
    for (let offset = 0; offset < step; offset++) {
      const all = this.columns.of(rounds);
      for (let round = 0; round < rounds; round++) {
        all[round] = pieces[start + offset + round * step];
      }
      body.push(
        all[0] < 0
          ? joined(Array.from(all, (piece) => this.loops[-1 - piece]))
          : { kind: "leaf", items: all },
      );
    }
    const [first] = body;
    const from = first.kind === "leaf" ? first.items[0] : first.starts[0];
    const key = kinds.subarray(start, start + step).join();
    let kind = this.kindOfBody.get(key);
    if (kind === undefined) this.kindOfBody.set(key, kind = -1 - this.kindOfBody.size);
    let size = 0;
    for (let at = start; at < start + rounds * step; at++) size += sizes[at];
    into.kinds[into.length] = kind;
    into.sizes[into.length] = size;
    into.pieces[into.length++] = -this.loops.push({
      kind: "loop",
      counts: this.columns.of(1).fill(rounds),
      starts: this.columns.of(1).fill(from),
      ends: this.columns.of(1).fill(from + size),
      body,
    });
  }
}

/** Makes columns. Many short ones are parts of one, since to make an array takes as long as to fill a few hundred numbers. */
class ShortColumns {
  private rest = new Int32Array(0);

  of(length: number): Int32Array {
    if (length >= LONGEST_SHORT) return new Int32Array(length);
    if (length > this.rest.length) this.rest = new Int32Array(16 * LONGEST_SHORT);
    const column = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return column;
  }
}

/** Appends the tokens from `from` up to before `to`, which may be further on in the same columns. */
function copy({ kinds, pieces, sizes }: Tokens, from: number, to: number, into: Tokens): void {
  if (from !== into.length) {
    kinds.copyWithin(into.length, from, to);
    pieces.copyWithin(into.length, from, to);
    sizes.copyWithin(into.length, from, to);
  }
  into.length += to - from;
}
