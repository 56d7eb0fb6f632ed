/** Python: judged by the machine's own CPython, which parses; examples and tests run in the sandbox. */

import type { LanguagePack } from "../../ports/language-pack.ts";
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
  outlineFunctions: async (source, machine) =>
    (await import("./outline/outline-functions.ts")).outlineFunctions(source, machine),
  probeToolchain: async (machine) => (await import("./interpreter.ts")).probeToolchain(machine),
  openChecker: async (machine) => (await import("./checker.ts")).openChecker(machine),
};
