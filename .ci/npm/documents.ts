// The documents of the package: the README with links that lead somewhere from any place, and the licences of what is
// bundled.

import { project, repository } from "./manifest.ts";

/** A block of code, a link or a picture in Markdown, or one in HTML, or code in a line: whatever begins first. */
const PARTS =
  /```[\s\S]*?```|(!?)(\[[^\]]*\]\()([^)\s]+)|(<(?:img|source|a)\b[^>]*?\b(src|srcset|href)=")([^"]+)|`[^`\n]*`/g;

/** The README with absolute links and pictures, those of this version. What looks like a link in code is none. */
export function packageReadme(text: string): string {
  const raw = repository.replace("github.com", "raw.githubusercontent.com");
  const absolute = (target: string, isPicture: boolean) => {
    if (/^([a-z]+:|#|\/\/)/i.test(target)) return target;
    const path = target.replace(/^\.\//, "");
    return isPicture
      ? `${raw}/v${project.version}/${path}`
      : `${repository}/blob/v${project.version}/${path}`;
  };
  return text.replace(PARTS, (all, mark, before, target, tag, attribute, address) => {
    if (target !== undefined) return mark + before + absolute(target, mark === "!");
    return address === undefined ? all : tag + absolute(address, attribute !== "href");
  });
}

/** The licences and notices of packages in folders, each text once. @throws {Error} if a package has none. */
export function licencesOf(folders: Iterable<string>): string {
  const namesByText = new Map<string, string[]>();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(Deno.readTextFileSync(`${folder}/package.json`));
    const texts = [...Deno.readDirSync(folder)]
      .filter((entry) => entry.isFile && /^(licen[sc]e|notice|copying)/i.test(entry.name))
      .map((entry) => Deno.readTextFileSync(`${folder}/${entry.name}`).trim())
      .sort();
    if (texts.length === 0) throw new Error(`Cannot bundle ${name}: it has no licence beside it`);
    const text = texts.join("\n\n");
    const names = namesByText.get(text) ?? [];
    namesByText.set(text, [...names, `${name} ${version} (${license})`]);
  }
  const sections = Array.from(
    namesByText,
    ([text, names]) => `${names.sort().join("\n")}\n\n${"```text"}\n${text}\n${"```"}\n`,
  );
  return `# Licences of what is bundled in this package\n\n${sections.sort().join("\n")}`;
}
