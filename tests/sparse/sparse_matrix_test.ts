// Sparse matrices as values: what they answer, how they print, how they are called for, and what is refused.

import { add, derivative, grad, mul, type Scalar, sin, square, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { sparseHessian, sparseJacobian, SparseMatrix, sparsity } from "@fluxion/ad/sparse";
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Matrix } from "ml-matrix";

const f = ([x, y, z]: readonly Scalar[]) => [mul(x, z), square(y)];

describe("A sparse matrix", () => {
  const matrix = sparseJacobian(f, { colour: "columns" })([1, 2, 3]);

  it("has its entries by rows, as typed arrays", () => {
    assertEquals(matrix.shape, [2, 3]);
    assertEquals(matrix.rows, new Int32Array([0, 2, 3]));
    assertEquals(matrix.columns, new Int32Array([0, 2, 1]));
    assertEquals(matrix.values, new Float64Array([3, 1, 4]));
    assertEquals([matrix.size, matrix.pattern.size], [3, 3]);
  });

  it("answers what is at a place, and 0 where nothing is", () => {
    const all = [0, 1, 2].map((j) => [0, 1].map((i) => matrix.at(i, j)));
    assertEquals(all, [[3, 0], [0, 4], [1, 0]]);
    assertEquals([matrix.at(-1, 0), matrix.at(2, 0), matrix.at(0, 3)], [0, 0, 0]);
  });

  it("becomes a dense one, one of ml-matrix, and triplets", () => {
    assertEquals(matrix.toDense(), [[3, 0, 1], [0, 4, 0]]);
    assertEquals(new Matrix(matrix.toDense()).transpose().to2DArray(), [[3, 0], [0, 4], [1, 0]]);
    assertEquals([...matrix.entries()], [[0, 0, 3], [0, 2, 1], [1, 1, 4]]);
  });

  it("is transposed, and transposed again", () => {
    const columns = matrix.transposed();
    assertEquals(columns.toDense(), [[3, 0], [0, 4], [1, 0]]);
    assertEquals(columns.coloured === matrix.coloured, false);
    assertEquals(columns.transposed(), matrix);
    assertEquals(matrix.pattern.transposed(), columns.pattern);
  });

  it("is multiplied by vectors of numbers and inside derivatives, and by no others", () => {
    assertEquals(matrix.times([1, 10, 100]), [103, 40]);
    assertEquals(matrix.times(new Float64Array([1, 0, 0])), [3, 0]);
    assertEquals(derivative((t) => matrix.times([t, t, square(t)])[0])(2), 3 + 4);
    assertThrows(
      () => matrix.times([1, 2]),
      RangeError,
      "Cannot multiply a sparse matrix of 3 columns by an array of 2",
    );
  });

  it("prints its pattern, and how many colours it took", () => {
    const printed = `SparseMatrix 2 × 3, 3 entries, 1 colour (of rows)\n┌──┐\n│⠑⠁│\n└──┘`;
    assertEquals(
      String(matrix).split("\n")[0],
      "SparseMatrix 2 × 3, 3 entries, 2 colours (of columns)",
    );
    assertEquals(String(sparseJacobian(f, { colour: "rows" })([1, 2, 3])), printed);
    const inspected = (matrix as unknown as Record<symbol, () => string>)[
      Symbol.for("nodejs.util.inspect.custom")
    ]();
    assertEquals(inspected, String(matrix));
    const shown = (matrix.pattern as unknown as Record<symbol, () => unknown>)[
      Symbol.for("Jupyter.display")
    ]();
    assertEquals(shown, { "text/plain": String(matrix.pattern) });
    const large = String(sparseHessian((xs: Scalar[]) => sum(xs.map(sin)))(new Float64Array(5000)));
    assertEquals(large.split("\n").length, 17);
    assertEquals(String(sparsity((_x: Scalar) => [])(1)), "SparsityPattern 0 × 1, 0 entries");
  });
});

describe("Sparse derivatives", () => {
  it("take trees, and select arguments", () => {
    type Point = { a: Scalar; b: Scalar[] };
    const g = (k: Scalar, { a, b }: Point, name: string) => ({
      [name]: mul(k, a),
      list: b.map((own) => mul(own, own, k)),
    });
    const point = { a: 2, b: [3, 4] };
    assertEquals(sparseJacobian(g, { argnums: 1 })(5, point, "first").toDense(), [
      [5, 0, 0],
      [0, 30, 0],
      [0, 0, 40],
    ]);
    assertEquals(sparseJacobian(g, { argnums: [0, 1] })(5, point, "first").shape, [3, 4]);
    const energy = (k: Scalar, { a, b }: Point) => mul(k, a, square(b[1]));
    assertEquals(sparseHessian(energy, { argnums: -1 })(2, point).toDense(), [
      [0, 0, 16],
      [0, 0, 0],
      [16, 0, 8],
    ]);
  });

  it("bring aux along", () => {
    const withAux = (xs: Scalar[]) => [f(xs), { seen: xs[0], name: "f" }] as const;
    const [matrix, aux] = sparseJacobian(withAux, { hasAux: true })([1, 2, 3]);
    assertEquals([matrix.size, aux], [3, { seen: 1, name: "f" }]);
    const real = (xs: Scalar[]) => [mul(xs[0], xs[1]), xs[1]] as const;
    const [hessian, second] = sparseHessian(real, { hasAux: true })([1, 2]);
    assertEquals([hessian.toDense(), second], [[[0, 1], [1, 0]], 2]);
    assertEquals(sparsity(withAux, { hasAux: true })([1, 2, 3]).size, 3);
  });

  it("of methods are methods", () => {
    const scaled = {
      factor: 3,
      f(xs: Scalar[]) {
        return xs.map((x) => mul(this.factor, x, x));
      },
    };
    const derived = { factor: 3, f: sparseJacobian(scaled.f) };
    assertEquals(derived.f([1, 2]).toDense(), [[6, 0], [0, 12]]);
  });

  it("of what depends on nothing are empty", () => {
    const matrix = sparseHessian((_xs: Scalar[]) => 7)([1, 2]);
    assertEquals([matrix.shape, matrix.size, matrix.colours], [[2, 2], 0, 0]);
    assertEquals(sparseJacobian((_xs: Scalar[]) => [1, 2])([1, 2, 3]).toDense(), [[0, 0, 0], [
      0,
      0,
      0,
    ]]);
    assertEquals(sparseJacobian((x: Scalar) => x)(3).toDense(), [[1]]);
  });

  it("may call one another", () => {
    const inner = (xs: Scalar[]) =>
      sparseHessian((ys: Scalar[]) => mul(ys[0], ys[0], ys[1]))(xs).at(0, 0);
    const outer = sparseHessian((xs: Scalar[]) => mul(inner(xs), xs[0]) as Scalar);
    assertEquals(outer([3, 5]).toDense(), [[0, 2], [2, 0]]);
  });

  it("go on after a call that has thrown", () => {
    let throws = true;
    const matrix = sparseHessian((xs: Scalar[]) => {
      if (throws) throw new Error("not now");
      return square(xs[0]);
    });
    assertThrows(() => matrix([1]), Error, "not now");
    throws = false;
    assertEquals(matrix([1]).toDense(), [[2]]);
  });
});

describe("Compiled sparse derivatives", () => {
  const chain = (xs: Scalar[]) =>
    sum(xs.map((x, i) => i === 0 ? square(x) : mul(x, sin(xs[i - 1]))));
  const point = [1, 2, 3, 4];

  it("return matrices, of one pattern in all calls of one way", () => {
    const compiled = jit(sparseHessian(chain));
    const [first, second] = [compiled(point), compiled([4, 3, 2, 1])];
    assert(first instanceof SparseMatrix);
    assertStrictEquals(first.columns, second.columns);
    assertEquals(first, sparseHessian(chain)(point));
    assertEquals(compiled.stats().uncompiled, undefined);
  });

  it("write into a matrix that they have returned, and into no other", () => {
    const compiled = jit(sparseHessian(chain));
    const matrix = compiled(point);
    const { values } = matrix;
    assertStrictEquals(compiled.into(matrix, [4, 3, 2, 1]), matrix);
    assertStrictEquals(matrix.values, values);
    assertEquals(matrix.values, sparseHessian(chain)([4, 3, 2, 1]).values);
    assertThrows(() => compiled.into(sparseHessian(chain)(point), point), TypeError);
  });

  it("are parts of other results", () => {
    const compiled = jit((xs: Scalar[]) => ({
      slope: grad(chain)(xs),
      bend: sparseHessian(chain)(xs),
    }));
    const { slope, bend } = compiled(point);
    assertEquals(slope, grad(chain)(point));
    assertEquals(bend, sparseHessian(chain)(point));
  });
});

describe("What no sparse derivative can be taken of is refused", () => {
  const refusals: [string, () => unknown, ErrorConstructor, string][] = [
    [
      "no function",
      () => sparseJacobian(3 as never),
      TypeError,
      "Cannot take sparseJacobian of the number 3",
    ],
    [
      "an option of another name",
      () => sparseJacobian(f, { orders: "natural" } as never),
      TypeError,
      "with the option orders: the options are argnums, hasAux, order, colour",
    ],
    [
      "another order",
      () => sparseHessian(chainOfTwo, { order: "random" as never }),
      RangeError,
      'Cannot take sparseHessian of chainOfTwo: the option order is the string "random", and one of natural, ',
    ],
    [
      "another side",
      () => sparseJacobian(f, { colour: "both" as never }),
      RangeError,
      'the option colour is the string "both", and one of columns, rows is wanted',
    ],
    [
      "another pattern",
      () => sparsity(f, { of: "gradient" as never }),
      RangeError,
      'the option of is the string "gradient", and one of jacobian, hessian is wanted',
    ],
    [
      "several results of a Hessian",
      () => sparseHessian(f as unknown as (xs: Scalar[]) => Scalar)([1, 2, 3]),
      TypeError,
      "one real number is wanted",
    ],
    [
      "a promise",
      () => sparseJacobian((async (x: Scalar) => await x) as never)(1),
      TypeError,
      "Cannot take sparseJacobian of what",
    ],
    ["an argument of words", () => sparseJacobian(f)("abc" as never), TypeError, "args[0] is"],
    [
      "an argument that is not there",
      () => sparseJacobian(f, { argnums: 3 } as never)([1, 2, 3]),
      RangeError,
      "with respect to argument 3",
    ],
  ];
  for (const [what, call, kind, message] of refusals) {
    it(`(${what})`, () => void assertThrows(call, kind, message));
  }
});

function chainOfTwo([x, y]: Scalar[]): Scalar {
  return add(x, y);
}
