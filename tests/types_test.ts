// What the compiler infers and what it refuses: answers follow the types of arguments without a cast,
// and native arithmetic on a scalar does not compile. Most of this file is checked, not run.

import {
  add,
  derivative,
  dot,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  lt,
  max,
  mul,
  type Scalar,
  sin,
  square,
  stopGradient,
  sum,
  value,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { leastSquares, minimize, root, rootScalar } from "@fluxion/ad/fit";
import { sparseHessian, sparseJacobian, type SparseMatrix } from "@fluxion/ad/sparse";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assert, type IsExact } from "@std/testing/types";

interface Model {
  readonly w: readonly Scalar[];
  readonly b: Scalar;
}

const loss = (model: Model): Scalar => add(dot(model.w, model.w), square(model.b));

describe("The type of an answer", () => {
  it("is numbers where an elementary function is handed to a list of numbers", () => {
    const numbers = [1, 2, 3].map(sin);
    const scalars = ([1, 2] as Scalar[]).map(sin);
    assert<IsExact<typeof numbers, number[]>>(true);
    assert<IsExact<typeof scalars, Scalar[]>>(true);
    assertEquals(numbers, [Math.sin(1), Math.sin(2), Math.sin(3)]);
  });

  it("is a number for elementary functions of numbers, and a scalar for scalars", () => {
    const x = 2 as Scalar;
    assert<IsExact<ReturnType<typeof numbers>, [number, number, number, number]>>(true);
    assert<IsExact<ReturnType<typeof scalars>, [Scalar, Scalar, Scalar, Scalar]>>(true);
    function numbers() {
      return [sin(1), add(1, 2, 3), max([1, 2]), sum(new Float64Array(2))] as [
        ReturnType<typeof Math.sin>,
        number,
        number,
        number,
      ];
    }
    function scalars() {
      const answers = [sin(x), add(1, x, 3), max([1, x]), sum([x, 2])] as const;
      return [...answers] as [Scalar, Scalar, Scalar, Scalar];
    }
    const one = sin(1);
    const other = sin(x);
    const several = mul(2, 3);
    const mixed = mul(2, x);
    assert<IsExact<typeof one, number>>(true);
    assert<IsExact<typeof other, Scalar>>(true);
    assert<IsExact<typeof several, number>>(true);
    assert<IsExact<typeof mixed, Scalar>>(true);
    assertEquals([one, several], [Math.sin(1), 6]);
  });

  it("is that of an un-annotated function of scalars", () => {
    const first = derivative((x) => mul(x, x))(3);
    const gradient = grad((x) => mul(x, x))(3);
    const both = grad((x, y) => mul(x, y), { argnums: [0, 1] })(3, 4);
    assert<IsExact<typeof first, number>>(true);
    assert<IsExact<typeof gradient, number>>(true);
    assert<IsExact<typeof both, [number, number]>>(true);
    assertEquals([first, gradient, both], [6, 6, [4, 3]]);
  });

  it("has the shape of the argument, and is mutable where the parameter is readonly", () => {
    const gradient = grad(loss)({ w: [1, 2], b: 3 });
    assert<IsExact<typeof gradient, { w: number[]; b: number }>>(true);
    assertEquals(gradient, { w: [2, 4], b: 6 });
  });

  it("keeps a Float64Array and a tuple", () => {
    const typed = grad(loss)({ w: new Float64Array([1, 2]), b: 3 });
    assert<IsExact<typeof typed, { w: Float64Array<ArrayBuffer>; b: number }>>(true);
    assertEquals(typed, { w: new Float64Array([2, 4]), b: 6 });
    const pair = grad(([x, y]: [Scalar, Scalar]) => mul(x, y))([3, 4]);
    assert<IsExact<typeof pair, [number, number]>>(true);
    assertEquals(pair, [4, 3]);
  });

  it("is made of scalars inside another derivative", () => {
    const outer = derivative((t) => {
      const inner = grad(loss)({ w: [1, t], b: 3 });
      assert<IsExact<typeof inner, { w: Scalar[]; b: Scalar }>>(true);
      const slope = derivative(sin)(t);
      assert<IsExact<typeof slope, Scalar>>(true);
      return mul(slope, inner.w[1]);
    });
    const answer = outer(0);
    assert<IsExact<typeof answer, number>>(true);
    assertEquals(answer, 2);
  });

  it("follows every argument, not only the differentiated one", () => {
    derivative((t) => {
      const gradient = grad((x: readonly Scalar[], scale: Scalar) => mul(scale, sum(x)))([1, 2], t);
      assert<IsExact<typeof gradient, Scalar[]>>(true);
      return sum(gradient);
    })(1);
  });

  it("nests", () => {
    const second = derivative(derivative((x) => mul(x, x, x)))(2);
    const mixed = grad(derivative(grad((x: Scalar) => mul(x, x, x))))(2);
    assert<IsExact<typeof second, number>>(true);
    assert<IsExact<typeof mixed, number>>(true);
    assertEquals([second, mixed], [12, 6]);
  });

  it("is the tree that the function returns, for derivative and jvp", () => {
    const motion = derivative((t) => ({ at: [t, mul(2, t)], name: t }))(1);
    assert<IsExact<typeof motion, { at: number[]; name: number }>>(true);
    const [out, tangent] = jvp((x: Scalar, y: Scalar[]) => [mul(x, sum(y))], [2, [3, 4]], [1, [
      0,
      0,
    ]]);
    assert<IsExact<typeof out, number[]>>(true);
    assert<IsExact<typeof tangent, number[]>>(true);
    assertEquals([out, tangent], [[14], [7]]);
  });

  it("is the list of cotangents for a pullback, or the only one", () => {
    const [, two] = vjp((x: Scalar, y: Scalar[]) => mul(x, sum(y)), [2, [3, 4]]);
    const cotangents = two(1);
    assert<IsExact<typeof cotangents, [number, number[]]>>(true);
    assertEquals(cotangents, [7, [2, 2]]);
    const [, one] = vjp((x: Scalar) => [x, mul(x, x)], [3]);
    const cotangent = one([1, 1]);
    assert<IsExact<typeof cotangent, number>>(true);
    assertEquals(cotangent, 7);
  });

  it("is a tree of trees for Jacobians and Hessians", () => {
    const f = (p: { x: Scalar; y: Scalar }) => [mul(p.x, p.y), p.x];
    for (const transform of [jacfwd, jacrev, jacobian]) {
      const matrix = transform(f)({ x: 2, y: 3 });
      assert<IsExact<typeof matrix, { x: number; y: number }[]>>(true);
      assertEquals(matrix, [{ x: 3, y: 2 }, { x: 1, y: 0 }]);
    }
    const second = hessian((p: { x: Scalar; y: Scalar }) => mul(p.x, p.y))({ x: 2, y: 3 });
    assert<IsExact<typeof second, { x: { x: number; y: number }; y: { x: number; y: number } }>>(
      true,
    );
    const product = hvp((x: readonly Scalar[]) => dot(x, x))(new Float64Array([1, 2]), [1, 0]);
    assert<IsExact<typeof product, Float64Array<ArrayBuffer>>>(true);
    assertEquals(product, new Float64Array([2, 0]));
  });

  it("is a tuple for a list of argnums, and carries aux along", () => {
    const f = (x: Scalar, y: Scalar[]): [Scalar, { seen: Scalar; label: string }] => [
      mul(x, sum(y)),
      { seen: x, label: "x" },
    ];
    const [gradient, aux] = grad(f, { argnums: [1, 0], hasAux: true })(2, [3, 4]);
    assert<IsExact<typeof gradient, [number[], number]>>(true);
    assert<IsExact<typeof aux, { seen: number; label: string }>>(true);
    assertEquals([gradient, aux], [[[2, 2], 7], { seen: 2, label: "x" }]);
    const [[objective, besides], slope] = valueAndGrad(f, { hasAux: true })(2, [3, 4]);
    assert<IsExact<typeof objective, number>>(true);
    assert<IsExact<typeof besides, { seen: number; label: string }>>(true);
    assert<IsExact<typeof slope, number>>(true);
    assertEquals([objective, slope], [14, 7]);
  });

  it("leaves arguments that are not differentiated as they are", () => {
    const f = (x: Scalar, options: { name: string; when: Date }, table: Map<string, number>) =>
      mul(x, options.name.length, table.size, options.when.getTime());
    const slope = grad(f)(1, { name: "ab", when: new Date(3) }, new Map([["k", 1]]));
    assert<IsExact<typeof slope, number>>(true);
    assertEquals(slope, 6);
  });

  it("follows recursive types", () => {
    interface Branch {
      readonly leaf: Scalar;
      readonly children: readonly Branch[];
    }
    const total = (branch: Branch): Scalar =>
      add(square(branch.leaf), sum(branch.children.map(total)));
    const gradient = grad(total)({ leaf: 1, children: [{ leaf: 2, children: [] }] });
    const leaf: number = gradient.children[0].leaf;
    assertEquals(leaf, 4);
  });

  it("is promised where the function is asynchronous", async () => {
    const f = (x: Scalar) => Promise.resolve(mul(x, x));
    const slope = grad(f)(3);
    const both = valueAndGrad(f)(3);
    const first = derivative(f)(3);
    const pushed = jvp(f, [3], [1]);
    const pulled = vjp(f, [3]);
    const besides = grad(async (x: Scalar) => [await f(x), { x }] as const, { hasAux: true })(3);
    assert<IsExact<typeof slope, Promise<number>>>(true);
    assert<IsExact<typeof both, Promise<[value: number, gradient: number]>>>(true);
    assert<IsExact<typeof first, Promise<number>>>(true);
    assert<IsExact<typeof pushed, Promise<[out: number, outTangent: number]>>>(true);
    assert<IsExact<typeof besides, Promise<[gradient: number, aux: { x: number }]>>>(true);
    const [out, pullback] = await pulled;
    const cotangent = pullback(1);
    assert<IsExact<typeof cotangent, number>>(true);
    assertEquals([await slope, await both, await first], [6, [9, 6], 6]);
    assertEquals([await pushed, out, cotangent, await besides], [[9, 6], 9, 6, [6, { x: 3 }]]);
  });

  it("is a function where the function returns one", () => {
    const curried = grad((x: Scalar) => (y: Scalar) => mul(x, y))(2);
    assert<IsExact<typeof curried, (y: Scalar) => number>>(true);
    const [value, gradient] = valueAndGrad((x: Scalar) => (y: Scalar) => mul(x, y))(2)(3);
    assertEquals([curried(3), value, gradient], [3, 6, 3]);
    const { at } = derivative((x) => ({ at: (y: Scalar) => mul(x, y) }))(2);
    assert<IsExact<typeof at, (y: Scalar) => Scalar>>(true);
    assertEquals(at(3), 3);
  });

  it("is a plain object of fields for an instance, and passes constants and optional fields on", () => {
    class Line<S extends Scalar = Scalar> {
      readonly slopes: readonly S[];
      private readonly label: string;
      constructor(slopes: readonly S[], label: string) {
        this.slopes = slopes;
        this.label = label;
      }
      at(x: Scalar): Scalar {
        return this.label === "line" ? dot(this.slopes, [x, x]) : 0;
      }
    }
    const slopes = grad((line: Line) => line.at(2))(new Line([1, 2], "line"));
    assert<IsExact<typeof slopes, { slopes: number[] }>>(true);
    assertEquals(slopes.slopes, [2, 2]);
    interface Options {
      readonly x: Scalar;
      readonly y?: Scalar;
      readonly kind: "a" | null;
    }
    const f = (o: Options) => mul(o.x, o.x, o.y ?? 1);
    const found = grad(f)({ x: 3, kind: null });
    assert<IsExact<typeof found, { x: number; kind: null }>>(true);
    const curvature = hessian(f)({ x: 3, kind: null });
    const kind: null = curvature.kind;
    const second: number = curvature.x.x;
    assertEquals([found, second, kind], [{ x: 6, kind: null }, 2, null]);
  });

  it("keeps a Float32Array, of which a list of numbers may be made anywhere", () => {
    const f = (p: { w: Scalar[] }) => dot(p.w, new Float32Array([3, 4]));
    const typed = grad(f)({ w: new Float32Array([1, 2]) });
    assert<IsExact<typeof typed, { w: Float32Array<ArrayBuffer> }>>(true);
    assertEquals(typed, { w: new Float32Array([3, 4]) });
    const numbers: number[] = [sum(new Float32Array(2)), max(new Int32Array([1, 2]))];
    assertEquals(numbers, [0, 2]);
  });

  it("follows argnums from the end", () => {
    const f = (x: Scalar, ys: Scalar[], name: string) => mul(x, ys[name.length]);
    const last = grad(f, { argnums: -2 })(2, [3], "");
    const both = grad(f, { argnums: [-2, -3] })(2, [3], "");
    const unannotated = grad((x, y) => mul(x, y), { argnums: -1 })(2, 3);
    assert<IsExact<typeof last, number[]>>(true);
    assert<IsExact<typeof both, [number[], number]>>(true);
    assert<IsExact<typeof unannotated, number>>(true);
    assertEquals([last, both, unannotated], [[2], [[2], 3], 2]);
  });

  it("is known where vjp, jvp and linearize take a derivative", () => {
    const bowl = (x: readonly Scalar[]) => dot(x, x);
    const [slope, map] = linearize(grad(bowl), [[1, 2]]);
    const [out, pullback] = vjp(grad(bowl), [[1, 2]]);
    const pushed = jvp(grad(bowl), [[1, 2]], [[1, 0]]);
    const along = map([1, 0]);
    const back = pullback([1, 0]);
    assert<IsExact<typeof slope, number[]>>(true);
    assert<IsExact<typeof out, number[]>>(true);
    assert<IsExact<typeof pushed, [out: number[], outTangent: number[]]>>(true);
    assert<IsExact<typeof along, number[]>>(true);
    assert<IsExact<typeof back, number[]>>(true);
    assertEquals([slope, out, ...pushed, along, back], [[2, 4], [2, 4], [2, 4], [2, 0], [2, 0], [
      2,
      0,
    ]]);
    const [rows, rowsMap] = linearize(hessian(bowl), [[1, 2]]);
    assert<IsExact<typeof rows, number[][]>>(true);
    assertEquals([rows, rowsMap([1, 1])], [[[2, 0], [0, 2]], [[0, 0], [0, 0]]]);
    const [both] = vjp(grad((x: Scalar, y: Scalar[]) => mul(x, y[0]), { argnums: [0, 1] }), [2, [
      3,
    ]]);
    assert<IsExact<typeof both, [number, number[]]>>(true);
    assertEquals(both, [3, [2]]);
  });

  it("is the same for stopGradient and a number for value", () => {
    const stopped = stopGradient([1, 2]);
    const plain = value(3 as Scalar);
    assert<IsExact<typeof stopped, number[]>>(true);
    assert<IsExact<typeof plain, number>>(true);
    assertEquals(stopped, [1, 2]);
  });
});

describe("The compiler refuses", () => {
  const refused: ((x: Scalar) => unknown)[] = [
    // @ts-expect-error arithmetic on a scalar
    (x) => x * 2,
    // @ts-expect-error arithmetic on a scalar
    (x) => 1 - x,
    // @ts-expect-error comparison of a scalar
    (x) => x < 0,
    // @ts-expect-error comparison of a scalar
    (x) => 1 >= x,
    // @ts-expect-error Math of a scalar
    (x) => Math.sin(x),
    // @ts-expect-error storage of a scalar in a typed array
    (x) => Float64Array.of(x),
  ];

  it("what boxes refuse at run time too", () => {
    for (const f of refused) {
      assertThrows(() => derivative(f as (x: Scalar) => Scalar)(1), TypeError, "add, mul, lt, sin");
    }
  });

  it("functions that insist on plain numbers", () => {
    // @ts-expect-error the parameter is a number
    derivative((x: number) => x);
    // @ts-expect-error the parameter is a number
    grad((x: number) => x);
    // @ts-expect-error the parameter holds numbers
    grad((x: { w: number[] }) => x.w[0]);
    // @ts-expect-error the second parameter is a number
    grad((x: Scalar, y: number) => mul(x, y), { argnums: 1 });
    grad((x: Scalar, y: number) => mul(x, y));
    // @ts-expect-error the parameter cannot hold boxes
    grad((x: Float64Array) => x[0]);
    // @ts-expect-error the second parameter is a number
    jvp((x: Scalar, y: number) => mul(x, y), [1, 2], [1, 0]);
  });

  it("objectives and arguments of another kind", () => {
    const misuses = [
      // @ts-expect-error the objective is a string
      () => grad((x: Scalar) => lt(x, 0) ? "a" : "b")(1),
      // @ts-expect-error the objective is an array
      () => grad((x: Scalar) => [x])(1),
      // @ts-expect-error an element is a string
      () => grad(loss)({ w: ["1"], b: 3 }),
      // @ts-expect-error a key is missing
      () => grad(loss)({ w: [1] }),
      // @ts-expect-error the argument is missing
      () => grad((x) => mul(x, x))(),
      // @ts-expect-error the mode is unknown
      () => hessian((x: Scalar) => x, { mode: "backward" })(1),
    ];
    for (const misuse of misuses) assertThrows(misuse);
  });
});

describe("The type of a sparse derivative", () => {
  const squares = (xs: readonly Scalar[]) => xs.map((x) => square(x));

  it("is a matrix of numbers for numbers, and of scalars inside another derivative", () => {
    const matrix = sparseJacobian(squares)([1, 2]);
    assert<IsExact<typeof matrix, SparseMatrix<number>>>(true);
    assert<IsExact<typeof matrix.values, Float64Array>>(true);
    const pair = sparseHessian(([x]: Scalar[]) => [mul(x, x), "aux"] as const, {
      hasAux: true,
    })([3]);
    assert<IsExact<typeof pair, [matrix: SparseMatrix<number>, aux: "aux"]>>(true);
    const inside = (x: Scalar) => {
      const inner = sparseJacobian(squares)([x, 2]);
      assert<IsExact<typeof inner.values, readonly Scalar[]>>(true);
      return inner.at(0, 0);
    };
    assertEquals(derivative(inside)(3), 2);
  });

  it("refuses a function of plain numbers", () => {
    // @ts-expect-error: differentiated parameters must be of type Scalar.
    const refused = () => sparseHessian((xs: number[]) => xs[0]);
    assertEquals(typeof refused, "function");
  });
});

describe("The type of a fit", () => {
  it("is that of the start, of numbers for numbers, and of scalars for scalars", () => {
    const residuals = (model: Model, ys: readonly Scalar[]) => ys.map((y) => add(loss(model), y));
    const start = { w: [1, 2], b: 3 };
    const once = { maxIterations: 0 } as const;
    const numbers = leastSquares(residuals, start, { args: [[1, 2]], ...once });
    assert<IsExact<typeof numbers.parameters, { w: number[]; b: number }>>(true);
    assert<IsExact<typeof numbers.value, number>>(true);
    assert<IsExact<typeof numbers.errors, { w: number[]; b: number }>>(true);
    const scalars = leastSquares(residuals, start, { args: [[1 as Scalar, 2]], ...once });
    assert<IsExact<typeof scalars.parameters, { w: Scalar[]; b: Scalar }>>(true);
    assert<IsExact<(typeof scalars.residuals)[0], Scalar>>(true);
    const floats = minimize((x: readonly Scalar[]) => sum(x), new Float64Array(2), once);
    assert<IsExact<typeof floats.parameters, Float64Array<ArrayBuffer>>>(true);
    assert<IsExact<typeof floats.gradient, Float64Array<ArrayBuffer>>>(true);
    const one = root((x: Scalar) => sin(x), 1);
    assert<IsExact<typeof one.parameters, number>>(true);
    const between = rootScalar((x, a: Scalar) => add(x, a), [-3, 3], { args: [1] });
    assert<IsExact<typeof between, number>>(true);
    const followed = rootScalar((x, a: Scalar) => add(x, a), [-3, 3], { args: [1 as Scalar] });
    assert<IsExact<typeof followed, Scalar>>(true);
    assertEquals([between, followed], [-1, -1]);
  });
});
