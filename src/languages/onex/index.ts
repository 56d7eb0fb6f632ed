/** ONEX nodes: Python files of one folder with their contract, judged by house rules, types and a real run. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { briefing } from "./briefing.ts";
import { STANDARD, STRICT } from "./profiles.ts";

/** The pack; `python` parses and guards the files, and knows how they are outlined. */
export const createOnex = (python: LanguagePack): LanguagePack => ({
  id: "onex",
  displayName: "ONEX nodes (Python)",
  fileExtensions: [".py"],
  fenceTags: python.fenceTags,
  profiles: [STANDARD, STRICT],
  takes: ["node-contract"],
  probes: {
    accepted: PROBE,
    rejected: `${PROBE}        return (\n`,
    bypass: PROBE.replace("request.count * 2", 'eval("request.count * 2")'),
  },
  briefing,
  renderAnswerStart: python.renderAnswerStart,
  canRun: (_specification, sandbox) => sandbox?.start !== undefined,
  ...(python.grammar === undefined ? {} : { grammar: python.grammar }),
  ...(python.lineComment === undefined ? {} : { lineComment: python.lineComment }),
  ...(python.outlineUnits === undefined ? {} : { outlineUnits: python.outlineUnits }),
  guide: async (specification) => (await import("./guidance/guide.ts")).guide(specification),
  renderStub: async (specification) =>
    (await import("./fallback/render-fallback.ts")).renderFallback(specification, "stub"),
  renderPartial: async (specification) =>
    (await import("./fallback/render-fallback.ts")).renderFallback(specification, "partial"),
  score: async (verdict) => (await import("./score.ts")).scoreNode(verdict),
  probeToolchain: async (machine) =>
    (await import("./toolchain.ts")).probeToolchain(python, machine),
  installTools: async (machine, options) =>
    (await import("./core/install-core.ts")).installCore(machine, options),
  openChecker: async (machine) => (await import("./checker.ts")).openChecker(python, machine),
});

const PROBE = `"""Doubling, as a handler of a compute node."""

from pydantic import BaseModel, ConfigDict


class ModelDoubleInput(BaseModel):
    """What is to be doubled."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    count: int


class HandlerDouble:
    """Doubles a count without side effects."""

    def handle(self, request: ModelDoubleInput) -> int:
        """Return twice the count of the request."""
        return request.count * 2
`;
