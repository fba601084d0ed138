"use ad";
// Loops that are nearly such as compiled programs keep, and a few that are. The tests lift this text.

type Given = { readonly data: number[]; readonly f: (x: number) => number };
type Case = (x: number, given: Given) => number[];

let outside = 0;
let calls = 0;
const counted = (x: number) => {
  calls++;
  return x * 0.5;
};
const doubled = (x: number) => 2 * x;

export const kept: { readonly [name: string]: Case } = {
  counters: (x, { data }) => {
    let above = 0;
    let sum = x;
    for (const d of data) {
      if (d * x > 1) above++;
      sum += d * sum * 0.1;
    }
    return [above, sum, above === 0 ? 1 : 2];
  },
  elementsBesides: (x, { data }) => {
    let sum = x;
    for (let i = 0; i < data.length - 1; i++) {
      const next = i + 1;
      sum = data[next] > sum ? sum * 0.9 + data[i] : sum - data[i % 3];
    }
    return [sum];
  },
  elementsBefore: (x, { data }) => {
    let sum = x;
    for (let i = 0; i < data.length; i++) {
      sum += i > 0 ? sum * data[i - 1] * 0.1 : x;
      if (sum > 3) sum = 1;
    }
    return [sum];
  },
  alternating: (x, { data }) => {
    let [sum, sign] = [0, 1];
    for (const d of data) {
      sum += sign * d * x;
      sign = sum > 0.5 ? -sign : sign;
    }
    return [sum, sign];
  },
  flags: (x, { data }) => {
    let isDone = false;
    let y = x;
    let rounds = 0;
    while (!isDone && rounds < data.length) {
      rounds++;
      const next = Math.cos(y) * x;
      isDone = Math.abs(next - y) < 1e-3;
      y = next;
    }
    return [y, rounds, isDone ? 1 : 0];
  },
  endless: (x) => {
    let y = 1;
    while (true) {
      const next = (y + (1 + x * x) / y) / 2;
      if (Math.abs(next - y) < 1e-9) break;
      y = next;
    }
    return [y];
  },
  bounded: (x) => {
    let y = 1;
    for (let i = 0; i < 1e9; i++) {
      const next = (y + (1 + x * x) / y) / 2;
      if (Math.abs(next - y) < 1e-9) break;
      y = next;
    }
    return [y];
  },
  passed: (x, { data, f }) => {
    let y = x;
    for (const d of data) y = f(y) > d ? y * 0.9 : f(y + d);
    return [y];
  },
  shadows: (x, { data }) => {
    let sum = x;
    for (const d of data) {
      const x = d * 2;
      {
        const sum = x;
        if (sum > 100) continue;
      }
      sum += x > sum ? sum * 0.1 : x;
    }
    return [sum];
  },
  objects: (x, { data }) => {
    let state = { at: x, path: [0, 0] };
    for (const d of data) {
      const { at, path: [, last] } = state;
      state = { at: at > 2 ? at - 2 : at + d, path: [last, at * d] };
    }
    return [state.at, ...state.path];
  },
  ofItsOwn: (x, { data }) => {
    let sum = 0;
    for (const d of data) {
      const powers: number[] = [];
      for (let p = 1, j = 0; j < 3; j++) powers.push(p *= d * x);
      powers[0] += d;
      sum += powers.reduce((a, b) => a + b, 0) > 0 ? powers[0] : powers[2];
    }
    return [sum];
  },
  downwards: (x, { data }) => {
    let sum = x;
    for (let i = data.length - 1; i >= 0; i -= 2) sum = sum > 1 ? sum * 0.5 : sum + data[i] * i;
    return [sum];
  },
  optional: (x, { data }) => {
    const weights = [] as { own: number[] }[];
    let sum = x;
    for (let i = 0; i < data.length; i++) {
      sum += sum > 0 && weights.length > 0 ? weights[i].own[0] : data[i] * x;
    }
    return [sum];
  },
};

export const missed: { readonly [name: string]: Case } = {
  outer: (x, { data }) => {
    let sum = x;
    for (const d of data) {
      sum += d > sum ? d : x;
      outside += 1;
    }
    const all = outside;
    outside = 0;
    return [sum, all];
  },
  pushes: (x, { data }) => {
    const all: number[] = [];
    let sum = x;
    for (const d of data) {
      sum += d > sum ? d : x;
      all.push(sum);
    }
    return [...all, all.length];
  },
  elements: (x, { data }) => {
    const all = data.map((d) => d * x);
    let sum = 0;
    for (let i = 1; i < all.length; i++) {
      all[i] += all[i - 1] > 0 ? all[i - 1] : x;
      sum += all[i];
    }
    return [sum];
  },
  closures: (x, { data }) => {
    let last = () => x;
    let sum = x;
    for (const d of data) {
      sum += d > sum ? d : x;
      last = () => sum + d;
    }
    return [last()];
  },
  effects: (x, { data }) => {
    let sum = x;
    for (const d of data) sum += d > sum ? counted(d * x) : x;
    const all = calls;
    calls = 0;
    return [sum, all];
  },
  indices: (x, { data }) => {
    let at = 0;
    let sum = x;
    while (at < data.length) {
      sum += data[at] > sum ? data[at] : x;
      at += sum > 1 ? 2 : 1;
    }
    return [sum, at];
  },
  variables: (x, { data }) => {
    let sum = x;
    // deno-lint-ignore no-var no-inner-declarations
    for (var i = 0; i < data.length; i++) sum += data[i] > sum ? data[i] : x;
    return [sum, i];
  },
  returns: (x, { data }) => {
    let sum = x;
    for (const d of data) {
      sum += d > sum ? d : x;
      if (sum > 4) return [sum, d];
    }
    return [sum];
  },
  labels: (x, { data }) => {
    let sum = x;
    outer: for (const d of data) {
      for (const e of [1, 2]) {
        if (d * e > sum) continue outer;
        sum += d * e * x;
      }
    }
    return [sum];
  },
  triangles: (x, { data }) => {
    let sum = x;
    for (let i = 0; i < data.length; i++) {
      for (let j = 0; j < i; j++) sum += data[i] > data[j] ? sum * 0.01 : data[j] * x;
    }
    return [sum];
  },
  iterators: (x, { data }) => {
    let sum = x;
    for (const [i, d] of data.entries()) sum += d > sum ? d * i : x;
    return [sum];
  },
  text: (x, { data }) => {
    let sum = x;
    let word = "";
    for (const d of data) {
      sum += d > sum ? d : x;
      word += sum > 1 ? "a" : "b";
    }
    return [sum, word.length];
  },
  throws: (x, { data }) => {
    let sum = x;
    for (const d of data) {
      sum += d > sum ? d : x;
      if (sum > 1e6) throw new Error("too large");
      try {
        sum *= doubled(0.4);
      } finally {
        sum += 0.1;
      }
    }
    return [sum];
  },
  random: (x, { data }) => {
    let [sum, last] = [x, 0];
    for (const d of data) {
      const own = Math.random();
      sum += own === last ? 100 : d > sum ? d : x;
      last = own;
    }
    return [sum];
  },
};
