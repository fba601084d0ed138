// Entry points that need no package, as one module: what the bundles of these tests are made of.

export * from "@fluxion/ad";
export * from "@fluxion/ad/check";
export * from "@fluxion/ad/jit";
export * from "@fluxion/ad/sparse";
export * from "@fluxion/ad/trace";
