import type { Behaviour } from "../../domain/behaviour.ts";
import type { CheckPhase } from "../../domain/check-phase.ts";
import type { Requirement } from "../../domain/finding.ts";
import { describeExample, type Specification } from "../../domain/specification.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

/** A requirement, and who can decide it. */
export interface AskedRequirement extends Requirement {
  /** The part of the check that decides it; `undefined` where no checker can. */
  readonly phase:
    | Extract<CheckPhase, "type" | "signature" | "proof" | "example" | "test">
    | undefined;
  /** Asks for this and nothing else that is run; `undefined` where nothing is run for it. */
  readonly alone: Specification | undefined;
  /** Whether a model may be asked: never about what it must not see. */
  readonly isForModel: boolean;
}

type Unnumbered = Omit<AskedRequirement, "id">;

/** Everything a specification asks for, one by one; the language's own judgement last. */
export function listRequirements(
  specification: Specification,
  languageName: string,
): readonly AskedRequirement[] {
  const { signature, examples, testFiles } = specification;
  const bare = withoutRuns(specification);
  const all: readonly Unnumbered[] = [
    ...listWishes(specification),
    ...examples.map((example) => ({
      kind: "example" as const,
      text: describeExample(example),
      phase: "example" as const,
      alone: { ...bare, examples: [example] },
      isForModel: true,
    })),
    ...listBehaviours(specification),
    ...(signature === undefined
      ? []
      : [
          {
            kind: "signature" as const,
            text: `It declares exactly: ${signature}`,
            phase: "signature" as const,
            alone: undefined,
            isForModel: true,
          },
        ]),
    ...testFiles.map((file) => ({
      kind: "tests" as const,
      text: `The tests in ${file.path} pass`,
      phase: "test" as const,
      alone: { ...bare, testFiles: [file] },
      isForModel: true,
    })),
    {
      kind: "checker",
      text:
        specification.kind === "formal"
          ? `The verifier of ${languageName} proves every promise of ${specification.path}, whose frozen text is unchanged`
          : `The checker of ${languageName} accepts it`,
      phase: specification.kind === "formal" ? "proof" : "type",
      alone: undefined,
      isForModel: false,
    },
  ];
  return all.map((one, at) => ({ id: `R${at + 1}`, ...one }));
}

/** The specification with nothing in it that would have to be run. */
export const withoutRuns = (specification: Specification): Specification =>
  specification.kind === "covenant-task"
    ? {
        ...specification,
        examples: [],
        testFiles: [],
        task: { ...specification.task, behaviours: [] },
      }
    : { ...specification, examples: [], testFiles: [] };

/** The listed requirements; the text itself where there are none, unless it is all for the verifier. */
function listWishes(specification: Specification): readonly Unnumbered[] {
  if (specification.kind === "formal" && specification.text === specification.source) return [];
  const listed =
    specification.kind === "covenant-task"
      ? specification.task.requirements.map(({ text }) => text)
      : specification.requirements;
  const [kind, texts] =
    listed.length > 0
      ? (["requirement", listed] as const)
      : (["wish", [specification.text.trim()]] as const);
  return texts.map((text) => ({
    kind,
    text,
    phase: undefined,
    alone: undefined,
    isForModel: true,
  }));
}

function listBehaviours(specification: Specification): readonly Unnumbered[] {
  if (specification.kind !== "covenant-task") return [];
  const { task } = specification;
  return task.behaviours.map((behaviour) => ({
    kind: "behaviour",
    text: describeBehaviour(behaviour),
    phase: "example",
    alone: {
      ...specification,
      examples: [],
      testFiles: [],
      task: { ...task, behaviours: [behaviour] },
    },
    isForModel: !behaviour.isHidden,
  }));
}

/** Of a hidden behaviour only the name is told. */
function describeBehaviour({ name, isHidden, args, expected }: Behaviour): string {
  if (isHidden) return `${name} (hidden)`;
  const { outcome } = expected;
  const result = outcome === undefined ? "" : ` ${outcome.kind} ${canonicalJson(outcome.value)}`;
  return `${name}: with ${canonicalJson(args)}${result}`;
}
