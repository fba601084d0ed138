// A pattern as text, in Braille: each character stands for four rows and two columns of dots, and each dot, in a
// large pattern, for a rectangle of places.

const DOTS_ACROSS = 2;
const DOTS_DOWN = 4;
/** The bit of each dot in a character, by row and column. */
const BITS: readonly (readonly number[])[] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [
  0x40,
  0x80,
]];
const BLANK = 0x2800;
/** Most dots of a picture, across and down. */
const WIDEST = 56;
const TALLEST = 56;

/**
 * Returns the lines of a picture of a pattern of m by n places. A dot is set where there is an entry in its
 * rectangle.
 */
export function brailleOf(
  [m, n]: readonly [rows: number, columns: number],
  rows: Int32Array,
  columns: Int32Array,
): string[] {
  if (m === 0 || n === 0) return [];
  const scale = Math.max(1, m / TALLEST, n / WIDEST);
  const down = Math.min(m, Math.max(1, Math.round(m / scale)));
  const across = Math.min(n, Math.max(1, Math.round(n / scale)));
  const lines = Array.from(
    { length: Math.ceil(down / DOTS_DOWN) },
    () => new Uint16Array(Math.ceil(across / DOTS_ACROSS)).fill(BLANK),
  );
  for (let i = 0; i < m; i++) {
    const y = Math.floor(i * down / m);
    for (let k = rows[i]; k < rows[i + 1]; k++) {
      const x = Math.floor(columns[k] * across / n);
      lines[Math.floor(y / DOTS_DOWN)][x >> 1] |= BITS[y % DOTS_DOWN][x % DOTS_ACROSS];
    }
  }
  const edge = "─".repeat(lines[0].length);
  return [
    `┌${edge}┐`,
    ...lines.map((line) => `│${String.fromCharCode(...line)}│`),
    `└${edge}┘`,
  ];
}

/** Returns a number of things in words: `1 entry`, `2 entries`. */
export function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
