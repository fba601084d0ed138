// The integers in the code of a function: addresses and numbers of rounds. Code is taken apart into these and all else, and
// put together with others in their place.

import { Bytes, op } from "./encode.ts";

/** Code without its integers. */
export interface CodeParts {
  /** The bytes between the integers. */
  readonly between: readonly Uint8Array[];
  readonly integers: readonly number[];
  /** For each integer, 1 where it has a sign. */
  readonly signs: readonly boolean[];
}

/** The sub-opcode that copies memory. */
const COPY = 0x0a;

/** Takes the code of a function apart. */
export function codePartsOf(code: Bytes): CodeParts {
  const bytes = code.done();
  const between: Uint8Array[] = [];
  const integers: number[] = [];
  const signs: boolean[] = [];
  let start = 0;
  let at = 0;
  const skip = () => {
    while (bytes[at++] >= 0x80);
  };
  const take = (isSigned: boolean) => {
    between.push(bytes.slice(start, at));
    let value = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte >= 0x80);
    if (isSigned && byte & 0x40) value -= 2 ** shift;
    integers.push(value);
    signs.push(isSigned);
    start = at;
  };
  while (at < bytes.length) {
    switch (bytes[at++]) {
      case op.i32Const:
        take(true);
        break;
      case op.load:
      case op.store:
      case op.i32Load:
      case op.i32Store:
        skip();
        take(false);
        break;
      case op.loop:
      case op.if:
      case op.branchIf:
      case op.call:
      case op.localGet:
      case op.localSet:
      case op.localTee:
      case op.i64Const:
        skip();
        break;
      case op.f64Const:
        at += 8;
        break;
      case op.extended:
        if (bytes[at++] === COPY) at += 2;
    }
  }
  between.push(bytes.slice(start));
  return { between, integers, signs };
}

/** Returns code with other integers. */
export function withIntegers({ between, signs }: CodeParts, integers: readonly number[]): Bytes {
  const code = new Bytes();
  integers.forEach((integer, i) => {
    code.all(between[i]);
    if (signs[i]) code.signed(integer);
    else code.unsigned(integer);
  });
  return code.all(between[integers.length]);
}
