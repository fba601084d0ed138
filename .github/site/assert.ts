// The assertions, as the examples in the page import them.

export * from "@std/assert";
