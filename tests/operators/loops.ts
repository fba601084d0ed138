"use ad";
// Loops as values, written with operators. The tests lift this text.
import { grad, loop, map, scan, whileLoop } from "@fluxion/ad/operators";

const rows = Array.from({ length: 100 }, (_, i) => ({ x: [1, Math.sin(i)], y: i % 3 - 1 }));

export const robust = (w: number[]) => {
  const [total] = scan(
    (sum: number, { x, y }: { x: number[]; y: number }) => {
      const off = w[0] * x[0] + w[1] * x[1] - y;
      return [sum + (Math.abs(off) < 0.5 ? off ** 2 : Math.abs(off)), undefined];
    },
    0,
    rows,
  );
  return total;
};

export const swing = ([x, v]: number[]) => {
  const [end] = loop(([a, b]: number[]) => [a + 0.01 * b, b - 0.01 * Math.sin(a)], 200, [x, v]);
  return end ** 2;
};

export const left = ([x, v]: number[]) =>
  whileLoop((at: number) => at < 1, (at) => at + 0.01 * (v + at), x);

export const squares = (xs: number[]) =>
  map((x: number) => x * x, xs).reduce((sum, x) => sum + x, 0);

export const gradients = [grad(robust), grad(swing), grad(left), grad(squares)];
