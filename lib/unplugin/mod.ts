/**
 * Lifts what is marked with `"use ad"` while a program is bundled, by one plugin for Vite, Rollup, Rolldown, esbuild,
 * webpack, Rspack, Farm and Bun:
 *
 * ```js ignore
 * // vite.config.js
 * import { vite } from "@fluxion/ad/unplugin";
 * export default { plugins: [vite()] };
 * ```
 *
 * From npm, unplugin is installed beside the library, `npm install --save-dev unplugin`.
 *
 * @module
 */

import { readFile } from "node:fs/promises";
import { createUnplugin } from "unplugin";
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

/** A plugin of Vite, Rollup or Rolldown. */
export interface NamedPlugin {
  /** The name of the plugin. */
  readonly name: string;
}

/** A plugin of esbuild or Bun. */
export interface SetUpPlugin extends NamedPlugin {
  /** Called by the bundler. */
  setup(build: object): void;
}

/** A plugin of webpack or Rspack. */
export interface AppliedPlugin {
  /** Called by the bundler. */
  apply(compiler: object): void;
}

type Make<Plugin> = (options?: PluginOptions) => Plugin;

const plugin = createUnplugin<PluginOptions | undefined, false>(
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
export const vite: (options?: PluginOptions) => NamedPlugin = plugin.vite as Make<NamedPlugin>;
/** The plugin for Rollup. */
export const rollup: (options?: PluginOptions) => NamedPlugin = plugin.rollup as Make<NamedPlugin>;
/** The plugin for Rolldown. */
export const rolldown: (options?: PluginOptions) => NamedPlugin = plugin.rolldown as Make<
  NamedPlugin
>;
/** The plugin for esbuild. */
export const esbuild: (options?: PluginOptions) => SetUpPlugin = plugin.esbuild as Make<
  SetUpPlugin
>;
/** The plugin for webpack. */
export const webpack: (options?: PluginOptions) => AppliedPlugin = plugin.webpack as Make<
  AppliedPlugin
>;
/** The plugin for Rspack. */
export const rspack: (options?: PluginOptions) => AppliedPlugin = plugin.rspack as Make<
  AppliedPlugin
>;
/** What Bun gives a plugin; without `config` where it runs modules rather than bundles them. */
interface BunBuild {
  readonly config?: object;
  onLoad(
    files: { readonly filter: RegExp },
    load: (file: { readonly path: string }) => Promise<{ contents: string; loader: string }>,
  ): void;
}

/** The plugin for Bun, which bundles with it, by `Bun.build`, or runs with it, by `Bun.plugin` in a file of `--preload`. */
export function bun(options: PluginOptions = {}): SetUpPlugin {
  const bundling = (plugin.bun as Make<SetUpPlugin>)(options);
  return {
    name: bundling.name,
    setup: (build) => {
      const running = build as BunBuild;
      if (running.config !== undefined) return bundling.setup(build);
      // The loader of modules has no chain of plugins: what is not marked is answered as it is.
      const filter = /^(?!.*[\\/]node_modules[\\/]).*\.[cm]?[jt]sx?$/;
      running.onLoad({ filter }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        const loader = path.slice(path.lastIndexOf(".") + 1).replace(/^[cm]/, "");
        return { contents: lift(text, { ...options, file: path })?.code ?? text, loader };
      });
    },
  };
}
