import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Compilation, ConstraintCompiler } from "../../ports/constraint-engine.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createLatelyUsed } from "../../std/lately-used.ts";
import { refuseConstraint } from "../grammar/refuse-constraint.ts";
import { followAnswer } from "./follow-answer.ts";
import { type GoOn, holdAnswer } from "./hold-answer.ts";
import { planLevels } from "./plan-levels.ts";
import { toProviderConstraint } from "./provider-constraint.ts";

/** Reads constraints over single bytes. */
export interface ByteCompiler extends Pick<ConstraintCompiler, "compile"> {
  /** e.g. `llguidance-native 1.9.1` */
  readonly by: string;
}

export interface ResampleToConstraintsOptions {
  readonly goOn: GoOn;
  readonly clock: Clock;
  /** Asked for once, when the first constraint is read. */
  readonly openCompiler: () => Promise<ByteCompiler>;
  /** Times that one answer is asked for again from a wrong place. @default 4 */
  readonly mostResumptions?: number | undefined;
}

type Compiled = Extract<Compilation, { readonly isCompiled: true }>;

/** Constraints of so many specifications are kept ready. */
const MOST_KEPT = 16;

/**
 * `model`, which chooses its tokens itself, held to constraints place by place: its provider is given the schema or the
 * grammar where it takes one; the answer is judged while it comes, stopped at the first place that is proven wrong,
 * and gone on with from there. What is still wrong after that is given as it is, and said so in the `decoding-end`.
 *
 * @throws {Fault} what `model` throws; `toolchain/*` and `sandbox/*` of judges.
 */
export function resampleToConstraints(
  model: LanguageModel,
  { goOn, clock, openCompiler, mostResumptions = 4 }: ResampleToConstraintsOptions,
): LanguageModel {
  const opened = createLatelyUsed<Promise<Compiled | undefined>>(MOST_KEPT);
  let compiler: Promise<ByteCompiler> | undefined;
  const openSyntax = async (set: ConstraintSet): Promise<Compiled | undefined> => {
    if (set.syntax === undefined) return undefined;
    compiler ??= openCompiler();
    const compilation = (await compiler).compile(set.syntax);
    if (!compilation.isCompiled) throw refuseConstraint(set, compilation.refusals);
    return compilation;
  };
  const syntaxOf = (set: ConstraintSet): Promise<Compiled | undefined> => {
    const kept = opened.get(set.id) ?? openSyntax(set);
    opened.set(set.id, kept, 1);
    return kept;
  };

  async function* stream(
    request: ModelRequest,
    call: CallOptions = {},
  ): AsyncGenerator<ModelEvent> {
    const { constraints: set } = call;
    if (set === undefined) {
      yield* model.stream(request, call);
      return;
    }
    call.signal?.throwIfAborted();
    const syntax = await syntaxOf(set);
    const given = toProviderConstraint(set, model.capabilities);
    const isBare = given?.kind === "schema";
    const asked = given?.kind === "schema" ? { ...request, responseSchema: given.schema } : request;
    const grammar = given?.kind === "grammar" ? given.lark : undefined;
    yield* holdAnswer(
      asked,
      { ...call, grammar },
      {
        model,
        goOn,
        clock,
        mostResumptions,
        openFollowed: (measure) =>
          followAnswer({ set, isBare, openSession: syntax?.openSession, measure }),
      },
    );
  }

  return wrapModel(model, stream, {
    async planEnforcement(set) {
      const syntax = await syntaxOf(set);
      const byProvider = toProviderConstraint(set, model.capabilities);
      const by = syntax === undefined ? "" : `, read by ${(await compiler)?.by}`;
      return {
        constraint: set.describes,
        by: `asking again${by}`,
        levels: planLevels(set, { byProvider, mostResumptions }),
      };
    },
  });
}
