// Seventy and more programs of a line or two, as a newcomer writes them, with what an editor says of each: the type of an
// answer, or the words that lead on. It runs the language service of the TypeScript that most editors have.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { answersTo } from "./compiler.ts";
import { answersOfDerivatives, answersOfOperations } from "./snippets/answers.ts";
import { derivativesAsCallbacks, operationsAsCallbacks } from "./snippets/callbacks.ts";
import { genericCode } from "./snippets/generic.ts";
import { writtenWithOperators } from "./snippets/operators.ts";
import { mistakesInCalls, mistakesInFunctions } from "./snippets/refusals.ts";
import { unannotated } from "./snippets/unannotated.ts";
import { imports } from "./snippets/snippet.ts";

const subjects = {
  "Operations as callbacks": operationsAsCallbacks,
  "Derivatives as callbacks": derivativesAsCallbacks,
  "Answers of operations": answersOfOperations,
  "Answers of derivatives": answersOfDerivatives,
  "Mistakes in functions": mistakesInFunctions,
  "Mistakes in calls": mistakesInCalls,
  "Functions without annotations": unannotated,
  "Generic code": genericCode,
  "Functions written with operators": writtenWithOperators,
};

const snippets = Object.values(subjects).flat();
const { said, instantiations } = answersTo([
  ...snippets.map(({ text }) => imports + text),
  imports + hundredTransforms(),
]);

/** A hundred functions of types of their own, differentiated, called, compiled, and called. */
function hundredTransforms(): string {
  const transforms = ["grad", "valueAndGrad", "hessian", "jacobian"];
  return Array.from({ length: 100 }, (_, i) => {
    const start = `{ w${i}: [1, 2], b: 3 }`;
    return `const f${i} = ${
      transforms[i % 4]
    }((p: { w${i}: Scalar[]; b: Scalar }) => mul(p.b, sum(p.w${i})));
      const a${i} = f${i}(${start}), c${i} = jit(f${i})(${start});`;
  }).join("\n");
}

for (const [subject, own] of Object.entries(subjects)) {
  describe(subject, () => {
    for (const snippet of own) {
      const { text, hovers = {}, errors = [] } = snippet;
      it(text.replace(/\s+/g, " "), () => {
        const answer = said[snippets.indexOf(snippet)];
        assertEquals(answer.errors.length, errors.length, answer.errors.join("\n"));
        errors.forEach((words, i) => assertStringIncludes(answer.errors[i], words));
        for (const [name, type] of Object.entries(hovers)) assertEquals(answer.hovers[name], type);
      });
    }
  });
}

describe("The work of the compiler", () => {
  it("does not creep up: these programs, and one of a hundred transforms", () => {
    assert(snippets.length > 70);
    assertEquals(said[snippets.length].errors, []);
    assert(instantiations < 165_000, `${instantiations} instantiations`);
  });
});
