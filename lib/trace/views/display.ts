// The forms in which runtimes and notebooks display a value.

/** Returns the properties by which `console.log` of Deno and of Node, and notebooks, ask for a display form. */
export function displayProperties(text: () => string, html: () => string): PropertyDescriptorMap {
  return {
    [Symbol.for("Deno.customInspect")]: { value: text },
    [Symbol.for("nodejs.util.inspect.custom")]: { value: text },
    [Symbol.for("Jupyter.display")]: {
      value: () => ({ "text/plain": text(), "text/html": html() }),
    },
  };
}
