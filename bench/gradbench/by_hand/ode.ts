// ode by hand: forwards one component after the other, and backwards the last first.

interface Input {
  readonly x: readonly number[];
  readonly s: number;
}

/** The components at the end, and the gradient of the last one. */
export const ode = {
  primal: ({ x, s }: Input) => {
    const own = Float64Array.from(x);
    const places = new Float64Array(4 * s);
    return () => {
      places.fill(1);
      const ends = new Float64Array(own.length);
      for (let i = 0; i < own.length; i++) ends[i] = goOn(own[i], s, places, 0, places, 0);
      return ends;
    };
  },
  gradient: ({ x, s }: Input) => {
    const own = Float64Array.from(x);
    const width = 4 * s;
    const places = new Float64Array(width * (own.length + 1)).fill(1, 0, width);
    const cotangents = new Float64Array(width);
    return () => {
      for (let i = 0; i < own.length; i++) {
        goOn(own[i], s, places, width * i, places, width * (i + 1));
      }
      const slopes = new Float64Array(own.length);
      cotangents.fill(0);
      for (let i = own.length - 1; i >= 0; i--) {
        slopes[i] = comeBack(own[i], s, places, width * i, cotangents, i === own.length - 1);
      }
      return slopes;
    };
  },
};

/** All steps of a component, from the places of the one before; returns its end. */
function goOn(
  xi: number,
  s: number,
  before: Float64Array,
  from: number,
  own: Float64Array,
  to: number,
): number {
  const h = 2 / s;
  let y = 0;
  for (let t = 0; t < 4 * s; t += 4) {
    const k1 = xi * before[from + t];
    const k2 = xi * before[from + t + 1];
    const k3 = xi * before[from + t + 2];
    const k4 = xi * before[from + t + 3];
    own[to + t] = y;
    own[to + t + 1] = y + h / 2 * k1;
    own[to + t + 2] = y + h / 2 * k2;
    own[to + t + 3] = y + h * k3;
    y += h / 6 * (k1 + 2 * (k2 + k3) + k4);
  }
  return y;
}

/** Replaces the cotangents of a component's places by those of the one before; returns the slope by its factor. */
function comeBack(
  xi: number,
  s: number,
  before: Float64Array,
  from: number,
  cotangents: Float64Array,
  isLast: boolean,
): number {
  const h = 2 / s;
  let slope = 0;
  let ofY = isLast ? 1 : 0;
  for (let t = 4 * s - 4; t >= 0; t -= 4) {
    const [c1, c2, c3] = [cotangents[t + 1], cotangents[t + 2], cotangents[t + 3]];
    const k1 = h / 6 * ofY + h / 2 * c1;
    const k2 = h / 3 * ofY + h / 2 * c2;
    const k3 = h / 3 * ofY + h * c3;
    const k4 = h / 6 * ofY;
    ofY += cotangents[t] + c1 + c2 + c3;
    slope += k1 * before[from + t] + k2 * before[from + t + 1] + k3 * before[from + t + 2] +
      k4 * before[from + t + 3];
    cotangents[t] = xi * k1;
    cotangents[t + 1] = xi * k2;
    cotangents[t + 2] = xi * k3;
    cotangents[t + 3] = xi * k4;
  }
  return slope;
}
