// The rounds of a loop in a stretch of a sequence that repeats: how long a round is, where the first begins and where the
// last ends, so that what is read moves evenly from round to round.

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

/** A sequence that is partly folded, in columns: each token is an item or a loop. */
export interface Tokens {
  length: number;
  /** What each is, as one number. */
  readonly kinds: Int32Array;
  /** The item, or −1 minus the index of the loop. */
  readonly pieces: Int32Array;
  /** The number of items in each. */
  readonly sizes: Int32Array;
}

/** Fewest rounds of a loop. */
export const FEWEST_ROUNDS = 3;
/** Fewest items in all rounds of a loop: what is shorter is as fast without one. */
export const FEWEST_ITEMS = 24;
/** Most rounds' worth of a shorter stretch that are tried as a longer one. */
const MOST_AT_ONCE = 8;
/** Largest share of operands that may jump from round to round. */
const MOST_JUMPS = 0.5;
/** Number of places of a repeated stretch where operands are looked at. */
const SAMPLES = 6;
/** Fewest of them. */
const FEWEST_SAMPLES = 2;

/** A stretch of tokens, each of which does the same as that `period` tokens before it. */
interface Repetition {
  readonly start: number;
  readonly end: number;
  readonly period: number;
}

/** Rounds of `step` tokens each. */
export interface Rounds {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Returns the rounds in which a stretch is folded, if it is. */
export function roundsIn(
  sequence: Sequence,
  tokens: Tokens,
  { start, end, period }: Repetition,
): Rounds | undefined {
  let best = MOST_JUMPS;
  let found: Rounds | undefined;
  for (let times = 1; times <= MOST_AT_ONCE; times++) {
    const step = times * period;
    const count = Math.floor((end - start) / step);
    if (count < FEWEST_ROUNDS) break;
    let items = 0;
    for (let at = start; at < start + step; at++) items += tokens.sizes[at];
    if (count * items < FEWEST_ITEMS) continue;
    const rounds = { start, step, count };
    // Where inner loops have more rounds each time, positions are not even, but what is stored may well be.
    if (times === 1 && hasLoop(tokens, start, step)) return rounds;
    // A longer stretch has to be much better, since a shorter one is a shorter program.
    const most = times === 1 ? best : 0.6 * best;
    const jumps = shareOfJumps(sequence, tokens, rounds, times, most);
    if (times === 1 ? jumps <= most : jumps < most) {
      best = jumps;
      found = rounds;
    }
    if (best < 0.1) break;
  }
  return found && aligned(sequence, tokens, found, end);
}

function hasLoop({ pieces }: Tokens, start: number, step: number): boolean {
  for (let at = start; at < start + step; at++) if (pieces[at] < 0) return true;
  return false;
}

/**
 * Returns the rounds of a stretch from where they begin to be alike. The items before a loop may do what its last ones do;
 * what they read shows that they are not of it.
 */
function aligned(
  sequence: Sequence,
  tokens: Tokens,
  { start, step, count }: Rounds,
  end: number,
): Rounds {
  if (count <= FEWEST_ROUNDS) return { start, step, count };
  const first = new Int32Array(2 * step);
  for (let i = 0; i < 2 * step && start + i + 2 * step < end; i++) {
    // That says more than what never moves evenly.
    first[i] = jumpsAt(sequence, tokens, start + i, step, 2);
  }
  const carried = carriedAt(sequence, tokens, start, step);
  let jumps = 0;
  for (let i = 0; i < step; i++) jumps += first[i];
  let fewest = jumps;
  let shift = 0;
  for (let i = 0; i < step; i++) {
    jumps += first[step + i] - first[i];
    const carriesLess = jumps <= fewest && carried[i + 1] < carried[shift];
    if (carriesLess || jumps < fewest - (shift === 0 ? 1 : 0)) {
      fewest = jumps;
      shift = i + 1;
    }
  }
  const rounds = Math.floor((end - start - shift) / step);
  return rounds < FEWEST_ROUNDS
    ? { start, step, count }
    : { start: start + shift, step, count: rounds };
}

/** Returns how many numbers rounds carry to the next ones, for each of the tokens with which they may begin. */
function carriedAt(
  sequence: Sequence,
  { pieces }: Tokens,
  start: number,
  step: number,
): Int32Array {
  // How far away the last is that reads a token in the round from it on.
  const furthest = new Int32Array(3 * step);
  for (let i = 0; i < 2 * step; i++) {
    const item = pieces[start + step + i];
    const count = sequence.countOf(item);
    for (let operand = 0; operand < count; operand++) {
      const position = sequence.positionOf(item, operand);
      const distance = item - position;
      if (!(position >= 0 && distance <= step)) continue;
      const read = step + i - distance;
      furthest[read] = Math.max(furthest[read], distance);
    }
  }
  const carried = new Int32Array(2 * step + 1);
  for (let read = 0; read < 3 * step; read++) {
    // It is carried where the rounds begin between the two.
    const until = read - step + furthest[read] + 1;
    if (furthest[read] === 0 || until <= 0) continue;
    carried[Math.max(read - step + 1, 0)]++;
    if (until <= 2 * step) carried[until]--;
  }
  for (let i = 0; i < 2 * step; i++) carried[i + 1] += carried[i];
  return carried;
}

/**
 * Returns the share of operands that do not move by the same distance from one round to the next and the one after; 1 where it
 * is more than `most`.
 */
function shareOfJumps(
  sequence: Sequence,
  tokens: Tokens,
  { start, step, count }: Rounds,
  times: number,
  most: number,
): number {
  const { pieces } = tokens;
  const last = count - FEWEST_ROUNDS;
  // A round of several shorter stretches has as many tokens as that many rounds of one.
  const samples = Math.min(Math.max(Math.ceil(SAMPLES / times), FEWEST_SAMPLES), last + 1);
  let all = 0;
  for (let at = start; at < start + step; at++) {
    if (pieces[at] >= 0) all += samples * sequence.countOf(pieces[at]);
  }
  let jumping = 0;
  for (let sample = 1; sample <= samples; sample++) {
    const round = Math.floor(last * sample / (samples + 1));
    for (let at = start + round * step; at < start + (round + 1) * step; at++) {
      jumping += jumpsAt(sequence, tokens, at, step);
    }
    if (jumping > most * all) return 1;
  }
  return all === 0 ? 0 : jumping / all;
}

/**
 * Returns how many operands of a token do not move evenly to the next round and the one after. What the rounds carry does
 * so from the second round on.
 *
 * @param stops how many jumps it is where an operand is the same from the second round on, but not in the first
 */
function jumpsAt(
  sequence: Sequence,
  { pieces }: Tokens,
  at: number,
  step: number,
  stops: number = 1,
): number {
  const [item, next, last] = [pieces[at], pieces[at + step], pieces[at + 2 * step]];
  if (item < 0) return 0;
  let jumping = 0;
  const count = sequence.countOf(item);
  for (let i = 0; i < count; i++) {
    const first = sequence.positionOf(item, i);
    const second = sequence.positionOf(next, i);
    const third = sequence.positionOf(last, i);
    if (third - second === second - first || first !== first) continue;
    const isCarried = third - second === last - next && next - second <= last - next;
    if (!isCarried) jumping += third === second ? stops : 1;
  }
  return jumping;
}
