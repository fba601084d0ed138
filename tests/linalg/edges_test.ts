// Where there is no finite result, where eigenvalues are equal, and what nothing depends on.

import { add, derivative, grad, hessian, mul, type Scalar, square, sum, vjp } from "@fluxion/ad";
import {
  cholesky,
  determinant,
  eigenSymmetric,
  expm,
  inverse,
  leastSquaresSolve,
  logDeterminant,
  matmul,
  norm,
  qr,
  signedLogDeterminant,
  singularValues,
  solve,
  solveTriangular,
  svd,
  symmetricFunction,
  transpose,
} from "@fluxion/ad/linalg";
import { trace } from "@fluxion/ad/trace";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";

type Rows = Scalar[][];
const singular = [[1, 2], [2, 4]];
const all = (rows: Rows) => sum(rows.flat());

describe("A singular matrix", () => {
  it("has the determinant 0, with its cofactors as gradient and their change as Hessian", () => {
    assertEquals(determinant(singular), 0);
    assertClose(grad(determinant)(singular), [[4, -2], [-2, 1]], 1e-14);
    assertClose(
      hessian((a: Rows) => determinant(a))(singular),
      [
        [[[0, 0], [0, 1]], [[0, 0], [-1, 0]]],
        [[[0, -1], [0, 0]], [[1, 0], [0, 0]]],
      ],
      1e-14,
      1,
    );
  });

  it("has cofactors 0 where its rank is less by two", () => {
    const zero = [[0, 0, 0], [0, 0, 0], [0, 0, 5]];
    assertEquals(grad(determinant)(zero).flat().every((x) => x === 0), true);
    const second = hessian((a: Rows) => determinant(a))(zero);
    assertClose(second[0][0][1][1], 5, 1e-14);
  });

  it("has infinities or NaN for an inverse and for solutions, and throws nothing", () => {
    for (const result of [inverse(singular).flat(), solve(singular, [1, 1])]) {
      assert(result.every((x) => !Number.isFinite(x)), String(result));
    }
    assertEquals(logDeterminant(singular), -Infinity);
    assertEquals(signedLogDeterminant(singular), { sign: 0, logarithm: -Infinity });
    assert(solveTriangular([[0, 0], [1, 1]], [1, 1]).some((x) => !Number.isFinite(x)));
  });

  it("has no logarithm of its determinant where that is negative", () => {
    assertEquals(logDeterminant([[0, 1], [1, 0]]), NaN);
    assertEquals(signedLogDeterminant([[0, 1], [1, 0]]).sign, -1);
  });

  it("has NaN for a Cholesky factor unless it is positive definite, and 0 above the diagonal", () => {
    assertEquals(cholesky([[1, 2], [2, 1]]), [[NaN, 0], [NaN, NaN]]);
    assertEquals(grad((a: Rows) => cholesky(a)[1][1])([[1, 2], [2, 1]]).flat(), [
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });
});

describe("Entries that are NaN or infinite", () => {
  const bad = [[1, NaN], [0, Infinity]];

  it("end every algorithm", () => {
    assertEquals(expm(bad).flat(), [NaN, NaN, NaN, NaN]);
    assertEquals(eigenSymmetric(bad).values, [NaN, NaN]);
    assertEquals(singularValues(bad), [NaN, NaN]);
    assertEquals(determinant([[NaN]]), NaN);
    for (const result of [cholesky(bad), inverse(bad), qr(bad).r]) {
      assert(result.flat().some(Number.isNaN));
    }
  });
});

describe("Matrices of one row and of none", () => {
  it("are matrices like any other", () => {
    assertEquals(solve([[2]], [4]), [2]);
    assertEquals(inverse([[4]]), [[0.25]]);
    assertEquals(cholesky([[9]]), [[3]]);
    assertEquals(qr([[-2]]), { q: [[-1]], r: [[2]] });
    assertEquals(eigenSymmetric([[5]]), { values: [5], vectors: [[1]] });
    assertEquals(svd([[-3]]), { u: [[-1]], values: [3], v: [[1]] });
    assertClose(expm([[1]]), [[Math.E]], 1e-15);
  });

  it("have the results of empty sums and products", () => {
    const none: number[][] = [];
    assertEquals(determinant(none), 1);
    assertEquals(logDeterminant(none), 0);
    assertEquals(norm(none), 0);
    for (const f of [inverse, cholesky, expm, transpose]) assertEquals(f(none), []);
    assertEquals(solve(none, []), []);
    assertEquals(singularValues(none), []);
    assertEquals(eigenSymmetric(none), { values: [], vectors: [] });
    assertEquals(matmul({ entries: [], shape: [2, 0] }, { entries: [], shape: [0, 2] }), {
      entries: new Float64Array(4),
      shape: [2, 2],
    });
  });

  it("have derivatives as well", () => {
    assertEquals(derivative((x) => determinant([[x]]))(3), 1);
    assertEquals(derivative((x) => add(x, determinant([])))(3), 1);
    assertClose(derivative((x) => cholesky([[x]])[0][0])(4), 0.25, 1e-15);
  });
});

describe("Equal eigenvalues", () => {
  const one = [[2, 0], [0, 2]];
  const power = (a: Rows) => sum(eigenSymmetric(a).values.map((x) => square(x)));

  it("have derivatives of first order", () => {
    assertClose(grad(power)(one), [[4, 0], [0, 4]], 1e-14);
    assertClose(grad((a: Rows) => norm(a, "nuclear"))(one), [[1, 0], [0, 1]], 1e-14);
  });

  it("have NaN for the derivatives of their vectors, and of second order", () => {
    const first = grad((a: Rows) => eigenSymmetric(a).vectors[0][0])(one);
    assert(first.flat().some(Number.isNaN));
    assert(hessian(power)(one).flat(3).some(Number.isNaN));
  });

  it("leave the derivatives of other vectors as they are", () => {
    const a = [[1, 0, 0], [0, 2, 0], [0, 0, 2]];
    const gradient = grad((a: Rows) => mul(3, eigenSymmetric(a).vectors[1][0]))(a);
    assertClose(gradient, [[0, -1.5, 0], [-1.5, 0, 0], [0, 0, 0]], 1e-14);
  });

  it("are no obstacle to a function of the matrix, of any order", () => {
    const trace = (a: Rows) => {
      const own = symmetricFunction(a, (x) => square(x));
      return add(own[0][0], own[1][1]);
    };
    assertClose(grad(trace)(one), [[4, 0], [0, 4]], 1e-14);
    assertClose(hessian(trace)(one), [
      [[[2, 0], [0, 0]], [[0, 1], [1, 0]]],
      [[[0, 1], [1, 0]], [[0, 0], [0, 2]]],
    ], 1e-13);
    const near = [[2, 1e-9], [1e-9, 2 + 1e-8]];
    assertClose(grad((a: Rows) => symmetricFunction(a, (x) => square(x))[0][1])(near), [
      [1e-9, 2],
      [2, 1e-9],
    ], 1e-7);
  });
});

describe("What a result does not depend on", () => {
  it("makes no NaN of an infinity", () => {
    const product = derivative((x) => matmul([[x, 0], [0, 1]], [[1, 1], [Infinity, 1]])[0][1]);
    assertEquals(product(2), 1);
    const [, pullback] = vjp((a: Rows) => matmul(a, [[1, Infinity], [1, 1]]).flat(), [[[1, 2]]]);
    // The second result, which goes with the infinity, has no cotangent.
    assertEquals(pullback([1, 0]), [[1, 1]]);
  });

  it("is a structural zero in a result", () => {
    const rowOfOther = derivative((x) =>
      mul(Infinity, matmul([[x, 1], [2, 3]], [[1, 0], [0, 1]])[1][0])
    );
    assertEquals(rowOfOther(1), 0);
    const above = derivative((x) => mul(Infinity, cholesky([[x, 0], [0, 1]])[0][1]));
    assertEquals(above(4), 0);
    const column = derivative((x) =>
      mul(Infinity, solve([[2, 0], [0, 1]], [[x, 1], [0, 1]])[0][1])
    );
    assertEquals(column(1), 0);
  });
});

describe("Arguments", () => {
  it("come back in kind", () => {
    const flat = { entries: new Float64Array([2, 0, 0, 4]), shape: [2, 2] } as const;
    assertEquals(inverse(flat), { entries: new Float64Array([0.5, 0, 0, 0.25]), shape: [2, 2] });
    assertEquals(solve(flat, new Float64Array([2, 4])), new Float64Array([1, 1]));
    assertEquals(solve([new Float64Array([2, 0]), new Float64Array([0, 4])], [2, 4]), [1, 1]);
    const entries = new Float64Array([2, 1, 0, 4]);
    const gradient = grad((entries: Scalar[]) => determinant({ entries, shape: [2, 2] }));
    assertClose(gradient(entries), new Float64Array([4, -0, -1, 2]), 1e-14, 1);
    assertEquals(entries, new Float64Array([2, 1, 0, 4]));
  });

  it("may be objects that are differentiated as a whole", () => {
    const gradient = grad((a: { entries: Scalar[]; shape: [Scalar, Scalar] }) => determinant(a));
    assertClose(gradient({ entries: [2, 0, 0, 4], shape: [2, 2] }), {
      entries: [4, 0, 0, 2],
      shape: [0, 0],
    }, 1e-14);
  });

  it("are refused with what was wanted", () => {
    assertThrows(
      () => solve([[1, 2, 3], [4, 5, 6]], [1, 2]),
      RangeError,
      "Cannot apply solve to a matrix of 2 rows and 3 columns: it takes a square one",
    );
    assertThrows(() => solve([[1, 0], [0, 1]], [1, 2, 3]), RangeError, "2 equations");
    assertThrows(() => matmul([[1, 2]], [[1, 2]]), RangeError, "2 columns and 1 rows");
    assertThrows(() => inverse([[1, 2], [3]]), RangeError, "row 1 has 1 entries");
    assertThrows(() => inverse([[1, "2"]] as never), TypeError, 'entry [0][1] is the string "2"');
    assertThrows(() => inverse([1, 2] as never), TypeError, "this is a vector");
    assertThrows(() => inverse(5 as never), TypeError, "the number 5");
    assertThrows(() => inverse([[1], 2] as never), TypeError, "row 1 is the number 2");
    assertThrows(
      () => inverse({ entries: [1, 2, 3], shape: [2, 2] }),
      RangeError,
      "3 entries with the shape [2,2]",
    );
    assertThrows(() => leastSquaresSolve([[1], [2]], [1]), RangeError, "right-hand side of 1 rows");
    assertThrows(() => norm([[1]], 3 as never), RangeError, "the order the number 3");
    assertThrows(
      () => solveTriangular([[1]], [1], { upper: true } as never),
      TypeError,
      'the option the string "upper"',
    );
    assertThrows(() => symmetricFunction([[1]], 2 as never), TypeError, "takes a function");
    assertThrows(
      () => derivative((x) => symmetricFunction([[1]], (y) => mul(x, y))[0][0])(1),
      TypeError,
      "cannot close over",
    );
  });

  it("may be traced, entry by entry", () => {
    const seen = trace((a: Rows) => all(inverse(a)))([[2, 0], [0, 4]]);
    assert(String(seen).length > 0);
  });
});
