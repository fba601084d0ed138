// What the plot shows, in a sentence, which differs with the mode and with the number of variables.

import type { Mode, Scene } from "./scene.ts";

const ofCurves: Readonly<Record<Mode, string>> = {
  "forward":
    "f, f′ and f″. The line touches f at the point: its slope is the tangent for a direction of 1.",
  "reverse": "f, f′ and f″. The adjoint of the input is the height of f′ above the point.",
  "forward-on-reverse": "f, f′ and f″. The tangent of the adjoint is f″, for a direction of 1.",
};

const ofMaps: Readonly<Record<Mode, string>> = {
  "forward": "The direction v at the point. Along the level line, f would not change.",
  "reverse": "The gradient stands on the level line and points uphill.",
  "forward-on-reverse":
    "The direction v, the gradient, and how the gradient changes along v: H · v.",
};

/** The caption of the plot of a scene. */
export function captionOf({ inputs, mode }: Pick<Scene, "inputs" | "mode">): string {
  return `${
    (inputs.length === 1 ? ofCurves : ofMaps)[mode]
  } The point can be dragged, and moved by the arrow keys.`;
}
