/** What was learned of the machine's project: loaded, and its file opened, when somebody asks. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../domain/fault.ts";
import type { Learner, OtherProject } from "../learning/create-learner.ts";
import type { LearnOptions } from "../learning/learn-project.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { Machine } from "../ports/machine.ts";
import type { ProjectHabits } from "../ports/project-habits.ts";
import { createHideSecrets } from "../std/hide-secrets.ts";
import { listSecrets } from "./list-secrets.ts";

type Needs = Pick<Machine, "files" | "syntax" | "clock" | "sha256">;

/** Where it is, relative to the project's root. */
const LEARNED_PATH = ".specwright/learned.sqlite";

/** Empty, with nothing read, where learning is off or nobody ever ran `learn`. */
export function openHabits(
  { files: { root }, sha256 }: Pick<Machine, "files" | "sha256">,
  languages: readonly LanguagePack[],
  { isOn }: { readonly isOn: boolean },
): ProjectHabits {
  const path = join(root, LEARNED_PATH);
  let opened: Promise<ProjectHabits> | undefined;
  const open = async (): Promise<ProjectHabits | undefined> => {
    if (!isOn || (opened === undefined && !existsSync(path))) return undefined;
    opened ??= import("../learning/create-project-habits.ts").then(({ createProjectHabits }) =>
      createProjectHabits({ openStore: () => openStore(path), languages, sha256 }),
    );
    return opened;
  };
  return {
    describeRules: async (language) => (await (await open())?.describeRules(language)) ?? [],
    bias: async (language) => (await open())?.bias(language),
    usage: async (language) => (await open())?.usage(language),
  };
}

const openStore = async (path: string) => {
  const { createLearnedStore } = await import("../platform/learned-store.ts");
  return createLearnedStore(path);
};

/**
 * The learner of the machine's project, for the command. Close it with `using`.
 *
 * @throws {Fault} `config/invalid` where learning is off; `usage/invalid` where nothing was learned and `mustExist`
 */
export async function openLearner(
  { files: { root }, ...machine }: Needs,
  { isOn, mustExist }: { readonly isOn: boolean; readonly mustExist: boolean },
): Promise<Learner> {
  if (!isOn)
    throw new Fault("config/invalid", "Cannot learn: the setting `learning` is false", {
      help: "Set learning = true, in specwright.toml or as SPECWRIGHT_LEARNING=true",
    });
  const path = join(root, LEARNED_PATH);
  if (mustExist && !existsSync(path))
    throw new Fault("usage/invalid", "Cannot tell what was learned: nothing was, so far", {
      help: "Run specwright learn first",
    });
  const [{ createLearner }, { createProjectFiles }, store, safeName] = await Promise.all([
    import("../learning/create-learner.ts"),
    import("../platform/project/project-files.ts"),
    openStore(path),
    createNames(),
  ]);
  return createLearner({ ...machine, project: createProjectFiles(root), store, safeName });
}

/**
 * What the files of another folder, at an absolute path, teach; nothing of it is kept.
 *
 * @throws {Fault} `source/missing`
 */
export async function learnOther(
  folder: string,
  { syntax }: Pick<Machine, "syntax">,
  options: LearnOptions & { readonly name: string },
): Promise<OtherProject> {
  if (!existsSync(folder))
    throw new Fault(
      "source/missing",
      `Cannot compare with ${options.name}: there is no such folder`,
    );
  const [{ learnElsewhere }, { createProjectFiles }, safeName] = await Promise.all([
    import("../learning/learn-project.ts"),
    import("../platform/project/project-files.ts"),
    createNames(),
  ]);
  const lessons = await learnElsewhere(createProjectFiles(folder), { syntax, safeName }, options);
  return { name: options.name, lessons };
}

/** Names, those that look like secrets or are secrets of this machine hidden. */
const createNames = async (): Promise<(name: string) => string> => {
  const { createSafeNames } = await import("../learning/safe-name.ts");
  return createSafeNames(createHideSecrets(listSecrets(process.env)));
};
