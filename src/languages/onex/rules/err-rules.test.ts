import { describe, expect, test } from "vitest";
import { codesOfFamily, type JudgeOptions, judgeNode } from "../../../testing/onex-node.ts";

const HEAD = `from omnibase_core.errors import EnumCoreErrorCode, ModelOnexError
`;
const RAISE = `raise ModelOnexError(message="no", error_code=EnumCoreErrorCode.INVALID_INPUT)`;
const PORT = `from typing import Protocol
class ProtocolStore(Protocol):
    async def read(self, key: str) -> str: ...
class HandlerX:
    def __init__(self, store: ProtocolStore) -> None:
        self._store = store
`;

interface Case {
  readonly rule: string;
  readonly breaks: string;
  readonly options?: JudgeOptions;
  /** Code that looks like it, and is well. */
  readonly clean: readonly string[];
}

const CASES: readonly Case[] = [
  {
    rule: "ERR001",
    breaks: `# ModelOnexError is what should be raised\ndef f(x: int) -> int:\n    raise ValueError("no")`,
    clean: [
      `${HEAD}def f():\n    ${RAISE}  # not ValueError`,
      `from pydantic import field_validator\nclass ModelA:\n    @field_validator("x")\n    @classmethod\n    def check(cls, v):\n        raise ValueError("no")`,
      `from shop.errors import ValueError\ndef f():\n    raise ValueError("own")`,
      `TEXT = "raise ValueError()"`,
      `class A:\n    def __getattr__(self, name):\n        raise AttributeError(name)`,
      `def f():\n    raise ValueError("no")  # error-ok: the caller is a library`,
    ],
  },
  {
    rule: "ERR002",
    breaks: `def f():\n    try:\n        g()\n    except:\n        raise`,
    clean: [`def f():\n    try:\n        g()\n    except OSError:\n        raise  # except:`],
  },
  {
    rule: "ERR003",
    breaks: `def f():\n    try:\n        g()\n    except Exception as error:\n        logger.warning("x")\n        return None`,
    clean: [
      `def f():\n    try:\n        g()\n    except Exception as error:\n        return failed(error)`,
      `def f():\n    try:\n        g()\n    except KeyError:\n        pass`,
      `def f(errors):\n    try:\n        g()\n    except Exception as error:\n        errors.append(error)`,
    ],
  },
  {
    rule: "ERR003",
    breaks: `import contextlib\ndef f():\n    with contextlib.suppress(Exception):\n        g()`,
    clean: [`import contextlib\ndef f():\n    with contextlib.suppress(KeyError):\n        g()`],
  },
  {
    rule: "ERR004",
    breaks: `${HEAD}def f():\n    try:\n        g()\n    except OSError as error:\n        ${RAISE}`,
    clean: [
      `${HEAD}def f():\n    try:\n        g()\n    except OSError as error:\n        ${RAISE} from error`,
      `${HEAD}def f():\n    try:\n        g()\n    except OSError:\n        ${RAISE} from None`,
      `def f():\n    try:\n        g()\n    except OSError as error:\n        raise error.with_traceback(None)`,
      `${HEAD}def f():\n    try:\n        g()\n    except OSError:\n        def later():\n            ${RAISE}\n        h(later)`,
    ],
  },
  {
    rule: "ERR005",
    breaks: `${HEAD}def f():\n    try:\n        ${RAISE}\n    except Exception as error:\n        ${RAISE} from error`,
    clean: [
      `${HEAD}def f():\n    try:\n        ${RAISE}\n    except ModelOnexError:\n        raise\n    except Exception as error:\n        ${RAISE} from error`,
      `${HEAD}def f(x):\n    try:\n        return int(x)\n    except Exception as error:\n        ${RAISE} from error`,
    ],
  },
  {
    rule: "ERR006",
    breaks: `${HEAD}def f():\n    raise ModelOnexError(message="no")`,
    clean: [
      `${HEAD}def f():\n    raise ModelOnexError("no", EnumCoreErrorCode.TIMEOUT_ERROR)`,
      `${HEAD}def f(kw):\n    raise ModelOnexError(**kw)`,
      `class ModelOnexError(Exception): pass\ndef f():\n    raise ModelOnexError("own")`,
    ],
  },
  {
    rule: "ERR007",
    breaks: `${HEAD}CODE = EnumCoreErrorCode.EXECUTION_ERROR`,
    clean: [
      `${HEAD}CODE = EnumCoreErrorCode.OPERATION_FAILED  # EnumCoreErrorCode.EXECUTION_ERROR`,
      `class EnumCoreErrorCode:\n    EXECUTION_ERROR = 1\nCODE = EnumCoreErrorCode.EXECUTION_ERROR`,
    ],
  },
  {
    rule: "ERR008",
    breaks: `${HEAD}def f():\n    raise ModelOnexError(EnumCoreErrorCode.TIMEOUT_ERROR, "x")`,
    clean: [`${HEAD}def f():\n    raise ModelOnexError("x", EnumCoreErrorCode.TIMEOUT_ERROR)`],
  },
  {
    rule: "ERR009",
    breaks: `${HEAD}def f(request):\n    log(request.correlation_id)\n    ${RAISE}`,
    clean: [
      `${HEAD}def f(request):\n    # request.correlation_id\n    ${RAISE}`,
      `${HEAD}def f(correlation_id):\n    raise ModelOnexError("x", EnumCoreErrorCode.TIMEOUT_ERROR, correlation_id=correlation_id)`,
    ],
  },
  {
    rule: "ERR009",
    breaks: `${HEAD}class ModelIn:\n    correlation_id: UUID\ndef f(request: ModelIn):\n    ${RAISE}`,
    clean: [`${HEAD}class ModelIn:\n    order_id: UUID\ndef f(request: ModelIn):\n    ${RAISE}`],
  },
  {
    rule: "ERR009",
    breaks: `${HEAD}def f(raw):\n    request = load(raw)\n    if raw is None:\n        ${RAISE}\n    log(request.correlation_id)`,
    clean: [
      `${HEAD}def f(raw):\n    if raw is None:\n        ${RAISE}\n    request = load(raw)\n    log(request.correlation_id)`,
    ],
  },
  {
    rule: "ERR010",
    breaks: `${HEAD}def f(c):\n    raise ModelOnexError("x", EnumCoreErrorCode.TIMEOUT_ERROR, correlation_id=str(c))`,
    clean: [
      `def f(c):\n    send(correlation_id=str(c))`,
      `${HEAD}def f(c):\n    raise ModelOnexError("x", EnumCoreErrorCode.TIMEOUT_ERROR, correlation_id=c)`,
    ],
  },
  {
    rule: "ERR011",
    options: { kind: "effect" },
    breaks: `${PORT}    async def handle(self, key: str) -> str:\n        return await self._store.read(key)`,
    clean: [
      `${PORT}    async def handle(self, key: str) -> str:\n        try:\n            return await self._store.read(key)\n        except OSError:\n            raise`,
      `${PORT}    async def handle(self, key: str) -> str:\n        try:\n            return await self._read(key)\n        except OSError:\n            raise\n    async def _read(self, key: str) -> str:\n        return await self._store.read(key)`,
      `class NodeX:\n    def bind(self, handler: "HandlerX") -> None:\n        self._handler = handler\n    async def process(self, x: int) -> int:\n        return await self._handler.handle(x)`,
    ],
  },
  {
    rule: "ERR012",
    options: { kind: "effect" },
    breaks: `import asyncio\nasync def f():\n    try:\n        await g()\n    except asyncio.CancelledError:\n        return 1`,
    clean: [
      `import asyncio\nasync def f():\n    try:\n        await g()\n    except asyncio.CancelledError:\n        clean()\n        raise`,
      `import asyncio\nasync def f(task):\n    task.cancel()\n    try:\n        await task\n    except asyncio.CancelledError:\n        pass`,
    ],
  },
  {
    rule: "ERR013",
    options: { kind: "compute" },
    breaks: `def f(a: int, b: int) -> int:\n    try:\n        c = a + b\n    except TypeError:\n        print("no")\n        raise`,
    clean: [
      `${HEAD}def f(a: int, b: int) -> int:\n    try:\n        c = a / b\n    except ZeroDivisionError as error:\n        ${RAISE} from error`,
    ],
  },
];

describe("the rules about errors", () => {
  test.each(CASES)("$rule is broken by `$breaks`", async ({ rule, breaks, options }) => {
    expect(await codesOfFamily("ERR", breaks, options)).toEqual([rule]);
  });

  test.each(
    CASES.flatMap(({ rule, clean, options }) => clean.map((code) => ({ rule, code, options }))),
  )("$rule lets `$code` pass", async ({ code, options }) => {
    expect(await codesOfFamily("ERR", code, options)).toEqual([]);
  });

  test("ERR001 names the code that says the same", async () => {
    const found = await judgeNode(`def f():\n    raise NotImplementedError`);

    expect(found.find(({ code }) => code === "ERR001")?.facts).toMatchObject({
      code: "METHOD_NOT_IMPLEMENTED",
    });
  });

  test.each([
    ["EXECUTION_ERROR", "OPERATION_FAILED"],
    ["NOT_IMPLEMENTED", "METHOD_NOT_IMPLEMENTED"],
    ["TIMEOUT_EROR", "TIMEOUT_ERROR"],
  ])("ERR007 suggests for %s: %s", async (code, nearest) => {
    const text = `${HEAD}CODE = EnumCoreErrorCode.${code}\n`;
    const found = (await judgeNode(text)).find((diagnostic) => diagnostic.code === "ERR007");
    const [edit] = found?.fixes[0]?.edits ?? [];

    expect(found?.facts).toEqual({ code, nearest });
    expect(text.slice(edit?.span.start, edit?.span.end)).toBe(code);
  });

  test("ERR008 brings a certain fix, after which nothing is found", async () => {
    const text = `${HEAD}def f() -> None:\n    """Fail in a way that is known."""\n    raise ModelOnexError(EnumCoreErrorCode.TIMEOUT_ERROR, "x")\n`;
    const [found] = await judgeNode(text);
    const [edit] = found?.fixes[0]?.edits ?? [];
    const fixed = text.slice(0, edit?.span.start) + edit?.text + text.slice(edit?.span.end);

    expect(found?.fixes[0]?.confidence).toBe(1);
    expect(await codesOfFamily("ERR", fixed)).toEqual([]);
  });
});
