// What the test of memory runs in a process of its own: prints the megabytes that stay in use after long
// gradients, with pullbacks kept besides, and how much stays of what rules have remembered.

import {
  add,
  checkpoint,
  customVjp,
  grad,
  linearize,
  mul,
  type Scalar,
  sin,
  square,
  vjp,
} from "@fluxion/ad";

const { gc } = globalThis as unknown as { gc: () => void };

async function used(): Promise<number> {
  gc();
  // Buffers are freed beside the program.
  await new Promise((resolve) => setTimeout(resolve, 50));
  gc();
  const { heapUsed, external } = Deno.memoryUsage();
  return (heapUsed + external) / 1e6;
}

const long = (operations: number) => (x: Scalar) => {
  let y = x;
  for (let i = 0; i < operations / 2; i++) y = add(sin(y), x);
  return y;
};

const before = await used();
for (const operations of [1e6, 1e4, 1e6]) grad(long(operations))(1);
const afterGradients = await used() - before;

const pullbacks: unknown[] = [];
for (let i = 0; i < 100; i++) {
  grad(long(1e5))(1);
  const [, pullback] = vjp((x: Scalar) => square(checkpoint(long(1e4))(x)), [1]);
  pullback(1);
  pullbacks.push(pullback);
}
const withPullbacks = await used() - before - afterGradients;

const maps: unknown[] = [];
for (let i = 0; i < 5; i++) maps.push(linearize(long(1e5), [1])[1]);
const withMaps = await used() - before - afterGradients - withPullbacks;

const remembered: WeakRef<object>[] = [];
const remembering = customVjp(square, (x) => {
  const residuals = { x };
  remembered.push(new WeakRef(residuals));
  return [square(x), residuals];
}, ({ x }, cotangent) => [mul(2, x, cotangent)]);
for (let i = 0; i < 10; i++) grad((x: Scalar) => grad(remembering)(square(x)))(i);
await used();
const stillThere = remembered.filter((reference) => reference.deref() !== undefined).length;

const kept = pullbacks.length + maps.length;
console.log(JSON.stringify({ afterGradients, withPullbacks, withMaps, stillThere, kept }));
