import type { Specification } from "../../../domain/specification.ts";
import type { PrefixJudge } from "../../../ports/prefix-judge.ts";
import type { Profile } from "../profiles.ts";
import { createJudge } from "./prefix/judge.ts";
import { createSetting } from "./prefix/setting.ts";
import type { ReadShape } from "./read-shape.ts";
import { programRules } from "./rules/program-rules.ts";

export interface OpenJudgeOptions {
  readonly profile: Profile;
  readonly path: string;
}

/** Holds text after the given declarations to names, types, effects and the asked signature. */
export function openTypeJudge(
  specification: Specification,
  { shape, prefix }: ReadShape,
  { profile, path }: OpenJudgeOptions,
): PrefixJudge {
  const definitions = specification.kind === "covenant-task" ? specification.task.definitions : [];
  return createJudge(
    createSetting({
      rules: programRules(shape),
      shape,
      specification,
      definitions,
      profile,
      path,
      prefix,
    }),
  );
}
