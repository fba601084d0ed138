// What is known of functions by their names: those of JavaScript, and those of this library.

const globals = new Set((
  "Array BigInt Boolean Number Object String isFinite isNaN parseFloat parseInt " +
  "Array.from Array.isArray Array.of Float64Array.from Float64Array.of Object.entries Object.fromEntries Object.keys " +
  "Object.values Object.is Object.freeze String.fromCharCode"
).split(" "));
const constructors = new Set((
  "Array Error Float32Array Float64Array Int8Array Int16Array Int32Array RangeError TypeError " +
  "Uint8Array Uint8ClampedArray Uint16Array Uint32Array"
).split(" "));
const callbacks =
  /^(every|filter|find|findIndex|findLast|findLastIndex|flatMap|forEach|map|reduce|reduceRight|some|toSorted)$/;
const methods =
  /^(at|concat|entries|flat|includes|indexOf|join|keys|lastIndexOf|slice|subarray|toFixed|toReversed|toSpliced|toString|valueOf|values|with)$/;
const setting = /^(copyWithin|fill|pop|push|reverse|set|shift|sort|splice|unshift)$/;
const transforms = new Set((
  "checkpoint checkpointedLoop derivative fixedPoint grad hessian hvp implicitRoot jacfwd jacobian jacrev jvp " +
  "linearize loop map scan valueAndGrad vjp whileLoop"
).split(" "));
/** Checks whether a global function does nothing but compute, given by its name, as in `Math.sin`. */
export function isKnownGlobal(name: string, isConstructed: boolean): boolean {
  if (isConstructed) return constructors.has(name);
  const [object, property] = name.split(".");
  if (object === "Math") return property !== "random";
  return globals.has(name) || (object === "Number" && property !== undefined);
}

/** Checks whether a method of lists and numbers does nothing but compute, or call what it is given. */
export function isPureMethod(name: string): boolean {
  return callbacks.test(name) || methods.test(name);
}

/** Checks whether a method changes the list that it is called on. */
export function isSettingMethod(name: string): boolean {
  return setting.test(name);
}

/** Returns the positions of arguments that a function calls: of a function of this library, or `Array.from`, or `[].map`. */
export function positionsOfFunctions(name: string): readonly number[] {
  if (name.startsWith("[].")) return callbacks.test(name.slice(3)) ? [0] : [];
  if (name === "Array.from" || name === "Float64Array.from") return [1];
  if (name === "whileLoop") return [0, 1];
  return transforms.has(name) ? [0] : [];
}

/** Returns the name of a function of this library that does nothing but compute, of what is imported. */
export function libraryName(source: string | undefined): string | undefined {
  const [module, name] = source?.split(" ") ?? [];
  const isKnown = /^@fluxion\/ad(\/(operators|special|linalg|density))?$/.test(module ?? "");
  // What these make is an operation, or has a rule of its own.
  return isKnown && !/^(binary|customJvp|customVjp|nary|unary)$/.test(name) ? name : undefined;
}
