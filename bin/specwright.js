#!/usr/bin/env node
/** The installed command. Plain JavaScript that runs on Node 18 and later, to say what it needs on an old Node. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "src", "faces", "cli", "main.ts");
const built = join(root, "dist", "faces", "cli", "main.js");

if (existsSync(join(root, "scripts", "launch.mjs")) && existsSync(source)) {
  // A checkout: its sources run directly, and the launcher finds a Node for them.
  const { launch } = await import(pathToFileURL(join(root, "scripts", "launch.mjs")).href);
  await launch(source, process.argv.slice(2));
} else if (Number(process.versions.node.split(".")[0]) < 24) {
  process.stderr.write(
    `Cannot run on Node ${process.versions.node}: specwright needs Node 24 or later\n`,
  );
  process.exit(5);
} else {
  await import(pathToFileURL(built).href);
}
