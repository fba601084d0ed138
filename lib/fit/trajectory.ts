// The trajectory of a transition of the No-U-Turn sampler (Hoffman and Gelman 2014): it is doubled forwards or backwards
// in time until it turns back, and one of its points is drawn, each by its weight exp(−energy) (Betancourt 2017). What
// it needs stands ready: a transition allocates nothing.

import { type ChainPlace, type LogDensity, placeOf } from "./log_density.ts";
import type { RandomNumbers } from "./random_numbers.ts";

/** The largest loss of energy; a trajectory that loses more has left what the step size can follow. */
const LARGEST_LOSS = 1000;

/** What a transition was like. */
export interface Transition {
  readonly depth: number;
  readonly isDivergent: boolean;
  /** The mean probability of the trajectory's points to be accepted. */
  readonly acceptance: number;
}

/** A position, with the momentum that moves it on. */
interface Motion {
  readonly place: ChainPlace;
  readonly momentum: Float64Array;
}

/** One end of a stretch. */
interface End {
  readonly momentum: Float64Array;
  readonly velocity: Float64Array;
}

/** A stretch of a trajectory: its ends, the sum of its momenta, and the point drawn of it. */
interface Stretch {
  begin: End;
  end: End;
  readonly momentumSum: Float64Array;
  logWeight: number;
  drawn: ChainPlace;
}

/** Makes transitions of one chain. */
export class NoUTurnTrajectory {
  /** Where the chain is. */
  current: ChainPlace;
  /** The length of a step in time. */
  stepSize = 1;
  /** The inverse of the diagonal mass matrix: the variances of the reals, as far as they are known. */
  readonly variances: Float64Array;
  /** What is sampled. */
  readonly logDensity: LogDensity;
  private readonly random: RandomNumbers;
  private readonly first: Motion;
  private readonly last: Motion;
  private readonly whole: Stretch;
  private readonly spare: Stretch[] = [];
  private energyAtStart = 0;
  private isDivergent = false;
  private acceptances = 0;
  private steps = 0;

  constructor(logDensity: LogDensity, start: ChainPlace, random: RandomNumbers) {
    const { length } = start.position;
    this.logDensity = logDensity;
    this.current = start;
    this.random = random;
    this.variances = new Float64Array(length).fill(1);
    this.first = motionOf(length);
    this.last = motionOf(length);
    this.whole = stretchOf(length);
  }

  /** Goes on to the next draw. */
  transition(maximumDepth: number): Transition {
    const { whole, first, last } = this;
    this.push(first);
    copyPlace(last.place, first.place);
    last.momentum.set(first.momentum);
    this.isDivergent = false;
    this.acceptances = this.steps = 0;
    this.begin(whole, first, 0);
    let depth = 0;
    while (depth < maximumDepth) {
      const isForward = this.random.uniform() >= 0.5;
      const added = this.spareOf(depth);
      if (!this.extend(added, isForward ? last : first, depth, isForward ? 1 : -1)) break;
      depth++;
      // A point further away is preferred, as long as every point keeps its probability.
      const probability = Math.exp(added.logWeight - whole.logWeight);
      if (!isForward) turnAround(whole);
      const goesOn = this.join(whole, added, probability);
      if (!isForward) turnAround(whole);
      if (!goesOn) break;
    }
    [this.current, whole.drawn] = [whole.drawn, this.current];
    return { depth, isDivergent: this.isDivergent, acceptance: this.acceptances / this.steps };
  }

  /** Returns by how much one step from where the chain is, with a momentum at random, loses energy. */
  lossOfOneStep(): number {
    this.push(this.first);
    this.step(this.first, this.stepSize);
    return lossFrom(this.energyAtStart, this.energyOf(this.first));
  }

  /** Draws a momentum for where the chain is. */
  private push({ place, momentum }: Motion): void {
    copyPlace(place, this.current);
    for (let i = 0; i < momentum.length; i++) {
      momentum[i] = this.random.normal() / Math.sqrt(this.variances[i]);
    }
    this.energyAtStart = this.energyOf({ place, momentum });
  }

  private energyOf({ place, momentum }: Motion): number {
    let kinetic = 0;
    for (let i = 0; i < momentum.length; i++) kinetic += momentum[i] ** 2 * this.variances[i];
    return 0.5 * kinetic - place.logDensity;
  }

  /** Moves on by one step in time (Störmer-Verlet), which loses little energy over many steps. */
  private step({ place, momentum }: Motion, time: number): void {
    const { position, gradient } = place;
    for (let i = 0; i < momentum.length; i++) {
      momentum[i] += 0.5 * time * gradient[i];
      position[i] += time * this.variances[i] * momentum[i];
    }
    this.logDensity.moveTo(place);
    for (let i = 0; i < momentum.length; i++) momentum[i] += 0.5 * time * gradient[i];
  }

  /** Makes a stretch of 2^depth steps onwards from a motion, and returns whether the trajectory may go on. */
  private extend(into: Stretch, motion: Motion, depth: number, sign: number): boolean {
    if (depth === 0) {
      this.step(motion, sign * this.stepSize);
      const loss = lossFrom(this.energyAtStart, this.energyOf(motion));
      this.steps++;
      this.acceptances += Math.min(1, Math.exp(-loss));
      this.begin(into, motion, -loss);
      if (loss > LARGEST_LOSS) this.isDivergent = true;
      return !this.isDivergent;
    }
    if (!this.extend(into, motion, depth - 1, sign)) return false;
    const rest = this.spareOf(depth - 1);
    if (!this.extend(rest, motion, depth - 1, sign)) return false;
    const total = logSum(into.logWeight, rest.logWeight);
    return this.join(into, rest, Math.exp(rest.logWeight - total));
  }

  /** Makes a stretch of one point. */
  private begin(stretch: Stretch, { place, momentum }: Motion, logWeight: number): void {
    const { begin, end, momentumSum } = stretch;
    momentumSum.set(momentum);
    begin.momentum.set(momentum);
    end.momentum.set(momentum);
    for (let i = 0; i < momentum.length; i++) {
      begin.velocity[i] = end.velocity[i] = this.variances[i] * momentum[i];
    }
    stretch.logWeight = logWeight;
    copyPlace(stretch.drawn, place);
    stretch.drawn.energy = this.energyAtStart - logWeight;
  }

  /**
   * Joins a stretch with the one that follows, whose drawn point it takes over with a probability, and returns whether
   * the two go on without turning back: the whole, and each part with the nearest point of the other.
   */
  private join(stretch: Stretch, next: Stretch, probability: number): boolean {
    const goesOn = !turnsBack(stretch, next);
    for (let i = 0; i < next.momentumSum.length; i++) stretch.momentumSum[i] += next.momentumSum[i];
    stretch.logWeight = logSum(stretch.logWeight, next.logWeight);
    [stretch.end, next.end] = [next.end, stretch.end];
    if (this.random.uniform() < probability) {
      [stretch.drawn, next.drawn] = [next.drawn, stretch.drawn];
    }
    return goesOn;
  }

  /** Returns the stretch that stands ready for a depth; the one in use at each depth is another. */
  private spareOf(depth: number): Stretch {
    return this.spare[depth] ??= stretchOf(this.variances.length);
  }
}

/** Checks whether the sum of momenta points against the velocity at an end. */
function turnsBack(a: Stretch, b: Stretch): boolean {
  let [first, last, firstToNext, next, lastBefore, lastOfRest] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < a.momentumSum.length; i++) {
    const whole = a.momentumSum[i] + b.momentumSum[i];
    const early = a.momentumSum[i] + b.begin.momentum[i];
    const late = b.momentumSum[i] + a.end.momentum[i];
    first += whole * a.begin.velocity[i];
    last += whole * b.end.velocity[i];
    firstToNext += early * a.begin.velocity[i];
    next += early * b.begin.velocity[i];
    lastBefore += late * a.end.velocity[i];
    lastOfRest += late * b.end.velocity[i];
  }
  return !(first > 0 && last > 0 && firstToNext > 0 && next > 0 && lastBefore > 0 &&
    lastOfRest > 0);
}

/** Sees a stretch the other way round. */
function turnAround(stretch: Stretch): void {
  [stretch.begin, stretch.end] = [stretch.end, stretch.begin];
}

/** Returns the loss of energy; where the density is 0 or undefined all of it is lost. */
function lossFrom(before: number, after: number): number {
  const loss = after - before;
  return loss !== loss ? Infinity : loss;
}

/** Returns ln(eᵃ + eᵇ). */
function logSum(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  return large === -Infinity ? large : large + Math.log1p(Math.exp(small - large));
}

function copyPlace(to: ChainPlace, from: ChainPlace): void {
  to.position.set(from.position);
  to.gradient.set(from.gradient);
  to.logDensity = from.logDensity;
}

function motionOf(length: number): Motion {
  return { place: placeOf(length), momentum: new Float64Array(length) };
}

function stretchOf(length: number): Stretch {
  const end = () => ({ momentum: new Float64Array(length), velocity: new Float64Array(length) });
  return {
    begin: end(),
    end: end(),
    momentumSum: new Float64Array(length),
    logWeight: 0,
    drawn: placeOf(length),
  };
}
