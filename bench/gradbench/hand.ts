// A hand of bones in a skin: each vertex follows the bones nearby, by the weighted mean of where each
// would carry it; a pose turns the bones in their joints, and then the whole hand.

import { add, cos, div, dot, hypot, lt, map, mul, neg, type Scalar, sin, sub } from "@fluxion/ad";

/** The hand at rest; bones come after the bones that carry them. */
export interface HandModel {
  /** What carries each bone; −1 for nothing. */
  readonly parents: readonly number[];
  /** Each bone's 4×4 transform relative to what carries it. */
  readonly base_relatives: readonly Matrix[];
  /** From the hand's coordinates to each bone's. */
  readonly inverse_base_absolutes: readonly Matrix[];
  /** Homogeneous, four coordinates each. */
  readonly base_positions: readonly (readonly number[])[];
  /** How much each vertex follows each bone. */
  readonly weights: readonly (readonly number[])[];
  readonly triangles: readonly (readonly number[])[];
  /** Whether the hand is a mirror image, in x. */
  readonly is_mirrored: boolean;
}

type Vector = readonly Scalar[];
type Matrix = readonly Vector[];

/**
 * Where the vertices are in a pose: rotation of the hand (3, axis times angle), translation (3), and for
 * each of five fingers two angles of its second bone, one of the third, and one of the fourth.
 */
export type Skin = (theta: Vector) => Vector[];

/** The skin of a hand, or some of its vertices. */
export function skinOf(model: HandModel, vertices: readonly number[]): Skin {
  // For each bone the weight times the position, which are four zeros for most.
  const attachments = vertices.map((vertex) =>
    model.weights[vertex].flatMap((weight) => model.base_positions[vertex].map((x) => weight * x))
  );
  return (theta) => {
    const transforms = transformsOf(model, theta);
    const rotation = axisRotation(theta.slice(0, 3));
    return map((attachment: Vector) => {
      const [x, y, z] = blended(transforms, attachment);
      const blend = [model.is_mirrored ? neg(x) : x, y, z];
      return rotation.map((row, i) => add(dot(row, blend), theta[3 + i]));
    }, attachments);
  };
}

/** Where each bone carries a place, given as it is at rest. */
function transformsOf(model: HandModel, theta: Vector): Matrix[] {
  const absolutes: Matrix[] = [];
  return model.base_relatives.map((relative, bone) => {
    const turned = product(relative, homogeneous(jointRotation(theta, bone)));
    const parent = model.parents[bone];
    absolutes.push(parent === -1 ? turned : product(absolutes[parent], turned));
    return product(absolutes[bone], model.inverse_base_absolutes[bone]);
  });
}

/** Σ wᵦ·Tᵦ·position over the bones: for each coordinate one inner product; plain zeros are left out. */
function blended(transforms: readonly Matrix[], attachment: Vector): Scalar[] {
  const bones = [...transforms.keys()].filter((bone) => attachment[4 * bone + 3] !== 0);
  const own = bones.flatMap((bone) => attachment.slice(4 * bone, 4 * bone + 4));
  return [0, 1, 2].map((i) => dot(bones.flatMap((bone) => transforms[bone][i]), own));
}

/** Bone 0 is the wrist; four to a finger follow, the first of which is stiff; and one more, stiff too. */
function jointRotation(theta: Vector, bone: number): Matrix {
  const finger = Math.floor((bone - 1) / 4);
  const knuckle = (bone - 1) % 4;
  if (finger < 0 || finger >= 5 || knuckle === 0) return identity;
  const [bend, spread, second, third] = theta.slice(6 + 4 * finger, 10 + 4 * finger);
  if (knuckle === 1) return product(aboutZ(spread), aboutX(bend));
  return aboutX(knuckle === 2 ? second : third);
}

const identity: Matrix = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

function aboutX(angle: Scalar): Matrix {
  const [cosine, sine] = [cos(angle), sin(angle)];
  return [[1, 0, 0], [0, cosine, neg(sine)], [0, sine, cosine]];
}

function aboutZ(angle: Scalar): Matrix {
  const [cosine, sine] = [cos(angle), sin(angle)];
  return [[cosine, neg(sine), 0], [sine, cosine, 0], [0, 0, 1]];
}

/** cos θ·I + (1 − cos θ)·aaᵀ + sin θ·[a]×; the identity, a constant, by an angle below 1e-4. */
function axisRotation(rotation: Vector): Matrix {
  const angle = hypot(rotation);
  if (lt(angle, 1e-4)) return identity;
  const axis = rotation.map((component) => div(component, angle));
  const [x, y, z] = axis.map((component) => mul(component, sin(angle)));
  const cosine = cos(angle);
  const crossing = [[0, neg(z), y], [z, 0, neg(x)], [neg(y), x, 0]];
  return axis.map((a, i) =>
    axis.map((b, j) => add(mul(identity[i][j], cosine), mul(a, b, sub(1, cosine)), crossing[i][j]))
  );
}

function homogeneous(rotation: Matrix): Matrix {
  return [...rotation.map((row) => [...row, 0]), [0, 0, 0, 1]];
}

/** A product of matrices; plain zeros, of which transforms are full, are left out of its sums. */
function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    b[0].map((_, j) => {
      let total: Scalar = 0;
      row.forEach((entry, k) => {
        const other = b[k][j];
        if (entry === 0 || other === 0) return;
        const term = mul(entry, other);
        total = total === 0 ? term : add(total, term);
      });
      return total;
    })
  );
}
