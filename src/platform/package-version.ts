import { readFile } from "node:fs/promises";

/** Version of this package, from its package.json: two folders up, from `src` and from `dist` alike. */
export async function readPackageVersion(): Promise<string> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
