// The text that is written, piece by piece, with the place in the source that each piece comes from.

import { encode } from "@jridgewell/sourcemap-codec";

/** A source map, version 3. */
export interface SourceMap {
  /** The version of the format. */
  readonly version: 3;
  /** The file that is mapped. */
  readonly file?: string;
  /** The names of the sources. */
  readonly sources: string[];
  /** Their texts. */
  readonly sourcesContent: string[];
  /** Names in the sources; there are none. */
  readonly names: string[];
  /** The segments, in base 64. */
  readonly mappings: string;
}

/** Text that is written. */
export class MappedText {
  private readonly source: string;
  private readonly texts: string[] = [];
  private readonly origins: number[] = [];
  private last = "";

  constructor(source: string) {
    this.source = source;
  }

  /** Adds a part of the source as it is. */
  copy(start: number, end: number): void {
    if (end > start) this.add(this.source.slice(start, end), start);
  }

  /** Adds text that stands for what is at a place of the source; a word is kept apart from one before it. */
  write(text: string, origin: number): void {
    if (text === "") return;
    const isWord = /^[\w$]/.test(text) && /[\w$]$/.test(this.last);
    this.add(isWord ? ` ${text}` : text, -1 - origin);
  }

  /** Adds all of another output. */
  append(other: MappedText): void {
    other.texts.forEach((text, i) => this.add(text, other.origins[i]));
  }

  get text(): string {
    return this.texts.join("");
  }

  /** Returns the source map. */
  map(file: string): SourceMap {
    const starts = [0];
    for (let i = this.source.indexOf("\n"); i >= 0; i = this.source.indexOf("\n", i + 1)) {
      starts.push(i + 1);
    }
    const lines: [number, number, number, number][][] = [[]];
    let column = 0;
    let near = 0;
    const mark = (offset: number) => {
      while (near > 0 && starts[near] > offset) near--;
      while (near + 1 < starts.length && starts[near + 1] <= offset) near++;
      lines[lines.length - 1].push([column, 0, near, offset - starts[near]]);
    };
    this.texts.forEach((text, i) => {
      const origin = this.origins[i];
      const isCopy = origin >= 0;
      const start = isCopy ? origin : -1 - origin;
      mark(start);
      for (let from = 0;;) {
        const end = text.indexOf("\n", from);
        if (end < 0) {
          column += text.length - from;
          break;
        }
        lines.push([]);
        column = 0;
        from = end + 1;
        if (from < text.length) mark(isCopy ? start + from : start);
      }
    });
    return {
      version: 3,
      sources: [file],
      sourcesContent: [this.source],
      names: [],
      mappings: encode(lines),
    };
  }

  private add(text: string, origin: number): void {
    this.texts.push(text);
    this.origins.push(origin);
    this.last = text;
  }
}
