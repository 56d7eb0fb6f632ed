import { join } from "node:path";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { Machine } from "../ports/machine.ts";
import type { ReferenceIndex } from "../ports/reference-index.ts";
import { createHideKnownSecrets } from "../std/hide-secrets.ts";
import { listSecrets } from "./list-secrets.ts";

/** The index of the machine's project; what it is made of is loaded, and its file opened, when somebody asks. */
export function openReferences(
  machine: Pick<Machine, "files" | "syntax" | "clock" | "sha256">,
  languages: readonly LanguagePack[],
): ReferenceIndex {
  let opened: Promise<ReferenceIndex> | undefined;
  const open = (): Promise<ReferenceIndex> => {
    opened ??= load(machine, languages);
    return opened;
  };
  return {
    refresh: async (options) => (await open()).refresh(options),
    find: async (query) => (await open()).find(query),
    isAtHand: async () => (await (await open()).isAtHand?.()) ?? true,
    renderStructure: async (path, options) => (await open()).renderStructure(path, options),
    [Symbol.dispose]() {
      void opened?.then((index) => index[Symbol.dispose]());
    },
  };
}

async function load(
  { files: { root }, ...machine }: Pick<Machine, "files" | "syntax" | "clock" | "sha256">,
  languages: readonly LanguagePack[],
): Promise<ReferenceIndex> {
  const [{ createReferenceIndex }, { createProjectFiles }, { createReferenceStore, INDEX_PATH }] =
    await Promise.all([
      import("../repository/create-reference-index.ts"),
      import("../platform/project/project-files.ts"),
      import("../platform/project/reference-store.ts"),
    ]);
  return createReferenceIndex({
    ...machine,
    languages,
    project: createProjectFiles(root),
    store: createReferenceStore(join(root, INDEX_PATH)),
    hideKnown: createHideKnownSecrets(listSecrets(process.env)),
  });
}
