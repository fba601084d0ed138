/**
 * Lifts what is marked with `"use ad"` while a program is bundled, by one plugin for Vite, Rollup, Rolldown, esbuild,
 * webpack, Rspack, Farm and Bun:
 *
 * ```js
 * // vite.config.js
 * import { vite } from "@fluxion/ad/unplugin";
 * export default { plugins: [vite()] };
 * ```
 *
 * @module
 */

import { createUnplugin, type UnpluginInstance } from "unplugin";
export type { UnpluginInstance } from "unplugin";
import { lift } from "../lift/lift.ts";

/** The options of the plugin. */
export interface PluginOptions {
  /**
   * Where lifted modules import the runtime from.
   *
   * @default "@fluxion/ad/operators/runtime"
   */
  readonly runtime?: string;
}

/** The plugin, for every bundler that unplugin knows. */
export const operatorsPlugin: UnpluginInstance<PluginOptions | undefined, false> = createUnplugin<
  PluginOptions | undefined,
  false
>(
  (options: PluginOptions = {}) => ({
    name: "fluxion-ad",
    // Before types and newer syntax are taken away.
    enforce: "pre",
    transform: {
      filter: { id: { include: /\.[cm]?[jt]sx?(?:\?.*)?$/, exclude: /[\\/]node_modules[\\/]/ } },
      handler: (code: string, file: string) => lift(code, { ...options, file }),
    },
  }),
);

/** The plugin for Vite. */
export const vite: typeof operatorsPlugin.vite = operatorsPlugin.vite;
/** The plugin for Rollup. */
export const rollup: typeof operatorsPlugin.rollup = operatorsPlugin.rollup;
/** The plugin for Rolldown. */
export const rolldown: typeof operatorsPlugin.rolldown = operatorsPlugin.rolldown;
/** The plugin for esbuild. */
export const esbuild: typeof operatorsPlugin.esbuild = operatorsPlugin.esbuild;
/** The plugin for webpack. */
export const webpack: typeof operatorsPlugin.webpack = operatorsPlugin.webpack;
/** The plugin for Rspack. */
export const rspack: typeof operatorsPlugin.rspack = operatorsPlugin.rspack;
/** The plugin for Bun. */
export const bun: typeof operatorsPlugin.bun = operatorsPlugin.bun;
