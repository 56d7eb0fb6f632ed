import { describe, expect, test } from "vitest";
import { codesOfFamily, type JudgeOptions, type NodeSources } from "../../../testing/onex-node.ts";

interface Case {
  readonly rule: string;
  readonly breaks: NodeSources;
  readonly options?: JudgeOptions;
  readonly clean: readonly NodeSources[];
}

const inFile = (path: string, text: string): NodeSources => ({ [path]: text });

const CASES: readonly Case[] = [
  {
    rule: "NAM001",
    breaks: `class OrderWriter(NodeEffect):\n    pass`,
    clean: [
      `class NodeOrderWriterEffect(NodeEffect):\n    pass`,
      inFile("handler.py", `class HandlerOrder:\n    pass`),
    ],
  },
  {
    rule: "NAM002",
    breaks: `class NodeOrderWriterEffect(NodeCompute[A, B]):\n    pass`,
    clean: [`class NodeOrderWriterCompute(NodeCompute[A, B]):\n    """Not an Effect."""`],
  },
  {
    rule: "NAM003",
    breaks: inFile("order.py", `from pydantic import BaseModel\nclass Order(BaseModel):\n    pass`),
    clean: [
      inFile("models.py", `from pydantic import BaseModel\nclass ModelOrder(BaseModel):\n    pass`),
      inFile("order.py", `class BaseModel: pass\nclass Order(BaseModel):\n    pass`),
    ],
  },
  {
    rule: "NAM004",
    breaks: inFile(
      "order.py",
      `from enum import StrEnum\nclass Status(StrEnum):\n    OPEN = "open"`,
    ),
    clean: [
      inFile(
        "enum_status.py",
        `from enum import StrEnum\nclass EnumStatus(StrEnum):\n    OPEN = "open"\n    def label(self): return self`,
      ),
    ],
  },
  {
    rule: "NAM004",
    breaks: inFile(
      "enum_status.py",
      `from enum import Enum\nclass EnumStatus(Enum):\n    open = "open"`,
    ),
    clean: [inFile("models.py", `class ModelStatus:\n    open = "open"`)],
  },
  {
    rule: "NAM005",
    breaks: inFile(
      "protocol_store.py",
      `from typing import Protocol\nclass OrderStore(Protocol):\n    pass`,
    ),
    clean: [
      inFile(
        "protocol_store.py",
        `from typing import Protocol\nclass ProtocolStore(Protocol):\n    pass`,
      ),
      inFile("x.py", `class Store:\n    """Not a Protocol."""`),
    ],
  },
  {
    rule: "NAM005",
    breaks: inFile("x.py", `class OrderWriter:\n    def handle(self, request): return request`),
    clean: [
      inFile(
        "handler.py",
        `class HandlerOrderWriter:\n    def handle(self, request): return request`,
      ),
    ],
  },
  {
    rule: "NAM006",
    breaks: inFile("model_order.py", `class HandlerOrder:\n    pass`),
    clean: [
      inFile("handler_order.py", `class HandlerOrder:\n    pass`),
      inFile("handlers.py", `class ModelOrder: pass\nclass HandlerOrder: pass`),
      inFile("order.py", `def handler(): pass`),
      inFile("__init__.py", `class HandlerOrder: pass`),
    ],
  },
  {
    rule: "NAM007",
    breaks: `def writeOrder() -> None: pass`,
    clean: [
      `def write_order() -> None:\n    text = "writeOrder"`,
      `class V:\n    def visit_Name(self, node): return node`,
      `from x import writeOrder`,
    ],
  },
  {
    rule: "NAM007",
    breaks: `timeout = 5`,
    clean: [
      `TIMEOUT = 5\n_TIMEOUT = 6\n__version__ = "1"\nOrders = dict[str, int]\nT = TypeVar("T")\nhandler = make()`,
    ],
  },
  {
    rule: "NAM007",
    breaks: `def f() -> int:\n    orderCount = 1\n    return orderCount`,
    clean: [
      `def f() -> int:\n    order_count, _ = 1, 2\n    größe = order_count\n    return größe`,
    ],
  },
  {
    rule: "NAM008",
    breaks: inFile("model_order.py", `class ModelOrder: pass\nclass ModelLine: pass`),
    clean: [
      inFile("models.py", `class ModelOrder: pass\nclass ModelLine: pass`),
      inFile("model_order.py", `class ModelOrder: pass\nclass _ModelLine: pass`),
    ],
  },
  {
    rule: "NAM009",
    options: { isWhole: true },
    breaks: { "a/node.py": "X = 1" },
    clean: [{ "a/node.py": "X = 1", "a/contract.yaml": "name: a" }],
  },
  {
    rule: "NAM010",
    breaks: `ORDER_TOPIC = "orders"`,
    clean: [
      `ORDER_TOPIC = "onex.evt.orderdesk.order-paid.v1"`,
      `TOPIC_PREFIX = "orders"\nSUBJECT = "orders"  # topic = "orders"`,
    ],
  },
];

describe("the rules about names", () => {
  test.each(CASES)("$rule is broken by `$breaks`", async ({ rule, breaks, options }) => {
    expect(await codesOfFamily("NAM", breaks, options)).toEqual([rule]);
  });

  test.each(
    CASES.flatMap(({ rule, clean, options }) => clean.map((code) => ({ rule, code, options }))),
  )("$rule lets `$code` pass", async ({ code, options }) => {
    expect(await codesOfFamily("NAM", code, options)).toEqual([]);
  });

  test("NAM009 is silent about files that may not be all", async () => {
    expect(await codesOfFamily("NAM009", { "a/node.py": "X = 1" })).toEqual([]);
  });
});
