import { Fault } from "../../domain/fault.ts";
import { findLanguage } from "../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";

/** Members of a language pack that not every language has. */
type Ability = "selectExamples" | "openTemplates" | "planMigration";

/**
 * The language that is named, or the only one that has `ability`.
 *
 * @throws {Fault} `language/unknown`, `usage/invalid` where the language does not have it, or several do.
 */
export function chooseAbleLanguage<Wanted extends Ability>(
  environment: Pick<CheckEnvironment, "languages">,
  ability: Wanted,
  {
    name,
    what,
    flag = "--language",
  }: { readonly name: string | undefined; readonly what: string; readonly flag?: string },
): LanguagePack & { readonly [Name in Wanted]-?: NonNullable<LanguagePack[Name]> } {
  const able = environment.languages.filter((language) => language[ability] !== undefined);
  const chosen = name === undefined ? able : [findLanguage(environment, name)];
  const [language] = chosen;
  const help = `Languages with ${what}: ${able.map(({ id }) => id).join(", ") || "none"}`;
  if (language === undefined || language[ability] === undefined)
    throw new Fault(
      "usage/invalid",
      `There are no ${what} for ${language?.displayName ?? "any language"}`,
      { help },
    );
  if (chosen.length > 1)
    throw new Fault("usage/invalid", `Cannot tell for which language ${what} are wanted`, {
      help: `Say it with ${flag}. ${help}`,
    });
  return language as never;
}
