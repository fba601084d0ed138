// Folding: finds the loops in a sequence of items. A stretch that repeats at least three times becomes a loop, the
// shortest stretches first, so that a loop is a single item of the stretches around it.

import { type BodyPart, joined, type Loop, type Piece } from "./loops.ts";
import { Latest, Window } from "./windows.ts";

/** What is folded: items of a kind, each with operands. */
export interface Sequence {
  readonly length: number;
  /** Returns a number that says what an item does: equal for items that can be rounds of one another. */
  kindOf(item: number): number;
  /** Returns how many operands an item has. */
  countOf(item: number): number;
  /** Returns where an operand is, on a scale on which the rounds of a loop are at equal distances; `NaN` anywhere. */
  positionOf(item: number, operand: number): number;
}

/** Fewest rounds of a loop. */
const FEWEST_ROUNDS = 3;
/** Fewest items in all rounds of a loop: what is shorter is as fast without one. */
const FEWEST_ITEMS = 24;
/** Most rounds' worth of a shorter stretch that are tried as a longer one. */
const MOST_AT_ONCE = 8;
/** Largest share of operands that may jump from round to round. */
const MOST_JUMPS = 0.5;
/** Number of places of a repeated stretch where operands are looked at. */
const SAMPLES = 6;
/** Most times that what has become shorter is searched again from the shortest stretches on. */
const MOST_SEARCHES = 12;

/** A sequence that is partly folded, in columns: each token is an item or a loop. */
interface Tokens {
  length: number;
  /** What each is, as one number. */
  readonly kinds: Int32Array;
  /** The item, or −1 minus the index of the loop. */
  readonly pieces: Int32Array;
  /** The number of items in each. */
  readonly sizes: Int32Array;
}

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
  private tokens: Tokens;

  constructor(sequence: Sequence) {
    this.sequence = sequence;
    const { length } = sequence;
    this.tokens = tokensFor(length);
    for (let item = 0; item < length; item++) {
      this.tokens.kinds[item] = sequence.kindOf(item);
      this.tokens.pieces[item] = item;
      this.tokens.sizes[item] = 1;
    }
    this.tokens.length = length;
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
    for (let longest = 1; FEWEST_ROUNDS * longest <= 2 * this.tokens.length; longest *= 2) {
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
    const latest = new Latest(length);
    const ends = new Map<number, number>();
    const hashes = new Window(kinds, length, longest);
    let into: Tokens | undefined;
    // Tokens before `floor` are parts of loops, and those before `copied` are in `into` already.
    let floor = 0;
    let copied = 0;
    const last = length - longest;
    for (let at = 0; at <= last;) {
      const found = latest.exchange(hashes.next(), at);
      const period = at - found;
      if (found >= floor && period <= longest && !(ends.get(period)! > at)) {
        let end = at;
        while (end < length && kinds[end] === kinds[end - period]) end++;
        ends.set(period, end);
        const [rounds, step] = this.roundsAt(found, end, period);
        if (rounds > 0) {
          into ??= tokensFor(length);
          copy(tokens, copied, found, into);
          this.fold(found, step, rounds, into);
          at = floor = copied = found + step * rounds;
          hashes.moveTo(at);
          continue;
        }
      }
      at++;
    }
    if (into === undefined) return;
    copy(tokens, copied, length, into);
    this.tokens = into;
  }

  /** Returns how many rounds of how many tokens are folded of those that repeat from `start` to `end`; 0 for none. */
  private roundsAt(start: number, end: number, period: number): [rounds: number, step: number] {
    let best = MOST_JUMPS;
    let found: [number, number] = [0, 0];
    for (let times = 1; times <= MOST_AT_ONCE; times++) {
      const step = times * period;
      const rounds = Math.floor((end - start) / step);
      if (rounds < FEWEST_ROUNDS) break;
      let items = 0;
      for (let at = start; at < start + step; at++) items += this.tokens.sizes[at];
      if (rounds * items < FEWEST_ITEMS) continue;
      const jumps = this.jumps(start, step, rounds);
      // A longer stretch has to be much better, since a shorter one is a shorter program.
      if (times === 1 ? jumps <= best : jumps < 0.6 * best) {
        best = jumps;
        found = [rounds, step];
      }
      if (best < 0.1) break;
    }
    return found;
  }

  /** Returns the share of operands that do not move by the same distance from one round to the next and the one after. */
  private jumps(start: number, step: number, rounds: number): number {
    const { sequence, tokens: { pieces } } = this;
    const last = rounds - FEWEST_ROUNDS;
    let all = 0;
    let jumping = 0;
    const samples = Math.min(SAMPLES, last + 1);
    for (let sample = 1; sample <= samples; sample++) {
      const round = Math.floor(last * sample / (samples + 1));
      for (let at = start + round * step; at < start + (round + 1) * step; at++) {
        const item = pieces[at];
        if (item < 0) continue;
        const count = sequence.countOf(item);
        for (let i = 0; i < count; i++) {
          all++;
          const first = sequence.positionOf(item, i);
          const second = sequence.positionOf(pieces[at + step], i);
          const third = sequence.positionOf(pieces[at + 2 * step], i);
          if (third - second !== second - first && first === first) jumping++;
        }
      }
    }
    return all === 0 ? 0 : jumping / all;
  }

  /** Adds a loop of `rounds` rounds of `step` tokens, which begin at `start`. */
  private fold(start: number, step: number, rounds: number, into: Tokens): void {
    const { kinds, pieces, sizes } = this.tokens;
    const body: BodyPart[] = [];
    for (let offset = 0; offset < step; offset++) {
      const all = new Int32Array(rounds);
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
      counts: Int32Array.of(rounds),
      starts: Int32Array.of(from),
      ends: Int32Array.of(from + size),
      body,
    });
  }
}

/** Appends the tokens from `from` up to before `to`. */
function copy({ kinds, pieces, sizes }: Tokens, from: number, to: number, into: Tokens): void {
  into.kinds.set(kinds.subarray(from, to), into.length);
  into.pieces.set(pieces.subarray(from, to), into.length);
  into.sizes.set(sizes.subarray(from, to), into.length);
  into.length += to - from;
}

function tokensFor(length: number): Tokens {
  return {
    length: 0,
    kinds: new Int32Array(length),
    pieces: new Int32Array(length),
    sizes: new Int32Array(length),
  };
}
