// The weir, a program of its own that knows nothing of this library: for each line of JSON with discharges it
// writes one with the levels of the water above the weir, and with their derivatives.

/** What is asked: the discharges in m³/s, and the width of the weir in m. */
export interface Question {
  readonly discharges: readonly number[];
  readonly width: number;
}

/** What is answered: the levels in m, and their derivatives by the discharge and by the width. */
export interface Answer {
  readonly levels: number[];
  readonly byDischarge: number[];
  readonly byWidth: number[];
}

/**
 * The level h for which Q = 1.84·(b − h/5)·h^{3/2} by Newton's method (Francis 1883: the jet over a weir of
 * width b contracts at both ends), and its derivatives as those of an implicit function.
 */
export function levelsOf({ discharges, width }: Question): Answer {
  const answer: Answer = { levels: [], byDischarge: [], byWidth: [] };
  for (const discharge of discharges) {
    const slope = (h: number) => 1.84 * (1.5 * (width - h / 5) * Math.sqrt(h) - h ** 1.5 / 5);
    let level = (discharge / (1.84 * width)) ** (2 / 3);
    for (let i = 0; i < 20 && discharge > 0; i++) {
      level -= (1.84 * (width - level / 5) * level ** 1.5 - discharge) / slope(level);
    }
    answer.levels.push(level);
    answer.byDischarge.push(1 / slope(level));
    answer.byWidth.push(-1.84 * level ** 1.5 / slope(level));
  }
  return answer;
}

/** The lines of a stream of UTF-8. */
export async function* lines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    yield* parts;
  }
}

if (import.meta.main) {
  for await (const line of lines(Deno.stdin.readable)) {
    console.log(JSON.stringify(levelsOf(JSON.parse(line))));
  }
}
