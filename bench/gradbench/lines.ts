// Lines of text over streams of bytes: a message of the protocol is a line, and may be of any length.

/** The lines of a stream, without what ends them. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for await (const bytes of stream) {
    const [rest, ...others] = decoder.decode(bytes, { stream: true }).split("\n");
    begun.push(rest);
    for (const next of others) {
      yield begun.join("");
      begun = [next];
    }
  }
  if (begun.some((part) => part !== "")) yield begun.join("");
}

/** Writes a line, all of it. */
export async function writeLine(
  writer: WritableStreamDefaultWriter<Uint8Array>,
  line: string,
): Promise<void> {
  await writer.write(new TextEncoder().encode(`${line}\n`));
}
