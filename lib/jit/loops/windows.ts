// Which rounds of a loop are in memory at a time: all, or windows of neighbours, one after the other, where the states that a
// loop keeps would take too much of it. A window of states is made again from the state in which it began.

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

/** Most numbers of all states that a loop keeps, and a loop that is to keep few. */
export const mostStates: { of: number; few: number } = { of: 2 ** 25, few: 2 ** 12 };

/** Returns the windows of a loop that keeps its states, √n of n states in memory where all are too many. */
export function windowsFor(rows: number, state: number, keepsFew: boolean): Windows {
  const most = keepsFew ? mostStates.few : mostStates.of;
  return { rows, width: rows * state > most ? Math.ceil(Math.sqrt(rows)) : rows, shift: 0 };
}

/** The rows of a loop that are states of another, the first of which has an index there. */
interface Column {
  readonly runner?: { readonly rounds: { readonly windows: Windows } };
  readonly first?: number;
}

/** Returns the windows of a loop which end where those of the states end that it reads. */
export function windowsLike(rows: number, column: Column | undefined): Windows {
  const others = column?.runner?.rounds.windows;
  if (others === undefined || !areSeveral(others)) return { rows, width: rows, shift: 0 };
  return { rows, width: others.width, shift: column!.first! % others.width };
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
