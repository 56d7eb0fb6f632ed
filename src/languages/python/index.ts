/** Python: judged by the machine's own CPython, which parses; examples and tests run in the sandbox. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { outlinePython } from "../../syntax/python/outline.ts";
import { renderAnswerStart } from "./answer-start.ts";
import { briefing } from "./briefing.ts";

export const python: LanguagePack = {
  id: "python",
  displayName: "Python",
  fileExtensions: [".py"],
  fenceTags: ["python", "py", "python3"],
  profiles: ["standard"],
  probes: {
    accepted: "def double(number: int) -> int:\n    return number * 2\n",
    rejected: "def double(number: int) -> int:\n    return number *\n",
    bypass: 'def double(number: int) -> int:\n    return eval("number * 2")\n',
  },
  briefing,
  renderAnswerStart,
  canRun: (_specification, sandbox) =>
    sandbox?.supports({ path: "python3", args: [], readOnlyPaths: [] }) ?? false,
  grammar: { file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm" },
  lineComment: "#",
  outlineUnits: outlinePython,
  outlineFunctions: async (source, machine) =>
    (await import("./outline/outline-functions.ts")).outlineFunctions(source, machine),
  renderStub: async (specification) =>
    (await import("./stub/render-incomplete.ts")).renderStub(specification),
  renderPartial: async (specification) =>
    (await import("./stub/render-incomplete.ts")).renderPartial(specification),
  openConstraints: async (specification, options) =>
    (await import("./constraints/open-constraints.ts")).openConstraints(specification, options),
  probeToolchain: async (machine) => (await import("./interpreter.ts")).probeToolchain(machine),
  openChecker: async (machine) => (await import("./checker.ts")).openChecker(machine),
};
