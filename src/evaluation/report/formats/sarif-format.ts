import type { SampleResult } from "../../../domain/evaluation.ts";
import { FAULTS } from "../../../domain/fault.ts";
import { jsonList, openJson } from "../../../std/json-list.ts";
import {
  LOOKS_LIKE_SARIF,
  SARIF_HEAD,
  type SarifRule,
  sarifLocation,
  sarifRunHead,
} from "../../../std/sarif-log.ts";
import type { Samples } from "./open-samples.ts";
import type { FormatContext, ResultFormat } from "./result-format.ts";
import { lastRefusals, reasonOf, standingOf } from "./standing.ts";

/** One thing to tell of a sample that did not pass. */
interface Finding {
  readonly rule: string;
  readonly about: string;
  readonly text: string;
  /** Where nothing was decided, a result is open and has no level. */
  readonly isOpen: boolean;
}

/**
 * A SARIF log: what the last attempt of a sample was refused for, the scorer that failed it, or why nothing was decided.
 * Each result stands at its sample's line in the evaluation's own file.
 */
export const sarifFormat: ResultFormat = {
  looks: LOOKS_LIKE_SARIF,
  isOfOneSolver: false,
  async *render(samples, context) {
    const rules = await listRules(samples, context);
    const { version } = context;
    const run = sarifRunHead({ name: "specwright eval", version, rules });
    const index = new Map(rules.map(({ id }, at) => [id, at]));
    const head = `${openJson(SARIF_HEAD)},"runs":[${openJson(run)},"results":[`;
    yield* jsonList(head, results(samples, index, context), () => "]}]}");
  },
};

/** As many as there are kinds of findings, not as there are samples. */
async function listRules({ walk }: Samples, { survey }: FormatContext) {
  const rules = new Map<string, SarifRule>();
  for await (const { result } of walk(survey.samples))
    for (const { rule, about } of findingsOf(result))
      if (!rules.has(rule)) rules.set(rule, { id: rule, shortDescription: { text: about } });
  return [...rules.values()];
}

async function* results(
  { walk, path }: Samples,
  index: ReadonlyMap<string, number>,
  { survey, sha256 }: FormatContext,
) {
  for await (const { result, line } of walk(survey.samples)) {
    const { solver, task, epoch } = result;
    const name = `${solver} ${task} epoch ${epoch + 1}`;
    for (const [at, { rule, text, isOpen }] of findingsOf(result).entries())
      yield {
        ruleId: rule,
        ruleIndex: index.get(rule) ?? -1,
        ...(isOpen ? { kind: "open", level: "none" } : { level: "error" }),
        message: { text: `${name}: ${text}` },
        locations: [sarifLocation({ path, name, region: { startLine: line } })],
        partialFingerprints: { "sampleAndRule/v1": sha256(`${name}\n${rule}\n${at}`) },
      };
  }
}

function findingsOf(result: SampleResult): readonly Finding[] {
  const standing = standingOf(result);
  if (standing === "passed") return [];
  const { fault, scores, status } = result;
  if (fault !== undefined)
    return [
      { rule: fault.code, about: FAULTS[fault.code].summary, text: fault.message, isOpen: true },
    ];
  if (standing === "undecided")
    return [{ rule: status, about: ABOUT[status], text: reasonOf(result), isOpen: true }];
  const refusals = lastRefusals(result).map(({ code, phase, message }) => ({
    rule: code ?? phase,
    about: `The ${phase} check refused an attempt`,
    text: message,
    isOpen: false,
  }));
  const failed = scores.flatMap(({ scorer, value, reason }) =>
    value === "fail" && (status === "accepted" || refusals.length === 0)
      ? [
          {
            rule: scorer,
            about: `The scorer ${scorer} fails a sample`,
            text: reason,
            isOpen: false,
          },
        ]
      : [],
  );
  const found = status === "accepted" ? failed : [...refusals, ...failed];
  if (found.length > 0) return found;
  return [{ rule: status, about: ABOUT[status], text: reasonOf(result), isOpen: false }];
}

const ABOUT = {
  accepted: "A scorer fails what a checker accepted",
  unsolved: "All that was allowed was tried, and nothing was accepted",
  inconclusive: "A checker did not come to an end",
  stopped: "A limit ended the run",
  error: "The world failed",
} as const satisfies Record<SampleResult["status"], string>;
