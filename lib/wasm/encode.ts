// Encodes WebAssembly modules: numbers, sections, and the few instructions that programs need (WebAssembly Core
// Specification 1.0, 2019, chapter 5).

/** The opcodes of the instructions that are emitted. */
export const op = {
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  branchIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  drop: 0x1a,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Load: 0x28,
  load: 0x2b,
  i32Store: 0x36,
  store: 0x39,
  i32Const: 0x41,
  i64Const: 0x42,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32LessThan: 0x48,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32And: 0x71,
  i32Shl: 0x74,
  i64Ne: 0x52,
  f64Eq: 0x61,
  f64Ne: 0x62,
  f64Lt: 0x63,
  f64Gt: 0x64,
  f64Le: 0x65,
  f64Ge: 0x66,
  abs: 0x99,
  neg: 0x9a,
  ceil: 0x9b,
  floor: 0x9c,
  trunc: 0x9d,
  sqrt: 0x9f,
  add: 0xa0,
  sub: 0xa1,
  mul: 0xa2,
  div: 0xa3,
  min: 0xa4,
  max: 0xa5,
  copySign: 0xa6,
  fromBoolean: 0xb8,
  bitsOf: 0xbd,
  /** The first byte of further instructions, which a second one tells apart. */
  extended: 0xfc,
} as const;

/** The types of parameters, results and blocks. */
export const type = { i32: 0x7f, f64: 0x7c, none: 0x40 } as const;

/** A buffer of bytes that grows as it is written. */
export class Bytes {
  length = 0;
  private bytes = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);

  byte(value: number): this {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
    return this;
  }

  /** Appends an unsigned integer, in as many bytes as it needs (LEB128). */
  unsigned(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** Appends a signed integer, in as many bytes as it needs (LEB128). */
  signed(value: bigint | number): this {
    let rest = BigInt(value);
    while (rest < -0x40n || rest >= 0x40n) {
      this.byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    return this.byte(Number(rest & 0x7fn));
  }

  /** Appends a number as eight bytes, the lowest first. */
  float(value: number): this {
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }

  /** Appends an instruction that reads or writes a local. */
  local(opcode: number, index: number): this {
    return this.byte(opcode).unsigned(index);
  }

  /** Appends an instruction that loads or stores the number at an address, counted in numbers. */
  memory(opcode: number, address: number): this {
    return this.byte(opcode).unsigned(3).unsigned(8 * address);
  }

  /** Appends an instruction that copies memory: its operands are two addresses, into and from, and a length, all in bytes. */
  memoryCopy(): this {
    return this.byte(op.extended).byte(0x0a).byte(0).byte(0);
  }

  /** Appends a text of ASCII characters, with its length in front. */
  text(value: string): this {
    const bytes = Array.from(value, (character) => character.charCodeAt(0));
    return this.unsigned(bytes.length).all(Uint8Array.from(bytes));
  }

  all(bytes: Uint8Array): this {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  /** Appends another buffer, with its length in front. */
  sized(other: Bytes): this {
    return this.unsigned(other.length).all(other.done());
  }

  /** Returns the bytes written so far. */
  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const longer = new Uint8Array(2 * (this.length + count));
    longer.set(this.done());
    this.bytes = longer;
    this.view = new DataView(longer.buffer);
  }
}

/** The types of a function's parameters and results. */
export interface Signature {
  /** The name by which it is imported. */
  readonly name: string;
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

/** The code of a function. Its locals are integers, and after them floats. */
export interface Body {
  /** The number of locals that are integers. */
  readonly integers: number;
  /** The number of locals that are floats. */
  readonly floats: number;
  readonly code: Bytes;
}

/** Returns the bytes of a module that imports a memory and functions, and exports its last function as `run`. */
export function encodeModule(
  imports: readonly Signature[],
  bodies: readonly Body[],
): Uint8Array<ArrayBuffer> {
  const run: Signature = { name: "run", parameters: [], results: [type.i32] };
  const signatures = [run, ...imports];
  const module = new Bytes().all(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

  section(module, 1, signatures, (into, { parameters, results }) => {
    into.byte(0x60);
    into.unsigned(parameters.length).all(Uint8Array.from(parameters));
    into.unsigned(results.length).all(Uint8Array.from(results));
  });
  section(module, 2, [undefined, ...imports], (into, signature, i) => {
    into.text("").text(signature?.name ?? "0");
    if (signature === undefined) into.byte(2).byte(0).unsigned(1);
    else into.byte(0).unsigned(i);
  });
  section(module, 3, bodies, (into) => into.unsigned(0));
  section(module, 7, ["run"], (into, name) => {
    into.text(name).byte(0).unsigned(imports.length + bodies.length - 1);
  });
  section(module, 10, bodies, (into, { integers, floats, code }) => {
    const body = new Bytes().unsigned(2).unsigned(integers).byte(type.i32);
    body.unsigned(floats).byte(type.f64);
    into.sized(body.all(code.done()).byte(op.end));
  });
  return module.done();
}

function section<T>(
  module: Bytes,
  id: number,
  items: readonly T[],
  write: (into: Bytes, item: T, index: number) => void,
): void {
  const content = new Bytes().unsigned(items.length);
  items.forEach((item, i) => write(content, item, i));
  module.byte(id).sized(content);
}

const pair = /* @__PURE__ */ new DataView(new ArrayBuffer(8));

/** Returns the bits of a number as an integer. */
export function bitsOf(x: number): bigint {
  pair.setFloat64(0, x);
  return pair.getBigInt64(0);
}
