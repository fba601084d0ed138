// Every function of linear algebra in every mode and nesting, against difference quotients.

import { checkGrads } from "@fluxion/ad/check";
import { describe, it } from "@std/testing/bdd";
import { numbersOf } from "./numbers.ts";
import { triedFunctions } from "./functions.ts";

describe("Linear algebra", () => {
  for (const { name, count, f } of triedFunctions) {
    it(`has derivatives of two orders in every mode and nesting: ${name}`, () => {
      checkGrads(f, [numbersOf(count, 1)], { order: 2, tolerance: 1e-7 });
    });
  }

  for (const { name, count, f } of triedFunctions.filter(({ count }) => count <= 6)) {
    it(`has derivatives of three orders: ${name}`, () => {
      checkGrads(f, [numbersOf(count, 2)], { order: 3, tolerance: 1e-6 });
    });
  }
});
