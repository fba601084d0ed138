// Whole solutions: dense output and events, with their derivatives.

import { derivative, mul, neg, type Scalar, sub } from "@fluxion/ad";
import { type OdeMethod, trajectory } from "@fluxion/ad/ode";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { wordsOf } from "../laws/words.ts";
import { slopeBy } from "../laws/words.ts";
import { oscillator } from "./problems.ts";

describe("A trajectory", () => {
  for (const method of ["taylor", "dormand-prince"] as OdeMethod[]) {
    for (const end of [10, -10]) {
      it(`is read at any time to ${end}, by ${method}`, () => {
        const circle = trajectory(oscillator, [0, 1], [0, end], { method });
        assertEquals([circle.times[0], circle.times.at(-1)], [0, end]);
        for (let i = 0; i <= 50; i++) {
          const t = end * i / 50;
          assertClose(circle.at(t), [Math.sin(t), Math.cos(t)], 1e-7, 1);
        }
        circle.times.forEach((t, i) => assertClose(circle.at(t), circle.states[i], 1e-9, 1));
        assertThrows(() => circle.at(end * 1.01), RangeError, "it goes from 0 to");
      });
    }
  }

  it("finds events in their order, by direction", () => {
    const events = [
      { when: (_t: Scalar, [x]: Scalar[]) => x, direction: -1 },
      { when: (_t: Scalar, [, v]: Scalar[]) => v },
    ] as const;
    const found = trajectory(oscillator, [0, 1], [0, 7], { events }).events;
    assertEquals(found.map(({ event }) => event), [1, 0, 1]);
    assertClose(found.map(({ time }) => time), [0.5, 1, 1.5].map((n) => n * Math.PI), 1e-9);
  });

  it("ends at an event, whose time has derivatives of any order in every mode", () => {
    const fall = (_t: Scalar, [, speed]: Scalar[]): Scalar[] => [speed, -10];
    const lands = {
      when: (_t: Scalar, [h]: Scalar[]) => h,
      direction: -1,
      terminal: true,
    } as const;
    const landing = (height: Scalar): Scalar => {
      const { events, times } = trajectory(fall, [height, 0], [0, 99], { events: [lands] });
      assertEquals(times.at(-1), events[0].time);
      return events[0].time as Scalar;
    };
    // √(2h/g)
    assertClose(landing(5) as number, 1, 1e-12);
    for (const [outer, inner] of wordsOf(2)) {
      assertClose(slopeBy(inner, landing)(5) as number, 0.1, 1e-12);
      assertClose(slopeBy(outer, slopeBy(inner, landing))(5) as number, -0.01, 1e-11);
    }
  });

  it("takes trees, parameters and states at events", () => {
    const f = (_t: Scalar, { x, v }: { x: Scalar; v: Scalar }, k: Scalar) => ({
      x: v,
      v: neg(mul(k, x)),
    });
    const top = {
      when: (_t: Scalar, { v }: { x: Scalar; v: Scalar }, _k: Scalar) => v,
      terminal: true,
    };
    const height = (k: Scalar) =>
      trajectory(f, { x: 0, v: 1 }, [0, 9], { parameters: k, events: [top] }).events[0].state.x;
    // The amplitude is 1/√k.
    assertClose(height(4) as number, 0.5, 1e-9);
    assertClose(derivative(height)(4), -1 / 16, 1e-8);
  });

  it("refuses what is no event, and no span", () => {
    assertThrows(
      () => trajectory(oscillator, [0, 1], [0, 1], { events: [{}] as never }),
      TypeError,
      "when",
    );
    assertThrows(
      () => trajectory(oscillator, [0, 1], [0] as never),
      TypeError,
      "first time and the last",
    );
    assert(trajectory((_t: Scalar, y: Scalar) => sub(y, y), 1, [0, 1]).at(0.5) === 1);
  });
});
