// Results that may be promises: the next step follows at once, or when the promise has settled.

import type { Level } from "../values/level.ts";

/** A value, or the promise of one. */
export type MaybePromise<T> = T | PromiseLike<T>;

/** Whether a value is the promise of another: whatever `await` waits for. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (typeof value === "object" && value !== null || typeof value === "function") &&
    typeof (value as { then?: unknown }).then === "function";
}

/** Passes a value on to `next`, now or when its promise has settled, and returns what that returns. */
export function thenDo<T, U>(value: MaybePromise<T>, next: (value: T) => U): MaybePromise<U> {
  // The `then` of a thenable need not return a promise.
  return isPromise(value) ? Promise.resolve(value as PromiseLike<T>).then(next) : next(value as T);
}

/** Runs a body on an open level, and closes the level when the body has returned, thrown or settled. */
export function closingAfter<T>(level: Level, body: () => MaybePromise<T>): MaybePromise<T> {
  let isPending = false;
  const close = () => level.close();
  try {
    const result = body();
    isPending = isPromise(result);
    // A thenable may call back twice; what has been recorded is pulled back once.
    return isPending ? Promise.resolve(result as PromiseLike<T>).finally(close) : result;
  } finally {
    if (!isPending) close();
  }
}
