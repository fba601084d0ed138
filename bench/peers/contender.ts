// What a library answers for when it is compared with others: the tasks, and how it does each.

import type { Prepare } from "../group.ts";

/** The tasks that all are given. */
export const tasks = {
  rosenbrock: { title: "Rosenbrock, gradient", sizes: [10, 1000, 100_000], warmSize: 10 },
  mixed: { title: "Σ sin(xᵢ)·xᵢ₊₁ + exp(−xᵢ²), gradient", sizes: [1000], warmSize: 10 },
  pendulumForward: { title: "Pendulum, forward", sizes: [1000], warmSize: 10 },
  pendulumReverse: { title: "Pendulum, reverse", sizes: [1000], warmSize: 10 },
  network: { title: "Network 2-16-16-1, gradient", sizes: [64], warmSize: 64 },
  hessian: { title: "Rosenbrock, Hessian", sizes: [10, 100], warmSize: 10 },
  product: { title: "Rosenbrock, Hessian × vector", sizes: [10, 1000], warmSize: 10 },
  chainForward: { title: "Chain, forward", sizes: [1000, 1_000_000], warmSize: 100 },
  chainReverse: { title: "Chain, reverse", sizes: [1000, 1_000_000], warmSize: 100 },
} as const;

/** The name of a task. */
export type TaskName = keyof typeof tasks;

/** A library, or a way to use it. */
export interface Contender {
  readonly name: string;
  /** Whether it only computes the function, and no derivative. */
  readonly valueOnly?: boolean;
  /** Whether it compiles first: it is called until the engine has settled, and setting up is told apart. */
  readonly compiles?: boolean;
  /** How it does each task, or the reason why it cannot; a task that says nothing of it is left out. */
  readonly tasks: Readonly<Partial<Record<TaskName, Prepare | string>>>;
}
