// Random numbers that come out the same in every run: whoever runs an example sees the numbers of its text.

/** Uniform numbers in [0, 1) with all 53 bits, by the generator sfc32 (Doty-Humphrey, PractRand 2010). */
export function seeded(seed: number): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const bits = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Neighbouring seeds give unrelated numbers only after some rounds of mixing.
  for (let i = 0; i < 16; i++) bits();
  return () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
}

/** Standard normal numbers, in pairs of polar coordinates (Box and Muller 1958). */
export function normals(seed: number): () => number {
  const uniform = seeded(seed);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
