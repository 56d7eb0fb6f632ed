import { describe, expect, test } from "vitest";
import { codesOfFamily, type JudgeOptions } from "../../../testing/onex-node.ts";

const node = (base: string, body: string, name = "NodeX"): string =>
  `from omnibase_core.nodes import ${base.split("[")[0]}\nclass ${name}${base.replace("Node", "").split("[")[0]}(${base}):\n${body
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n")}\n`;
const PROCESS = "async def process(self, input_data):\n    return await self.run(input_data)";
const INIT = "def __init__(self, container):\n    super().__init__(container)";
const MANY = Array.from({ length: 21 }, (_, at) => `    x${at} = ${at}`).join("\n");

interface Case {
  readonly rule: string;
  readonly breaks: string;
  readonly options?: JudgeOptions;
  readonly clean: readonly string[];
}

const CASES: readonly Case[] = [
  {
    rule: "NOD001",
    breaks: `class NodeXEffect:\n    ${PROCESS.replaceAll("\n", "\n    ")}`,
    clean: [
      node("NodeEffect", PROCESS),
      `class NodeXCompute:\n    def handle(self, request): return request`,
      `class NodeEffectSettings:\n    pass`,
      `from omnibase_core.nodes import NodeCompute as Base\nclass NodeXCompute(Base[A, B]):\n    ${PROCESS.replaceAll("\n", "\n    ")}`,
      `class NodeXEffect(NodeShopBase):\n    ${PROCESS.replaceAll("\n", "\n    ")}`,
    ],
  },
  {
    rule: "NOD002",
    breaks: node("NodeEffect", `${INIT.replace("container)", "container, store)")}\n${PROCESS}`),
    clean: [
      node("NodeEffect", `${INIT}\n${PROCESS}`),
      `class HandlerX:\n    def __init__(self, store) -> None:\n        self._store = store`,
      node(
        "NodeEffect",
        `def __init__(self, container, store):  # handler-di-ok: made by the host\n    super().__init__(container)\n${PROCESS}`,
      ),
    ],
  },
  {
    rule: "NOD003",
    breaks: node(
      "NodeEffect",
      `def __init__(self, container):\n    self.x = 1  # super().__init__(container)\n    super().__init__(container)\n${PROCESS}`,
    ),
    clean: [
      node(
        "NodeEffect",
        `def __init__(self, container):\n    """Make it."""\n    super().__init__(container=container)\n${PROCESS}`,
      ),
    ],
  },
  {
    rule: "NOD004",
    breaks: node(
      "NodeEffect",
      `${INIT.replace("container)", "container: ModelContainer[str])")}\n${PROCESS}`,
    ),
    clean: [
      node(
        "NodeEffect",
        `${INIT.replace("container)", "container: ModelONEXContainer)")}\n${PROCESS}`,
      ),
      `def unwrap(value: ModelContainer[str]) -> str:\n    return value.value`,
    ],
  },
  {
    rule: "NOD005",
    options: { kind: "effect" },
    breaks: `import httpx\nclass HandlerX:\n    def __init__(self, client=None):\n        self._client = client or httpx.AsyncClient()`,
    clean: [
      `class HandlerX:\n    def __init__(self, client: ProtocolClient):\n        self._client = client`,
      `class HandlerX:\n    def __init__(self):\n        self._last = ModelConnection()\n        self._text = "Client()"`,
      `class Other:\n    def __init__(self):\n        self._client = HttpClient()`,
    ],
  },
  {
    rule: "NOD005",
    options: { kind: "effect" },
    breaks: `class HandlerX:\n    def __init__(self):\n        self._courier = AdapterCourier()`,
    clean: [`class HandlerX:\n    def __init__(self):\n        self._plan = AdaptersPlan.of(1)`],
  },
  {
    rule: "NOD006",
    breaks: node("NodeEffect", `async def process(self, input_data):\n${MANY}`),
    clean: [
      node("NodeEffect", PROCESS),
      `class HandlerX:\n    async def handle(self, request):\n    ${MANY.replaceAll("\n", "\n    ")}`,
    ],
  },
  {
    rule: "NOD007",
    breaks: node("NodeCompute[A, B]", `${INIT}\n# async def process(self): ...`),
    clean: [
      node("NodeCompute[A, B]", `${INIT}\n    self.register_computation("x", HandlerX().handle)`),
      node("NodeEffect", "async def execute_effect(self, input_data):\n    return 1"),
    ],
  },
  {
    rule: "NOD008",
    breaks: node("NodeEffect", "def process(self, input_data):\n    return 1"),
    clean: [
      node("NodeEffect", PROCESS),
      node("NodeCompute[A, B]", "def process(self, input_data):\n    return 1"),
    ],
  },
  {
    rule: "NOD009",
    breaks: node(
      "NodeOrchestrator",
      "async def execute_orchestration(self, request):\n    return await self.process(request)",
    ),
    clean: [
      node(
        "NodeReducer[A, B]",
        "async def process(self, data):\n    return await self.execute_reduction(data)\nasync def execute_reduction(self, data):\n    return data",
      ),
      node("NodeEffect", "async def execute_effect(self, request):\n    return 1"),
    ],
  },
  {
    rule: "NOD010",
    breaks: `_SEEN: dict[str, int] = {}\ndef f(key: str) -> None:\n    _SEEN[key] = 1`,
    clean: [
      `_NAMES = {"a": 1}\ndef f(key: str) -> int:\n    return _NAMES[key]`,
      `_SEEN = {}\ndef f(key: str) -> None:\n    _SEEN = {}\n    _SEEN[key] = 1`,
      `ITEMS = []\ndef f(ITEMS):\n    ITEMS.append(1)`,
    ],
  },
  {
    rule: "NOD010",
    breaks: `class HandlerX:\n    seen = []\n    def handle(self, x):\n        self.seen.append(x)`,
    clean: [
      `class HandlerX:\n    seen = []\n    def __init__(self):\n        self.seen = []\n    def handle(self, x):\n        self.seen.append(x)`,
      `class Other:\n    seen = []`,
    ],
  },
  {
    rule: "NOD011",
    breaks: `def f(items: list[int] = []) -> None: pass`,
    clean: [
      `def f(items: tuple[int, ...] = (), other: str = "[]", none: int | None = None) -> None: pass`,
      `class ModelA:\n    items: list[int] = []`,
    ],
  },
  {
    rule: "NOD012",
    breaks: `class NodeXEffect(ModelServiceEffect, MixinMetrics):\n    ${PROCESS.replaceAll("\n", "\n    ")}`,
    clean: [
      `class NodeXEffect(ModelServiceEffect, MixinCaching):\n    ${PROCESS.replaceAll("\n", "\n    ")}`,
      `class NodeXEffect(NodeEffect, MixinMetrics):\n    ${PROCESS.replaceAll("\n", "\n    ")}`,
    ],
  },
];

describe("the rules about node classes", () => {
  test.each(CASES)("$rule is broken by `$breaks`", async ({ rule, breaks, options }) => {
    expect(await codesOfFamily("NOD", breaks, options)).toEqual([rule]);
  });

  test.each(
    CASES.flatMap(({ rule, clean, options }) => clean.map((code) => ({ rule, code, options }))),
  )("$rule lets `$code` pass", async ({ code, options }) => {
    expect(await codesOfFamily("NOD", code, options)).toEqual([]);
  });
});
