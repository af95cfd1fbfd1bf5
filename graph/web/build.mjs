// Bundles src/*.js into dist/, with the licence of everything that is in it. Usage: node build.mjs [fingerprint]
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
process.chdir(here);
const entries = ["network", "query"];
const out = `dist.part.${process.pid}`;       // two builds at once do not meet
await rm(out, { recursive: true, force: true });
await mkdir(out);

await esbuild.build({
  entryPoints: entries.map((name) => `src/${name}.js`),
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",               // a classic script also runs from a file; type=module does not
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",        // NOTICES.txt below is complete, comments in minified files are not
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  logLevel: "warning",
});

// Outlines of land (Natural Earth, public domain) for the maps that Python draws.
await copyFile("node_modules/world-atlas/land-110m.json", `${out}/land-110m.json`);

// NOTICES.txt: every package of the lock file that is not only for development.
const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
const notices = [];
for (const [where, entry] of Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))) {
  if (!where || entry.dev || entry.devOptional || entry.optional) continue;
  const about = JSON.parse(await readFile(`${where}/package.json`, "utf8"));
  const files = (await readdir(where)).filter((f) => /^(licen[cs]e|copying|notice)/i.test(f)).sort();
  const texts = await Promise.all(files.map((f) => readFile(path.join(where, f), "utf8")));
  const licence = about.license ?? about.licenses?.map((l) => l.type).join(" OR ") ?? "see text";
  const author = typeof about.author === "string" ? about.author : about.author?.name;
  notices.push(
    [`${about.name} ${about.version}`, `Licence: ${licence}`, author && `Author: ${author}`, "",
     texts.join("\n").trim() || "(the package carries no licence file)"].filter((l) => l !== undefined).join("\n"),
  );
}
await writeFile(`${out}/NOTICES.txt`, notices.join(`\n\n${"-".repeat(80)}\n\n`) + "\n");

const files = {};
for (const name of (await readdir(out)).sort()) {
  files[name] = createHash("sha384").update(await readFile(`${out}/${name}`)).digest("base64");
}
const inputs = process.argv[2] ?? (await fingerprint());
await writeFile(`${out}/manifest.json`, JSON.stringify({ inputs, files }, null, 1) + "\n");
await rm("dist", { recursive: true, force: true });
await rename(out, "dist");

/** The same digest as fingerprint() in hatch_build.py: names and bytes, never times. */
async function fingerprint() {
  const src = (await readdir("src", { recursive: true, withFileTypes: true }))
    .filter((e) => e.isFile())
    .map((e) => path.join(e.parentPath ?? e.path, e.name).split(path.sep).join("/"));
  const digest = createHash("sha256");
  for (const name of ["package.json", "package-lock.json", "build.mjs", ...src].sort()) {
    digest.update(`${name}\0`).update(await readFile(name)).update("\0");
  }
  return digest.digest("hex");
}
