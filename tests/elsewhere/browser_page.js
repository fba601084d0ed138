// What a page does with the bundle: it compiles functions and their derivatives, and leaves what they
// answered, compiled and not, where the test looks.

// The bundle is served beside this file; on disk there is none.
const ad = await import(new URL("./fluxion.js", import.meta.url).href);

const f = ([x, y]) => ad.lt(x, y) ? ad.mul(x, ad.sin(y)) : ad.add(ad.mul(x, x, y), ad.relu(y));
const points = [[1, 2], [2, 1], [-0, 3], [NaN, 1], [3, -2], [1, 5]];
const nests = {
  f,
  grad: ad.grad(f),
  valueAndGrad: ad.valueAndGrad(f),
  hessian: ad.hessian(f),
  hvp: (x) => ad.hvp(f)(x, [1, 2]),
};

const results = { wasm: true, evaluates: true, answers: {} };
try {
  new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
} catch {
  results.wasm = false;
}
try {
  results.evaluates = new Function("return true")();
} catch {
  results.evaluates = false;
}
for (const [name, nest] of Object.entries(nests)) {
  const jitted = ad.jit(nest, { eager: true });
  const answers = [0, 1, 2].flatMap(() => points.map((point) => jitted(point)));
  const expected = [0, 1, 2].flatMap(() => points.map((point) => nest(point)));
  results.answers[name] = { answers, expected, stats: jitted.stats() };
}

// A program of many functions, in modules of megabytes, on the main thread: nothing in it repeats.
let steps = 0;
function after(y, i) {
  const x = ad.mul(1e-6, y, y);
  return Math.sin(i * i) > 0 ? ad.sub(ad.mul(y, 0.999), x) : ad.add(ad.mul(0.999, ad.sub(y, x)), x);
}
const long = ad.jit(ad.grad((x) => {
  let y = x;
  for (steps = 0; steps < 60_000; steps++) y = after(y, steps);
  return y;
}));
results.answers.long = {
  answers: [long(0.5), long(0.25)],
  expected: [0.5, 0.25].map((x) => ad.grad(longPlain)(x)),
  stats: long.stats(),
};
function longPlain(x) {
  let y = x;
  for (let i = 0; i < steps; i++) y = after(y, i);
  return y;
}
globalThis.results = results;
