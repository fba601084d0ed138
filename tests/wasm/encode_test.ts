// Numbers and modules in bytes, read again by decoders of our own and by the engine.

import { bitsOf, Bytes, encodeModule, op, type } from "../../lib/wasm/encode.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";

function unsignedFrom(bytes: Uint8Array): bigint {
  return bytes.reduceRight((rest, byte) => (rest << 7n) | BigInt(byte & 0x7f), 0n);
}

function signedFrom(bytes: Uint8Array): bigint {
  return BigInt.asIntN(7 * bytes.length, unsignedFrom(bytes));
}

/** All bytes but the last say that more follow. */
function assertContinued(bytes: Uint8Array): void {
  assert(bytes.every((byte, i) => (byte >= 0x80) === (i < bytes.length - 1)), `[${bytes}]`);
}

const code = (...bytes: number[]) => {
  const written = new Bytes();
  for (const byte of bytes) written.byte(byte);
  return written;
};
const instantiate = (module: Uint8Array<ArrayBuffer>, functions: Record<string, unknown> = {}) => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const all = { "": { 0: memory, ...functions } } as WebAssembly.Imports;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module), all);
  return { memory, run: instance.exports.run as () => number };
};

describe("Integers of any number of bytes", () => {
  law(
    "are read again as they were written, without a sign",
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
      const bytes = new Bytes().unsigned(value).done();
      assertContinued(bytes);
      assertEquals(unsignedFrom(bytes), BigInt(value));
    }),
  );

  law(
    "are read again as they were written, with a sign, in as few bytes as can be",
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      const bytes = new Bytes().signed(value).done();
      assertContinued(bytes);
      assertEquals(signedFrom(bytes), value);
      const fewer = 7 * (bytes.length - 1);
      if (fewer > 0) assert(BigInt.asIntN(fewer, value) !== value);
    }),
  );

  it("change their length where they must", () => {
    const unsigned = [
      0,
      127,
      128,
      16383,
      16384,
      2 ** 21 - 1,
      2 ** 21,
      2 ** 28,
      2 ** 31,
      2 ** 32 - 1,
    ];
    assertEquals(
      unsigned.map((value) => new Bytes().unsigned(value).length),
      [1, 1, 2, 2, 3, 3, 4, 5, 5, 5],
    );
    const signed = [0, 63, 64, -64, -65, 8191, 8192, -8192, -8193];
    assertEquals(
      signed.map((value) => new Bytes().signed(value).length),
      [1, 1, 2, 1, 2, 2, 3, 2, 3],
    );
  });
});

describe("Bytes", () => {
  law(
    "hold what was written, in order, however they have grown",
    fc.property(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 8 }), (parts) => {
      const bytes = new Bytes();
      for (const part of parts) bytes.all(part);
      assertEquals([...bytes.done()], parts.flatMap((part) => [...part]));
      assertEquals(bytes.length, parts.reduce((total, { length }) => total + length, 0));
    }),
  );

  it("hold floats with all their bits, also where they grow within one", () => {
    for (const value of [0, -0, 1.5, NaN, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE]) {
      const bytes = new Bytes();
      for (let i = 0; i < 1021; i++) bytes.byte(i);
      const written = bytes.float(value).done();
      assertEquals(written.length, 1029);
      const read = new DataView(written.buffer, written.byteOffset).getFloat64(1021, true);
      assert(Object.is(read, value));
    }
  });

  it("know the bits of a number", () => {
    assertEquals([0, -0, 1].map(bitsOf), [0n, -(2n ** 63n), 0x3ff0000000000000n]);
    assert(bitsOf(Number.MIN_VALUE) === 1n);
  });
});

describe("A module", () => {
  it("is valid, and answers what its last function does", () => {
    const module = encodeModule([], [
      { integers: 0, floats: 0, code: code(op.i32Const, 1) },
      { integers: 0, floats: 0, code: code(op.i32Const, 42) },
    ]);
    assert(WebAssembly.validate(module));
    assertEquals(instantiate(module).run(), 42);
  });

  it("has locals of both kinds, and writes into the memory it imports", () => {
    const body = code(op.f64Const).float(2.5);
    body.byte(op.localSet).unsigned(300);
    body.byte(op.i32Const).byte(0).byte(op.localGet).unsigned(300);
    body.byte(op.store).unsigned(3).unsigned(80);
    // The integer comes before the floats.
    body.byte(op.i32Const).signed(-7).byte(op.localTee).unsigned(0);
    const module = encodeModule([], [{ integers: 1, floats: 300, code: body }]);
    assert(WebAssembly.validate(module));
    const { run, memory } = instantiate(module);
    assertEquals(run(), -7);
    assertEquals(new Float64Array(memory.buffer)[10], 2.5);
  });

  it("calls the functions it imports, of any number of parameters", () => {
    const signatures = [0, 1, 8].map((count, i) => ({
      name: String(i + 1),
      parameters: Array(count).fill(type.f64),
      results: [type.f64],
    }));
    for (const [index, { parameters }] of signatures.entries()) {
      const body = code(op.i32Const, 0);
      parameters.forEach((_, i) => body.byte(op.f64Const).float(i + 1));
      body.byte(op.call).unsigned(index).byte(op.store).unsigned(3).unsigned(0);
      body.byte(op.i32Const).byte(0);
      const module = encodeModule(signatures, [{ integers: 0, floats: 0, code: body }]);
      assert(WebAssembly.validate(module));
      const add = (...xs: number[]) => xs.reduce((a, b) => a + b, 0.5);
      const { run, memory } = instantiate(module, { 1: add, 2: add, 3: add });
      run();
      const expected = 0.5 + parameters.length * (parameters.length + 1) / 2;
      assertEquals(new Float64Array(memory.buffer)[0], expected);
    }
  });
});
