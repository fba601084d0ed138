// The recurrent network against the same network on plain numbers, written unit by unit, and against
// difference quotients of that.

import { describe, it } from "@std/testing/bdd";
import { grad } from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import { loss, lstm } from "../../../bench/gradbench/lstm.ts";
import { inputs } from "../../../bench/inputs.ts";
import { assertClose } from "../../assert_close.ts";

describe("The workload lstm", () => {
  for (const [layers, bits, length] of [[1, 1, 2], [2, 3, 5]]) {
    const input = {
      main_params: rows(2 * layers, 4 * bits, 1),
      extra_params: rows(3, bits, 2),
      state: rows(2 * layers, bits, 3),
      sequence: rows(length, bits, 4).map((row) => row.map((x) => x > 0 ? 1 : 0)),
    };
    const size = `${layers} × ${bits} cells and ${length} characters`;

    it(`has the loss of the network, for ${size}`, () => {
      assertClose(lstm.objective(input)(), lossOf(input));
    });

    it(`has its gradient by difference quotients, for ${size}`, () => {
      const flat = [...input.main_params, ...input.extra_params].flat();
      const inShape = (weights: number[]) => {
        const own = weights.slice(0, 8 * layers * bits);
        const extra = weights.slice(own.length);
        return {
          ...input,
          main_params: input.main_params.map((_, i) => own.slice(4 * bits * i, 4 * bits * (i + 1))),
          extra_params: [0, 1, 2].map((i) => extra.slice(bits * i, bits * (i + 1))),
        };
      };
      const expected = numericGrad((weights: number[]) => lossOf(inShape(weights)))(flat);
      assertClose(lstm.jacobian(input)(), expected, 1e-7);
    });

    it(`has the same gradient where the tape is limited, for ${size}`, () => {
      const { main_params: main, extra_params: extra, state, sequence } = input;
      const limited = grad(loss)({ main, extra }, state, sequence, 1);
      assertClose(lstm.jacobian(input)(), [...limited.main, ...limited.extra].flat());
    });
  }
});

function rows(count: number, width: number, seed: number): number[][] {
  const all = inputs(count * width, seed);
  return Array.from({ length: count }, (_, i) => all.slice(width * i, width * (i + 1)));
}

type Rows = readonly (readonly number[])[];

interface Input {
  readonly main_params: Rows;
  readonly extra_params: Rows;
  readonly state: Rows;
  readonly sequence: Rows;
}

/** −mean of next·(prediction − ln(2 + Σ exp prediction)) over all bits of all characters but the first. */
function lossOf({ main_params, extra_params, state, sequence }: Input): number {
  const bits = sequence[0].length;
  const units = state.map((row) => [...row]);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  let total = 0;
  for (let t = 0; t < sequence.length - 1; t++) {
    const signal = sequence[t].map((bit, i) => bit * extra_params[0][i]);
    for (let layer = 0; layer < state.length; layer += 2) {
      const [weights, biases] = [main_params[layer], main_params[layer + 1]];
      for (let i = 0; i < bits; i++) {
        const shown = units[layer][i];
        const forget = sigmoid(weights[i] * signal[i] + biases[i]);
        const ingate = sigmoid(weights[bits + i] * shown + biases[bits + i]);
        const outgate = sigmoid(weights[2 * bits + i] * signal[i] + biases[2 * bits + i]);
        const change = Math.tanh(weights[3 * bits + i] * shown + biases[3 * bits + i]);
        units[layer + 1][i] = units[layer + 1][i] * forget + ingate * change;
        units[layer][i] = signal[i] = outgate * Math.tanh(units[layer + 1][i]);
      }
    }
    const predicted = signal.map((x, i) => x * extra_params[1][i] + extra_params[2][i]);
    const normalisation = Math.log(predicted.reduce((sum, x) => sum + Math.exp(x), 2));
    sequence[t + 1].forEach((bit, i) => total += bit * (predicted[i] - normalisation));
  }
  return -total / bits / (sequence.length - 1);
}
