// References as text: a point a line, its name first and then its numbers.

/** A name of the table and numbers. */
export interface Reference {
  readonly name: string;
  readonly numbers: readonly number[];
}

/** The points of a text. */
export function references(text: string): Reference[] {
  return text.trim().split("\n").map((line) => {
    const [name, ...numbers] = line.split(" ");
    return { name, numbers: numbers.map(Number) };
  });
}
