// The index of the examples, section by section.

/** A section of the index. */
export interface Section {
  readonly title: string;
  readonly text: string;
  /** The program that it is about, if it is about one. */
  readonly program: string | undefined;
}

/** Returns the sections of the index, the opening first. */
export function sectionsOf(index: string): Section[] {
  return index.split(/^##? /m).slice(1).map((section) => {
    const [title] = section.split("\n", 1);
    const text = section.slice(title.length).trim();
    const program = /^```sh\ndeno task examples (\w+)\n```/.exec(text)?.[1];
    return { title, text, program };
  });
}
