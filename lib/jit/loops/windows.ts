// Which rounds of a loop are in memory at a time: all, or windows of neighbours, one after the other, where the states that a
// loop keeps would take too much of it. A window of states is made again from the state in which it began. A loop that reads
// the states of another has few rows at a time, so that these stay in the caches of the processor.

/** Rounds in windows: all as long, but the first and the last. */
export interface Windows {
  /** The number of all rows of the loop, one for each round. */
  readonly rows: number;
  /** Most rows of a window. */
  readonly width: number;
  /** How many rows of the first window are not there. */
  readonly shift: number;
}

/** The rows of one window: from `start` to before `end`. */
export interface RoundWindow {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Most numbers of all states that a loop keeps, and a loop that is to keep few; and of the rows of a loop that reads states: of
 * all, which lie in a cache then, or else of a window.
 */
export const mostStates: { of: number; few: number; read: number; atOnce: number } = {
  of: 2 ** 25,
  few: 2 ** 12,
  read: 2 ** 17,
  atOnce: 2 ** 14,
};

/** Returns the windows of a loop that keeps its states, √n of n states in memory where all are too many. */
export function windowsFor(rows: number, state: number, keepsFew: boolean): Windows {
  const most = keepsFew ? mostStates.few : mostStates.of;
  if (rows * state <= most) return { rows, width: rows, shift: 0 };
  const root = Math.ceil(Math.sqrt(rows));
  // A multiple, so that loops that read the states can have parts of a window.
  const width = root < 2 * PARTS ? root : PARTS * Math.ceil(root / PARTS);
  return { rows, width: Math.min(rows, width), shift: 0 };
}

/** How many parts a window of many rows has at least. */
const PARTS = 32;

/** The rows of a loop that are states of another, the first of which has an index there. */
interface Column {
  readonly runner?: { readonly rounds: { readonly windows: Windows } };
  readonly first?: number;
}

/**
 * Returns the windows of a loop that reads the states of another: where these are in windows, each is one of them, or a part.
 *
 * @param row how many numbers its rows have
 */
export function windowsLike(rows: number, row: number, column: Column | undefined): Windows {
  const others = column?.runner?.rounds.windows;
  if (others === undefined) return { rows, width: rows, shift: 0 };
  const most = Math.max(1, Math.floor(mostStates.atOnce / row));
  if (!areSeveral(others)) {
    const areFew = rows * row <= mostStates.read;
    return { rows, width: areFew ? rows : Math.min(rows, most), shift: 0 };
  }
  let width = Math.min(others.width, most);
  while (others.width % width !== 0) width--;
  return { rows, width, shift: column!.first! % width };
}

/** Checks whether there are several windows. */
export function areSeveral({ rows, width, shift }: Windows): boolean {
  return rows + shift > width;
}

/** Returns how many windows there are. */
export function countOfWindows({ rows, width, shift }: Windows): number {
  return Math.ceil((rows + shift) / width);
}

/** Returns the window of a row. */
export function windowOf({ rows, width, shift }: Windows, row: number): RoundWindow {
  const index = Math.floor((row + shift) / width);
  return {
    index,
    start: Math.max(0, index * width - shift),
    end: Math.min(rows, (index + 1) * width - shift),
  };
}
