// The version is the same wherever it is written, the change log has its form, and a tag that does not fit is refused.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { releaseOf, releasesIn } from "../../.ci/release.ts";
import { manifest, project, root } from "../../.ci/npm/manifest.ts";

const textOf = (name: string) => Deno.readTextFileSync(root + name);

describe("The version", () => {
  it("is the same in deno.json, the package and the change log", () => {
    const [newest] = releasesIn(textOf("CHANGELOG.md"));
    assertEquals([manifest.version, newest.version], [project.version, project.version]);
  });
});

describe("The change log", () => {
  it("names each entry point in the version that has it first", () => {
    const changelog = textOf("CHANGELOG.md");
    for (const entry of Object.keys(project.exports)) {
      const name = entry === "." ? project.name : entry.slice(1).replace("/runtime", "");
      assert(changelog.includes(`\`${name}\``), entry);
    }
  });

  const log = (...versions: string[]) =>
    ["# Changelog", "## [Unreleased]", ...versions].join("\n\n") + "\n";
  const second = "## [0.2.0] - 2027-01-02\n\n### Fixed\n\n- A fault.";
  const first = "## [0.1.0] - 2026-12-01\n\n### Added\n\n- All.";

  it("is read version by version", () => {
    assertEquals(releasesIn(log(second, first)), [
      { version: "0.2.0", date: "2027-01-02", notes: "### Fixed\n\n- A fault." },
      { version: "0.1.0", date: "2026-12-01", notes: "### Added\n\n- All." },
    ]);
  });

  it("is refused where it is not in its form", () => {
    const refusals: readonly (readonly [string, string])[] = [
      ["# Changelog", "first heading"],
      [log("## [next] - 2027-01-02\n\n- A fault."), "next is no version"],
      [log("## [0.2.0] - soon\n\n- A fault."), "the date soon"],
      [log("## [0.2.0] - 2027-01-02"), "0.2.0 says nothing"],
      [log("## [0.2.0] - 2027-01-02\n\n### Mended\n\n- A fault."), "the section Mended"],
    ];
    for (const [text, words] of refusals) assertThrows(() => releasesIn(text), Error, words);
  });

  it("has the notes of the version that is tagged, and no other is released", () => {
    assertEquals(releaseOf("v0.2.0", "0.2.0", log(second, first)).notes, "### Fixed\n\n- A fault.");
    assertThrows(() => releaseOf("v0.3.0", "0.2.0", log(second)), Error, "the tag is v0.2.0");
    assertThrows(() => releaseOf("v0.2.0", "0.2.0", log(first)), Error, "newest version");
    const undated = log(second.replace("2027-01-02", "unreleased"));
    assertThrows(() => releaseOf("v0.2.0", "0.2.0", undated), Error, "has no date");
  });
});
