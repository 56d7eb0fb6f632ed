import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Variables } from "./variables.ts";

/** Absolute path of the folder of models, engines, installed packages and kept answers: the setting's, or the user's. */
export const cacheFolder = (setting: string | undefined, variables: Variables): string =>
  resolve(setting ?? join(variables["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "specwright"));
