/** What a report is made with besides its numbers. */

import type { SourceText } from "../domain/source-text.ts";
import { readPackageFiles } from "../platform/package-files.ts";
import type { HideSecrets } from "../std/hide-secrets.ts";
import { openHideSecrets } from "./open-hide-secrets.ts";

/** The page's own style and script, and what must not be in a file that is passed on. */
export async function openReport(): Promise<{
  readonly sources: readonly SourceText[];
  readonly hideSecrets: HideSecrets;
}> {
  const [styles, scripts] = await Promise.all(
    [".css", ".js"].map((ending) => readPackageFiles("pages/report", ending)),
  );
  return {
    sources: [...(styles ?? []), ...(scripts ?? [])],
    hideSecrets: openHideSecrets().hideSecrets,
  };
}
