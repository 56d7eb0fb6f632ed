import { describe, expect, test } from "vitest";
import { codesOfFamily, type JudgeOptions } from "../../../testing/onex-node.ts";

const HEAD = `from omnibase_core.enums import EnumLogLevel
from omnibase_core.logging import emit_log_event
`;
const LOG = `emit_log_event(EnumLogLevel.INFO, "done", "Done", request.correlation_id, data={"latency_ms": 1})`;
const effect = (body: string): string =>
  `${HEAD}class HandlerX:\n    async def handle(self, request: object) -> int:\n        ${body}\n`;

interface Case {
  readonly rule: string;
  readonly breaks: string;
  readonly options?: JudgeOptions;
  readonly clean: readonly string[];
}

const CASES: readonly Case[] = [
  {
    rule: "LOG001",
    breaks: `def f():\n    print("x")`,
    clean: [
      `# print("x")\nTEXT = "print(1)"`,
      `def print(x): return x\ndef f():\n    print("x")`,
      `def f(printer):\n    printer.print("x")`,
    ],
  },
  {
    rule: "LOG002",
    breaks: `import logging\nLOGGER = logging.getLogger(__name__)`,
    clean: [
      `from omnibase_core import logging`,
      `from .logging import tell`,
      `from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import logging`,
      `TEXT = "import logging"`,
    ],
  },
  {
    rule: "LOG002",
    breaks: `        logging.getLogger("x").info("y")`,
    clean: [`        self.logging.getLogger("x")`],
  },
  {
    rule: "LOG003",
    options: { kind: "effect" },
    breaks: effect("latency_ms = 1  # emit_log_event"),
    clean: [
      effect(LOG),
      `class NodeXEffect:\n    async def execute_effect(self, data):\n        return await self._handler.handle(data)`,
    ],
  },
  {
    rule: "LOG004",
    breaks: `${HEAD}def f(request):\n    emit_log_event(EnumLogLevel.INFO, "e", "m", request.correlation_id, details={})`,
    clean: [
      `${HEAD}def f(request):\n    ${LOG}`,
      `def emit_log_event(**kw): return kw\ndef f():\n    emit_log_event(details={})`,
      `from omnibase_core.logging import emit_log_event_sync as emit_log_event\ndef f(level):\n    emit_log_event(level, "m", {"correlation_id": 1})`,
    ],
  },
  {
    rule: "LOG004",
    breaks: `${HEAD}def f():\n    emit_log_event(EnumLogLevel.INFO, "event", "message")`,
    clean: [`${HEAD}def f(given):\n    emit_log_event(*given)`],
  },
  {
    rule: "LOG005",
    options: { kind: "effect" },
    breaks: effect(LOG.replace("request.correlation_id", "None")),
    clean: [effect(LOG)],
  },
  {
    rule: "LOG005",
    options: { kind: "effect" },
    breaks: effect(LOG.replace("request.correlation_id", '"request"')),
    clean: [effect(LOG.replace("request.correlation_id", "self._ids[0]"))],
  },
  {
    rule: "LOG006",
    options: { kind: "compute" },
    breaks: effect(LOG).replace("async ", ""),
    clean: [
      `class HandlerX:\n    def handle(self, request: object) -> str:\n        return "emit_log_event"`,
      effect(`${LOG}  # node-purity-ok: told once at start`),
    ],
  },
  {
    rule: "LOG007",
    breaks: `import time\ndef f():\n    start = time.time()\n    g()\n    return time.time() - start`,
    clean: [
      `import time\ndef f():\n    start = time.perf_counter()\n    g()\n    return time.perf_counter() - start`,
      `import time\ndef f():\n    return time.time() - 3600`,
      `def f(time, start):\n    return time.time() - start`,
    ],
  },
  {
    rule: "LOG008",
    options: { kind: "effect" },
    breaks: effect(LOG.replace("latency_ms", "rows")),
    clean: [effect(LOG)],
  },
  {
    rule: "LOG009",
    breaks: `${HEAD}def f(request):\n    emit_log_event(EnumLogLevel.INFO, "e", f"as {request.password}", request.correlation_id)`,
    clean: [
      `${HEAD}def f(request):\n    emit_log_event(EnumLogLevel.INFO, "e", "the password", request.correlation_id, data={"password": "***", "n": len(request.password)})`,
      `${HEAD}def f(request, max_tokens, token_count):\n    emit_log_event(EnumLogLevel.INFO, "e", f"{max_tokens} {token_count}", request.correlation_id)`,
      `def f(password):\n    connect(password=password)`,
    ],
  },
  {
    rule: "LOG009",
    breaks: `${HEAD}def f(request):\n    emit_log_event(EnumLogLevel.INFO, "e", "m", request.correlation_id, data={"api_key": request.key})`,
    clean: [
      `${HEAD}def f(request):\n    emit_log_event(EnumLogLevel.INFO, "e", "m", request.correlation_id, data={"api_key": redact(request.key)})`,
    ],
  },
  {
    rule: "LOG009",
    breaks: `from omnibase_core.errors import ModelOnexError\ndef f(token):\n    raise ModelOnexError(message=f"bad {token}", error_code=1)`,
    clean: [
      `from omnibase_core.errors import ModelOnexError\ndef f(token):\n    raise ModelOnexError(message="bad token", error_code=1)`,
    ],
  },
];

describe("the rules about logs and time", () => {
  test.each(CASES)("$rule is broken by `$breaks`", async ({ rule, breaks, options }) => {
    expect(await codesOfFamily("LOG", breaks, options)).toEqual([rule]);
  });

  test.each([
    ["LOG001", "def f():\n    print(1)"],
    ["LOG002", "import logging as log\ndef f():\n    log.info(1)"],
  ])("%s is a side effect in a pure node besides", async (rule, code) => {
    expect(await codesOfFamily("LOG", code, { kind: "reducer" })).toEqual([rule, "LOG006"]);
  });

  test.each(
    CASES.flatMap(({ rule, clean, options }) => clean.map((code) => ({ rule, code, options }))),
  )("$rule lets `$code` pass", async ({ code, options }) => {
    expect(await codesOfFamily("LOG", code, options)).toEqual([]);
  });
});
