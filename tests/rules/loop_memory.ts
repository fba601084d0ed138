// What the test of memory runs in a process of its own: "long" takes the gradient of 100,000 steps,
// "peak" prints the bytes in use after a loop, and the most while it is pulled back.

import { add, checkpointedLoop, grad, mul, type Scalar, sin, vjp } from "@fluxion/ad";

const [what, count] = Deno.args;

if (what === "long") {
  const step = (x: Scalar, i: number) => {
    let y = x;
    for (let k = 0; k < 20; k++) y = add(mul(y, 0.999), mul(0.001, sin(add(y, i % 7))));
    return y;
  };
  const gradient = grad((x: Scalar) => checkpointedLoop(step, 100_000, x))(1);
  if (!Number.isFinite(gradient)) throw new Error(`the gradient is ${gradient}`);
  console.log("done");
} else {
  const { gc } = globalThis as unknown as { gc: () => void };
  const used = () => {
    gc();
    return Deno.memoryUsage().heapUsed;
  };
  let peak = 0;
  let calls = 0;
  const step = (state: Scalar[]) => {
    if (typeof state[0] === "number" && ++calls % 5 === 0) peak = Math.max(peak, used());
    return state.map((x) => mul(x, 0.99));
  };
  const loop = (x: Scalar[]) => checkpointedLoop(step, 300, x, { snapshots: Number(count) })[0];
  const [, pullback] = vjp(loop, [new Array(5_000).fill(0.5)]);
  const kept = used();
  peak = 0;
  pullback(1);
  console.log(JSON.stringify({ kept, peak }));
}
