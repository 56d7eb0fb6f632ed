/** Paths as POSIX has them: texts only, no file is touched. */

import { posix } from "node:path";
import { textOf } from "../operations/operands.ts";
import type { LibraryBodies } from "./library-function.ts";

export const PATH_FUNCTIONS: LibraryBodies = {
  "path.join": (base, segment) => posix.join(textOf(base), textOf(segment)),
  "path.extname": (path) => posix.extname(textOf(path)),
  "path.basename": (path) => posix.basename(textOf(path)),
  "path.dirname": (path) => posix.dirname(textOf(path)),
  "path.is_absolute": (path) => posix.isAbsolute(textOf(path)),
};
