// What is shown, as the part of the page's address after #, so that a link or a reload shows it again.

import type { Input, Mode } from "./scene.ts";
import { isRange, modes } from "./scene.ts";

/** What an address tells. */
export interface Address {
  readonly formula: string;
  readonly mode: Mode;
  /** What is known of each variable by name. */
  readonly inputs: ReadonlyMap<string, Omit<Input, "name">>;
}

/** Reads an address; what it leaves out comes from another one. */
export function readAddress(hash: string, otherwise: Address): Address {
  const entries = [...new URLSearchParams(hash.replace(/^#/, ""))];
  const formula = entries.find(([key]) => key === "formula")?.[1];
  if (formula === undefined) return otherwise;
  const mode = entries.find(([key]) => key === "mode")?.[1];
  const inputs = entries.flatMap(([key, text]): [string, Omit<Input, "name">][] => {
    const numbers = text.split(" ").map(Number);
    const [value, tangent, low, high] = numbers;
    const isInput = numbers.length === 4 && numbers.every(Number.isFinite) && isRange(low, high);
    return isInput ? [[key.replace(/^:/, ""), { value, tangent, range: [low, high] }]] : [];
  });
  return {
    formula,
    mode: modes.find((known) => known === mode) ?? otherwise.mode,
    inputs: new Map(inputs),
  };
}

/** Writes an address; a colon keeps the names of variables apart from those of the parameters. */
export function writeAddress(formula: string, mode: Mode, inputs: readonly Input[]): string {
  return "#" + new URLSearchParams([
    ["formula", formula],
    ["mode", mode],
    ...inputs.map(({ name, value, tangent, range }) => [
      `:${name}`,
      [value, tangent, ...range].join(" "),
    ]),
  ]);
}
