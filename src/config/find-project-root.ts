import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT_FILE } from "./load-config.ts";

const MARKERS = [PROJECT_FILE, ".specwright", ".git", "package.json", "pyproject.toml"] as const;

/** The nearest folder at or above `directory` that looks like a project's root, else `directory` itself. */
export function findProjectRoot(directory: string): string {
  for (let at = directory; ; at = dirname(at)) {
    if (MARKERS.some((marker) => existsSync(join(at, marker)))) return at;
    if (dirname(at) === at) return directory;
  }
}
