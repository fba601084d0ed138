// The forms in which runtimes and notebooks print a pattern or a matrix.

/** Returns the properties by which `console.log` of Deno and of Node, and notebooks, ask for a text. */
export function printedAs(text: () => string): PropertyDescriptorMap {
  return {
    [Symbol.for("Deno.customInspect")]: { value: text },
    [Symbol.for("nodejs.util.inspect.custom")]: { value: text },
    [Symbol.for("Jupyter.display")]: {
      value(this: { toString(): string }) {
        return { "text/plain": this.toString() };
      },
    },
  };
}
