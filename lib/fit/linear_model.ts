// What the algorithm for least squares asks about the linear problem at a point, be its matrix dense or sparse.

import type { DampedSystem } from "./damping.ts";

/** Residuals as a linear function of the free parameters, in units in which the columns are about as long. */
export interface ScaledModel {
  /** The cosine of the angle between the residuals and what a change of parameters can reach; 0 without residuals. */
  readonly cosine: number;
  readonly system: DampedSystem;
  /** Returns by how much ‖r‖² falls with a step. */
  readonly gain: (q: Float64Array) => number;
}

/** The linear problem at a point. */
export interface LinearModel {
  readonly columnLengths: Float64Array;
  /** Jᵀr. */
  readonly gradient: Float64Array;
  /** Returns the model in the given units, of the parameters that are free. */
  readonly scaled: (scales: Float64Array, free: Int32Array) => ScaledModel;
  /** Returns (JᵀJ)⁻¹ of the parameters that are free. */
  readonly covariance: (free: Int32Array) => ParameterCovariance;
}

/** The covariance of the free parameters for residuals of variance 1. */
export interface ParameterCovariance {
  /** Its rows. */
  readonly entries: readonly Float64Array[];
  /** 1 for each parameter of which the residuals say nothing, if others are moved with it. */
  readonly undetermined: Uint8Array;
}
