// lstm by hand: forwards through the text, keeping what each cell has computed, and backwards.

type Rows = readonly (readonly number[])[];

interface Input {
  readonly main_params: Rows;
  readonly extra_params: Rows;
  readonly state: Rows;
  readonly sequence: Rows;
}

/** What is kept of a cell: its input, its state before and after, and its four gates. */
const KEPT = 8;

/** The loss, and its gradient, flat. */
export const lstm = {
  objective: (input: Input) => networkOf(input, false),
  jacobian: (input: Input) => {
    const run = networkOf(input, true);
    return () => (run(), run.slopes);
  },
};

function networkOf(input: Input, withSlopes: boolean): (() => number) & { slopes: Float64Array } {
  const { sequence, state } = input;
  const bits = sequence[0].length;
  const [layers, steps] = [state.length / 2, sequence.length - 1];
  const main = Float64Array.from(input.main_params.flat());
  const extra = Float64Array.from(input.extra_params.flat());
  const text = Float64Array.from(sequence.flat());
  const start = Float64Array.from(state.flat());
  const units = new Float64Array(start.length);
  const cells = new Float64Array(KEPT * layers * bits * (withSlopes ? steps : 1));
  const signals = new Float64Array(bits * (withSlopes ? steps : 1));
  const shares = new Float64Array(bits * (withSlopes ? steps : 1));
  const predicted = new Float64Array(bits);
  const slopes = new Float64Array(main.length + extra.length);
  const cotangents = new Float64Array(units.length);
  const scale = -1 / (steps * bits);

  function run(): number {
    units.set(start);
    let total = 0;
    for (let t = 0; t < steps; t++) total += readAt(t);
    if (withSlopes) {
      slopes.fill(0);
      cotangents.fill(0);
      for (let t = steps - 1; t >= 0; t--) pullBackAt(t);
    }
    return scale * total;
  }

  function readAt(t: number): number {
    const at = withSlopes ? t : 0;
    for (let i = 0; i < bits; i++) {
      let signal = text[t * bits + i] * extra[i];
      for (let layer = 0; layer < layers; layer++) {
        const w = 8 * bits * layer + i;
        const b = w + 4 * bits;
        const [shown, kept] = [units[2 * layer * bits + i], units[(2 * layer + 1) * bits + i]];
        const forget = sigmoid(main[w] * signal + main[b]);
        const ingate = sigmoid(main[w + bits] * shown + main[b + bits]);
        const outgate = sigmoid(main[w + 2 * bits] * signal + main[b + 2 * bits]);
        const change = Math.tanh(main[w + 3 * bits] * shown + main[b + 3 * bits]);
        const next = kept * forget + ingate * change;
        const bent = Math.tanh(next);
        const cell = KEPT * ((at * layers + layer) * bits + i);
        cells[cell] = signal;
        cells[cell + 1] = shown;
        cells[cell + 2] = kept;
        cells[cell + 3] = forget;
        cells[cell + 4] = ingate;
        cells[cell + 5] = outgate;
        cells[cell + 6] = change;
        cells[cell + 7] = bent;
        units[(2 * layer + 1) * bits + i] = next;
        signal = units[2 * layer * bits + i] = outgate * bent;
      }
      signals[at * bits + i] = signal;
      predicted[i] = signal * extra[bits + i] + extra[2 * bits + i];
    }
    let [sum, total, count] = [2, 0, 0];
    for (let i = 0; i < bits; i++) {
      sum += shares[at * bits + i] = Math.exp(predicted[i]);
      total += text[(t + 1) * bits + i] * predicted[i];
      count += text[(t + 1) * bits + i];
    }
    for (let i = 0; i < bits; i++) {
      shares[at * bits + i] = text[(t + 1) * bits + i] - count * shares[at * bits + i] / sum;
    }
    return total - Math.log(sum) * count;
  }

  function pullBackAt(t: number): void {
    for (let i = 0; i < bits; i++) {
      const own = main.length + i;
      const ofPredicted = scale * shares[t * bits + i];
      slopes[own + bits] += ofPredicted * signals[t * bits + i];
      slopes[own + 2 * bits] += ofPredicted;
      let ofSignal = ofPredicted * extra[bits + i];
      for (let layer = layers - 1; layer >= 0; layer--) {
        const w = 8 * bits * layer + i;
        const b = w + 4 * bits;
        const cell = KEPT * ((t * layers + layer) * bits + i);
        const [signal, shown, kept] = [cells[cell], cells[cell + 1], cells[cell + 2]];
        const [forget, ingate, outgate] = [cells[cell + 3], cells[cell + 4], cells[cell + 5]];
        const [change, bent] = [cells[cell + 6], cells[cell + 7]];
        const ofShown = ofSignal + cotangents[2 * layer * bits + i];
        const ofKept = cotangents[(2 * layer + 1) * bits + i] +
          ofShown * outgate * (1 - bent * bent);
        const ofOutgate = ofShown * bent * outgate * (1 - outgate);
        const ofForget = ofKept * kept * forget * (1 - forget);
        const ofIngate = ofKept * change * ingate * (1 - ingate);
        const ofChange = ofKept * ingate * (1 - change * change);
        slopes[w] += ofForget * signal;
        slopes[w + bits] += ofIngate * shown;
        slopes[w + 2 * bits] += ofOutgate * signal;
        slopes[w + 3 * bits] += ofChange * shown;
        slopes[b] += ofForget;
        slopes[b + bits] += ofIngate;
        slopes[b + 2 * bits] += ofOutgate;
        slopes[b + 3 * bits] += ofChange;
        cotangents[(2 * layer + 1) * bits + i] = ofKept * forget;
        cotangents[2 * layer * bits + i] = ofIngate * main[w + bits] +
          ofChange * main[w + 3 * bits];
        ofSignal = ofForget * main[w] + ofOutgate * main[w + 2 * bits];
      }
      slopes[own] += ofSignal * text[t * bits + i];
    }
  }

  return Object.assign(run, { slopes });
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
