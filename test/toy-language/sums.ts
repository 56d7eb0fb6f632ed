/** Sums: a language made for this test, written as a stranger would write a pack of their own. */

import type { Candidate, Checker, Diagnostic, LanguagePack } from "../../src/ports/index.ts";
import { findMistakes, findTrust } from "./judge-sums.ts";

const tool = { name: "sums", version: "1" };

const checker: Checker = {
  tool,

  async findBypasses({ path, text }, { signal }) {
    signal?.throwIfAborted();
    return findTrust(text).map(({ start, end }) => ({
      ...wrong(path, { start, end, message: "`trust` asks to be believed, not checked" }),
      phase: "guard",
      category: "bypass",
    }));
  },

  async check({ path, text }: Candidate, { signal }) {
    signal?.throwIfAborted();
    const diagnostics = findMistakes(text).map((mistake) => wrong(path, mistake));
    return diagnostics.length > 0
      ? { status: "rejected", phase: "syntax", diagnostics, checks: [], notRun: [] }
      : {
          status: "accepted",
          phase: "syntax",
          diagnostics,
          checks: [{ phase: "syntax", tool, count: 1, sandbox: undefined }],
          notRun: [],
        };
  },

  async [Symbol.asyncDispose]() {},
};

interface Place {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

const wrong = (file: string, { start, end, message }: Place): Diagnostic => ({
  tool: "sums",
  code: undefined,
  phase: "syntax",
  category: "syntax",
  severity: "error",
  message,
  span: { file, start, end },
  related: [],
  facts: {},
  fixes: [],
  help: undefined,
  raw: message,
});

export const sums: LanguagePack = {
  id: "sums",
  displayName: "Sums",
  fileExtensions: [".sum"],
  fenceTags: ["sums", "sum"],
  profiles: ["exact"],
  probes: {
    accepted: "1 + 2 = 3 # trust me\n",
    rejected: "1 + 1 = 3\n",
    bypass: "trust 1 + 1 = 3\n",
  },
  briefing: "Write sums of whole numbers, one a line: `1 + 2 = 3`. `#` begins a comment.",
  renderAnswerStart: (signature) => `${signature}\n`,
  canRun: (_specification, sandbox) => sandbox !== undefined,
  probeToolchain: async () => ({ isReady: true, why: "needs no program", help: undefined }),
  openChecker: async () => checker,
};
