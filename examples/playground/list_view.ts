// The Wengert list: the trace's own table, with one column more where the mode computes one more number.

import { html } from "./dom.ts";
import { formatted, withMinus } from "./numbers.ts";
import type { Annotated } from "./program.ts";

/** Shows a program as a table. */
export function showList(container: HTMLElement, { program, turnings }: Annotated): void {
  container.innerHTML = program.toHtml();
  const table = container.querySelector("table")!;
  const kinds = [...table.tHead!.rows[0].cells].map(({ textContent }) => textContent);
  if (turnings !== undefined) {
    table.tHead!.rows[0].append(html("th", { class: "turning" }, "adjoint’s tangent"));
  }
  const steps = new Map(program.steps.map(({ name }, i) => [name, i]));
  for (const { cells } of table.rows) {
    [...cells].forEach((cell, i) => cell.classList.add(kinds[i] ?? "turning"));
  }
  for (const row of table.tBodies[0].rows) {
    const step = steps.get(row.cells[0].textContent);
    if (turnings !== undefined) {
      const number = step === undefined ? "" : formatted(turnings[step], 7);
      row.append(html("td", { class: "turning" }, number));
    }
    for (const cell of row.cells) cell.textContent = withMinus(cell.textContent);
  }
}
