// Removes empty files from a folder: a worker that is ended while it writes what it has covered leaves one, and it cannot be
// read.

if (import.meta.main) {
  const [folder] = Deno.args;
  for (const { name } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    if (Deno.statSync(path).size === 0) Deno.removeSync(path);
  }
}
