// Stands for the packages that `lib` depends on, which are not installed where its types are erased.

declare module "@stdlib/*";
declare module "pure-rand/*";
