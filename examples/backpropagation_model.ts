"use ad";
// Penguins and a network that tells their species from two lengths: a tree of parameters, a function of
// it, and the loss that is to be differentiated.

import { dot, logsumexp, mean } from "@fluxion/ad";
import { normals, seeded } from "./random.ts";

/** A penguin: what was measured of it, and what it is. */
export interface Penguin {
  readonly billLength: number;
  readonly billDepth: number;
  readonly species: number;
}

/** The names of the species, by their numbers. */
export const species = ["Adelie", "Chinstrap", "Gentoo"];

/** A network: layers, each an affine map of what the layer before it answers. */
export type Network = { weights: number[][]; biases: number[] }[];

/** What the network says for each species; the largest score is its answer. */
export function scores(network: Network, penguin: Penguin): number[] {
  // Millimetres about their mean, in units of their spread: of order one, where tanh is curved.
  let signals = [(penguin.billLength - 44) / 5.5, (penguin.billDepth - 17) / 2];
  network.forEach(({ weights, biases }, layer) => {
    const inputs = layer === 0 ? signals : signals.map(Math.tanh);
    signals = weights.map((row, i) => dot(row, inputs) + biases[i]);
  });
  return signals;
}

/** The mean of −log p, where p is the probability that the network gives to the true species, in nats. */
export function loss(network: Network, penguins: readonly Penguin[]): number {
  return mean(penguins.map((penguin) => {
    const outputs = scores(network, penguin);
    return logsumexp(outputs) - outputs[penguin.species];
  }));
}

/** The species of the largest score. */
export function classify(network: Network, penguin: Penguin): number {
  const outputs = scores(network, penguin);
  return outputs.indexOf(Math.max(...outputs));
}

/** Random weights of variance 1 / inputs, which keep signals at the size of the inputs, and no biases. */
export function initialNetwork(widths: readonly number[], seed: number): Network {
  const normal = normals(seed);
  return widths.slice(1).map((width, layer) => ({
    weights: Array.from(
      { length: width },
      () => Array.from({ length: widths[layer] }, () => normal() / Math.sqrt(widths[layer])),
    ),
    biases: Array.from({ length: width }, () => 0),
  }));
}

/** Reads the penguins, without the two that were not measured. */
export async function readPenguins(): Promise<Penguin[]> {
  const text = await Deno.readTextFile(new URL("data/penguins.csv", import.meta.url));
  const rows = text.trim().split("\n").slice(1).map((line) => line.split(","));
  return rows.filter(([, , billLength]) => billLength !== "").map((row) => ({
    billLength: Number(row[2]),
    billDepth: Number(row[3]),
    species: species.indexOf(row[0]),
  }));
}

/** The same things in another order (Fisher and Yates). */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const uniform = seeded(seed);
  const copy = [...things];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}
