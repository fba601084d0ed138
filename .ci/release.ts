// What a release has to be before it is published: `deno run -R .ci/release.ts v1.2.3` fails unless the tag, deno.json
// and the change log agree, and prints what the change log says of this version.

/** A version in the change log. */
export interface Release {
  readonly version: string;
  /** The day of the release, or `undefined` before that. */
  readonly date: string | undefined;
  /** What has changed, in Markdown. */
  readonly notes: string;
}

const HEADING = /^## \[(.+?)\](?: - (.+))?$/gm;
const SECTIONS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

/** The versions of a change log, newest first. @throws {Error} if it is not in the form of keepachangelog. */
export function releasesIn(changelog: string): Release[] {
  const headings = [...changelog.matchAll(HEADING)];
  if (headings.length === 0 || headings[0][1] !== "Unreleased") {
    throw new Error("Cannot read the change log: its first heading is not “## [Unreleased]”");
  }
  const releases = headings.map(([heading, version, date], i) => {
    const from = headings[i].index + heading.length;
    const notes = changelog.slice(from, headings[i + 1]?.index).trim();
    const unknown = Array.from(notes.matchAll(/^### (.+)$/gm), ([, name]) => name)
      .find((name) => !SECTIONS.includes(name));
    if (unknown !== undefined) {
      throw new Error(
        `Cannot read the change log: ${version} has the section ${unknown}, which is none of ` +
          SECTIONS.join(", "),
      );
    }
    return { version, date: date === "unreleased" ? undefined : date, notes };
  });
  const [, ...versions] = releases;
  for (const { version, date, notes } of versions) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
      throw new Error(`Cannot read the change log: ${version} is no version, as 1.2.3 is one`);
    }
    if (date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(date)) {
      throw new Error(
        `Cannot read the change log: ${version} has the date ${date}, not YYYY-MM-DD`,
      );
    }
    if (notes === "") throw new Error(`Cannot read the change log: ${version} says nothing`);
  }
  return versions;
}

/** The release of a tag. @throws {Error} if the tag, the version of deno.json and the change log differ. */
export function releaseOf(tag: string, version: string, changelog: string): Release {
  if (tag !== `v${version}`) {
    throw new Error(
      `Cannot release ${tag}: deno.json has the version ${version}, so the tag is v${version}`,
    );
  }
  const [newest] = releasesIn(changelog);
  if (newest?.version !== version) {
    throw new Error(
      `Cannot release ${tag}: the newest version of CHANGELOG.md is ${newest?.version}`,
    );
  }
  if (newest.date === undefined) {
    throw new Error(
      `Cannot release ${tag}: CHANGELOG.md has no date for it; write one as YYYY-MM-DD`,
    );
  }
  return newest;
}

if (import.meta.main) {
  const read = (name: string) => Deno.readTextFileSync(new URL(`../${name}`, import.meta.url));
  const { version } = JSON.parse(read("deno.json"));
  try {
    console.log(releaseOf(Deno.args[0] ?? "", version, read("CHANGELOG.md")).notes);
  } catch (error) {
    console.error((error as Error).message);
    Deno.exit(1);
  }
}
