// Numbers and names as people read them: six significant digits, a true minus sign, a word for what is no
// number.

/** A number in at most so many significant digits. */
export function formatted(x: number, digits = 6): string {
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x < 0 ? "−∞" : "∞";
  const short = Number(x.toPrecision(digits));
  const size = Math.abs(short);
  const text = short !== 0 && (size < 1e-4 || size >= 10 ** digits)
    ? short.toExponential().replace(
      /e\+?(-?)(\d+)/,
      (_, sign, power) => `·10${raised(sign + power)}`,
    )
    : String(short);
  return text.replace("-", "−");
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function raised(digits: string): string {
  return [...digits].map((digit) => digit === "-" ? "⁻" : RAISED[Number(digit)]).join("");
}

/** Text with true minus signs; the sign of an exponent, as in 1e-9, stays. */
export function withMinus(text: string): string {
  return text.replace(/(^|\s)-/g, "$1−");
}

/** The name of a variable, which may go on in a new line after any of its underscores. */
export function breakable(name: string): string {
  return name.replaceAll("_", "_\u200b");
}

/** The name of a variable with a dot above, as the tangent of a variable is written. */
export function dotted(name: string): string {
  return `${name[0]}\u0307${name.slice(1)}`;
}
