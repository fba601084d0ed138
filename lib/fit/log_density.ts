// A log-density of unconstrained reals with its gradient, compiled where it can be: all that a sampler asks for.

import { add } from "../elementary/arithmetic.ts";
import { valueAndGrad } from "../derivatives/grad.ts";
import { jit } from "../jit/jit.ts";
import { isAnyBox, value } from "../values/box.ts";
import { describe, nameOf } from "../values/describe.ts";
import { isPromise } from "../trees/promises.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Callable, withNameOf } from "../trees/call.ts";
import type { ParameterSpace } from "./constraints.ts";

/** A place in the space of unconstrained reals. */
export interface ChainPlace {
  position: Float64Array;
  /** The gradient of the log-density there. */
  gradient: Float64Array;
  logDensity: number;
  /** The energy that a chain had there, kinetic and potential. */
  energy: number;
}

/** Returns a place with room for so many reals. */
export function placeOf(length: number): ChainPlace {
  return {
    position: new Float64Array(length),
    gradient: new Float64Array(length),
    logDensity: NaN,
    energy: NaN,
  };
}

/** The log-density of a posterior, and how often it has been asked for. */
export class LogDensity {
  readonly space: ParameterSpace;
  /** The number of gradients so far. */
  gradients = 0;
  private readonly action: string;
  private readonly uncompiled: (position: Float64Array) => unknown;
  private evaluate: (position: Float64Array) => readonly [number, Float64Array];

  /**
   * @param action what cannot be done, as in "sample from posterior"
   * @param args what the function gets after the parameters
   */
  constructor(
    action: string,
    f: Callable,
    space: ParameterSpace,
    args: readonly unknown[],
    compile: boolean,
  ) {
    this.action = action;
    this.space = space;
    const ofReals = flatLogDensity(f, space, args);
    this.uncompiled = valueAndGrad(ofReals as (reals: Scalar[]) => Scalar);
    if (compile) {
      const compiled = jit(this.uncompiled);
      const output: [number, Float64Array] = [0, new Float64Array(space.start.length)];
      this.evaluate = (position) => compiled.into(output, position);
    } else this.evaluate = this.uncompiled as LogDensity["evaluate"];
  }

  /** Computes log-density and gradient at the position of a place. */
  moveTo(place: ChainPlace): void {
    this.gradients++;
    const [logDensity, gradient] = this.evaluate(place.position);
    place.gradient.set(gradient);
    place.logDensity = logDensity;
  }

  /**
   * Checks the log-density at the start, and returns whether its value is one of a derivative around, by what it closes
   * over. It is then not compiled, and taken for numbers.
   *
   * @throws {TypeError} if it is no real. @throws {RangeError} if it or a derivative is not finite.
   */
  check(): boolean {
    const { space } = this;
    let answer = this.uncompiled(space.start);
    if (isPromise(answer)) {
      throw new TypeError(
        `Cannot ${this.action}: it answers a promise, and a sampler does not wait; load what it waits for first`,
      );
    }
    const isFollowed = isAnyBox((answer as readonly unknown[])[0]);
    if (isFollowed) {
      this.evaluate = (position) => {
        const [own, slopes] = this.uncompiled(position) as [Scalar, ArrayLike<Scalar>];
        return [value(own), Float64Array.from(slopes, value)];
      };
      answer = this.evaluate(space.start);
    }
    const [logDensity, gradient] = answer as [number, Float64Array];
    if (!Number.isFinite(logDensity)) {
      throw new RangeError(
        `Cannot ${this.action}: the log-density is ${logDensity} at the start, where ${
          space.at(space.start)
        }; begin where the density is above 0 and finite, or give constraints for parameters of which some values ` +
          "are not allowed",
      );
    }
    const wrong = gradient.findIndex((slope) => !Number.isFinite(slope));
    if (wrong < 0) return isFollowed;
    throw new RangeError(
      `Cannot ${this.action}: the log-density has the derivative ${gradient[wrong]} by ${
        space.realName(wrong)
      } at ` +
        `the start, where ${space.at(space.start)}; begin elsewhere, or look for the reason with ` +
        "trace(f).nonfinite() of @fluxion/ad/trace",
    );
  }
}

/** Returns a log-density as one of unconstrained reals. */
export function flatLogDensity(
  f: Callable,
  space: ParameterSpace,
  args: readonly unknown[],
): (reals: readonly Scalar[]) => Scalar {
  return withNameOf(f, (reals: readonly Scalar[]) => {
    const { parameters, logJacobian } = space.place(reals);
    const own = f(parameters, ...args) as Scalar;
    return logJacobian === undefined ? own : add(own, logJacobian);
  }) as never;
}

/** Returns what an error says cannot be done: `sample from posterior`. @throws {TypeError} if that is no function. */
export function actionOn(verb: string, f: unknown): string {
  if (typeof f === "function") return `${verb} ${nameOf(f)}`;
  throw new TypeError(
    `Cannot ${verb} ${describe(f)}: the log-density comes first, a function, and then the start`,
  );
}
