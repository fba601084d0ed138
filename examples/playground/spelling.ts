// Other spellings of a formula, of other programs, of books and of this page itself, as the one that the parser
// reads; for each of its characters it is kept where in the typed text that came from.

/** A formula in the spelling of the parser. */
export interface Spelled {
  readonly text: string;
  /** Returns the place in the typed text of a place in the text. */
  readonly originOf: (place: number) => number;
}

/** Functions by the names that other programs and other languages have for them. */
export const otherNames: Readonly<Record<string, string>> = {
  ln: "log",
  lg: "log10",
  ld: "log2",
  lb: "log2",
  tg: "tan",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  arctg: "atan",
  arctan2: "atan2",
  arsinh: "asinh",
  arcosh: "acosh",
  artanh: "atanh",
  arcsinh: "asinh",
  arccosh: "acosh",
  arctanh: "atanh",
  sgn: "sign",
  sqr: "square",
  logistic: "sigmoid",
};

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

const characters: ReadonlyMap<string, string> = new Map([
  ["−", "-"],
  ["–", "-"],
  ["·", "*"],
  ["⋅", "*"],
  ["×", "*"],
  ["∗", "*"],
  ["÷", "/"],
  ["∕", "/"],
  ["π", "pi"],
  ["√", "sqrt"],
  ["\u2061", ""],
  ["\u200b", ""],
  ["\u00a0", " "],
  ["\u2009", " "],
  ...Array.from(SUBSCRIPTS, (digit, i): [string, string] => [digit, String(i)]),
]);

const raised = `⁻?[${SUPERSCRIPTS}]+`;
const piece = new RegExp(
  `${raised}|\\*\\*|Math\\.(?:PI|E)\\b|Math\\.|[${[...characters.keys()].join("")}]`,
  "gu",
);

/** Spells a formula as the parser reads it. */
export function spelled(typed: string): Spelled {
  const origins: number[] = [];
  let text = "";
  let end = 0;
  const write = (words: string, from: number, step: 0 | 1) => {
    for (let i = 0; i < words.length; i++) origins.push(from + step * i);
    text += words;
  };
  for (const { 0: found, index } of typed.matchAll(piece)) {
    write(typed.slice(end, index), end, 1);
    write(writtenAs(found), index, 0);
    end = index + found.length;
  }
  write(typed.slice(end), end, 1);
  return { text, originOf: (place) => origins[place] ?? typed.length };
}

function writtenAs(found: string): string {
  if (found === "**") return "^";
  if (found.startsWith("Math.")) return found.slice("Math.".length).toLowerCase();
  const own = characters.get(found);
  if (own !== undefined) return own;
  const digits = [...found].map((digit) =>
    digit === "⁻" ? "-" : String(SUPERSCRIPTS.indexOf(digit))
  );
  return `^${digits.join("")}`;
}
