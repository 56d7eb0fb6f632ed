import { describe, expect, test } from "vitest";
import type { NodeKind } from "../../../domain/node-contract.ts";
import { contractOf, judgeCode, openCode } from "../../../testing/judge-code.ts";
import { KND_RULES } from "./knd-rules.ts";
import { runRules } from "./run-rules.ts";

const TRANSACTION = contractOf("effect", { data: { transaction_management: { enabled: true } } });
const IDEMPOTENT = contractOf("effect", { data: { idempotent_operations: true } });

const judge = (kind: NodeKind, code: string, contract = contractOf(kind)) =>
  judgeCode(code, { rules: KND_RULES, contract });

/** A handler of a node that reaches outside through `self._store`; the body begins on line 10. */
const handler = (body: string, head = "") => `import asyncio
from .protocol_store import ProtocolStore
${head}

class HandlerStore:
    def __init__(self, store: ProtocolStore) -> None:
        self._store = store

    async def handle(self, request: ModelRequest) -> int:
${body
  .split("\n")
  .map((line) => `        ${line}`)
  .join("\n")}
`;
const limited = (body: string) =>
  handler(
    `async with asyncio.timeout(5):\n${body
      .split("\n")
      .map((line) => `    ${line}`)
      .join("\n")}`,
  );
const fold = (body: string, head = "") =>
  `${head}def reduce_event(state: ModelState, event: ModelEvent) -> ModelState:\n    if event.event_id in state.seen:\n        return state\n    ${body}\n`;
const step = (more: string) =>
  `def plan():\n    reserve, charge = 1, 2\n    return [ModelWorkflowStep(step_name="a", ${more})]\n`;

describe("KND rules find", () => {
  test.each<readonly [string, NodeKind, string]>([
    ["KND001:1", "compute", "import requests\n"],
    ["KND001:1", "reducer", "from sqlalchemy.orm import Session\n"],
    ["KND001:1", "orchestrator", "from urllib import request\n"],
    ["KND002:1", "compute", 'text = open("a.txt")\n'],
    ["KND002:2", "reducer", 'from pathlib import Path\ntext = Path("a.txt").read_text()\n'],
    [
      "KND002:3",
      "orchestrator",
      'from pathlib import Path\ndef read(folder: Path) -> str:\n    return (folder / "a").read_text()\n',
    ],
    ["KND002:2", "compute", 'from os import remove as drop\ndrop("a.txt")\n'],
    ["KND003:2", "compute", "from datetime import UTC, datetime\nnow = datetime.now(UTC)\n"],
    ["KND003:2", "reducer", "from uuid import uuid4\nkey = uuid4()\n"],
    ["KND003:2", "compute", "import random as r\nkey = r.choice([1, 2])\n"],
    ["KND003:2", "compute", "import time\nat = time.time()\n"],
    [
      "KND004:2",
      "compute",
      "def price(request: ModelOrder) -> int:\n    request.total = 1\n    return 1\n",
    ],
    ["KND004:2", "reducer", 'def merge(state: dict[str, int]) -> None:\n    state["a"] += 1\n'],
    ["KND004:2", "compute", "def add(lines: list[int]) -> None:\n    lines.append(1)\n"],
    [
      "KND004:2",
      "compute",
      "def first(request: ModelOrder) -> int:\n    return request.lines.pop()\n",
    ],
    [
      "KND004:3",
      "compute",
      "def mark(request: ModelOrder) -> None:\n    for line in request.lines:\n        line.done = True\n",
    ],
    [
      "KND004:3",
      "compute",
      "def add(request: ModelOrder) -> None:\n    lines = request.lines\n    lines.append(1)\n",
    ],
    ["KND004:3", "compute", "COUNT = 0\ndef add() -> None:\n    global COUNT\n    COUNT += 1\n"],
    ["KND005:4", "reducer", fold("bus.publish(event)")],
    ["KND005:4", "reducer", fold('emit("order", event)')],
    [
      "KND005:5",
      "reducer",
      `async ${fold("return await store.load()").replace("def reduce_event(state: ModelState", "def reduce_event(\n    store: ProtocolStore, state: ModelState")}`,
    ],
    [
      "KND006:1",
      "reducer",
      "def reduce_event(state: ModelState, event: ModelEvent) -> ModelState:\n    return ModelState(count=state.count + 1)\n",
    ],
    [
      "KND006:2",
      "reducer",
      "class HandlerStats:\n    def handle(self, request: ModelIn) -> int:\n        total = 0\n        for event in request.events:\n            total += event.amount\n        return total\n",
    ],
    [
      "KND007:4",
      "orchestrator",
      "from .models import ModelOrder\nclass NodeAOrchestrator(NodeOrchestrator):\n    async def execute_orchestration(self, request):\n        return ModelOrder(net=1)\n",
    ],
    [
      "KND007:3",
      "orchestrator",
      "from .models import ModelOrder\nclass NodeAOrchestrator(NodeOrchestrator):\n    async def process(self, request) -> ModelOrder:\n        return await self.go(request)\n",
    ],
    ["KND007:1", "orchestrator", "out = ModelHandlerOutput(result=order)\n"],
    ["KND008:1", "compute", "out = ModelHandlerOutput(result=1, events=(event,))\n"],
    ["KND009:10", "effect", handler("return await self._store.load(1)")],
    ["KND009:10", "effect", handler("return await asyncio.gather(self._store.load(1))")],
    [
      "KND009:11",
      "effect",
      handler("async with self._store.begin() as session:\n    await session.load(1)"),
    ],
    [
      "KND009:3",
      "effect",
      "import asyncpg\nasync def open_it() -> object:\n    return await asyncpg.connect(dsn)\n",
    ],
    ["KND010:3", "effect", "import time\nasync def wait() -> None:\n    time.sleep(1)\n"],
    ["KND010:2", "effect", 'async def read() -> None:\n    open("a.txt")\n'],
    [
      "KND010:3",
      "effect",
      "from requests import Session\nasync def read() -> None:\n    Session()\n",
    ],
    [
      "KND011:2",
      "effect",
      "from aiokafka import AIOKafkaProducer\nproducer: AIOKafkaProducer = AIOKafkaProducer()\n",
    ],
    ["KND012:2", "effect", 'import os\nkey = os.environ["KEY"]\n'],
    ["KND012:2", "compute", 'from os import getenv as read\nkey = read("KEY")\n'],
    ["KND012:1", "effect", "from dotenv import load_dotenv\n"],
    ["KND013:1", "effect", 'TOPIC = "onex.evt.orders.order-paid.v1"\n'],
    ["KND013:1", "effect", 'url = f"http://localhost:{port}/x"\n'],
    ["KND013:1", "compute", 'host = "192.168.1.20"\n'],
    ["KND013:1", "effect", 'folder = "/home/anna/data"\n'],
    ["KND014:3", "orchestrator", step('error_action="stop"')],
    ["KND014:3", "orchestrator", step("timeout_ms=5")],
    [
      "KND014:3",
      "orchestrator",
      'def plan():\n    return [\n        ModelWorkflowStep(step_id=a, depends_on=[b], timeout_ms=1, error_action="stop"),\n        ModelWorkflowStep(step_id=b, depends_on=[a], timeout_ms=1, error_action="stop"),\n    ]\n',
    ],
    [
      "KND015:10",
      "effect",
      handler(
        "while True:\n    try:\n        return load()\n    except OSError:\n        await asyncio.sleep(1)",
      ),
    ],
    [
      "KND015:10",
      "effect",
      handler(
        "for attempt in range(3):\n    try:\n        return load()\n    except OSError:\n        last = attempt",
      ),
    ],
    [
      "KND015:11",
      "effect",
      handler(
        "done = False\nwhile not done:\n    try:\n        load()\n        done = True\n    except OSError:\n        await asyncio.sleep(1)",
      ),
    ],
  ])("%s in a %s: %s", async (expected, kind, code) => {
    expect(await judge(kind, code)).toEqual([expected]);
  });

  test("KND014 makes a circle of steps an error, and a missing limit a warning", async () => {
    const circle =
      'step = ModelWorkflowStep(step_id=a, step_name="a", depends_on=[a], timeout_ms=1)\n';
    const unit = await openCode(circle, { kind: "orchestrator" });

    const found = runRules(unit, { rules: KND_RULES });

    expect(found.map(({ severity }) => severity).sort()).toEqual(["error", "warning"]);
    expect(found.find(({ severity }) => severity === "error")?.message).toBe(
      "steps wait for each other: a → a",
    );
  });

  test.each([
    [
      "KND016:12",
      TRANSACTION,
      "await self._store.insert_order(1)\nawait self._store.insert_line(2)",
    ],
    ["KND016:12", TRANSACTION, "for line in request.lines:\n    await self._store.save(line)"],
    [
      "KND016:12",
      TRANSACTION,
      'await self._store.execute("UPDATE a SET x = $1", 1)\nawait self._store.execute("DELETE FROM b WHERE x = $1", 1)',
    ],
    ["KND017:11", IDEMPOTENT, 'await self._store.execute("INSERT INTO a VALUES ($1)", 1)'],
    ["KND017:11", IDEMPOTENT, "await self._store.insert(request)"],
  ])("%s by the contract: %s", async (expected, contract, body) => {
    expect(await judge("effect", limited(body), contract)).toEqual([expected]);
  });
});

describe("KND rules let pass", () => {
  test.each<readonly [string, NodeKind, string]>([
    ["I/O imports of an effect", "effect", "import requests\nimport sqlite3\n"],
    [
      "I/O imports for type checkers",
      "compute",
      "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import httpx\n",
    ],
    [
      "modules of the same name elsewhere",
      "compute",
      "from .redis import Key\nfrom mine.kafka import Topic\nimport redis_tools\nimport urllib.parse\n",
    ],
    [
      "I/O in words",
      "compute",
      '"""Needs no requests, import httpx."""\n# import requests\nnote = "import redis"\n',
    ],
    ["an open of its own", "compute", "def open(x: int) -> int:\n    return x\nopen(1)\n"],
    [
      "a method called like a path's",
      "compute",
      "def read(page: ModelPage) -> str:\n    return page.read_text()\n",
    ],
    ["a clock in an effect", "effect", "import time\nat = time.time()\n"],
    ["a clock that is given", "compute", "def at(now: datetime) -> int:\n    return now.hour\n"],
    ["a generator that is given its seed", "compute", "import random\nmixed = random.Random(7)\n"],
    [
      "an excused clock",
      "compute",
      "import time\nat = time.time()  # node-purity-ok: the value is logged only\n",
    ],
    [
      "a copy that is changed",
      "compute",
      "def add(lines: list[int]) -> list[int]:\n    lines = list(lines)\n    lines.append(1)\n    return lines\n",
    ],
    [
      "a new list that is changed",
      "compute",
      "def add(lines: list[int]) -> list[int]:\n    out = [*lines]\n    out.append(1)\n    out[0] = 2\n    return out\n",
    ],
    [
      "fields of self",
      "reducer",
      "class A:\n    def __init__(self, x: int) -> None:\n        self.x = x\n        self.items.append(x)\n",
    ],
    [
      "results that are used",
      "compute",
      "def sum_up(total: Money, tax: Money) -> Money:\n    return total.add(tax)\n",
    ],
    [
      "intents that are returned",
      "reducer",
      fold('return ModelIntent(intent_type="publish", name="send")'),
    ],
    [
      "its own methods",
      "reducer",
      "class A:\n    async def process(self, x: int) -> int:\n        return await self.execute_reduction(x)\n",
    ],
    ["its own functions", "reducer", "def emit(x: int) -> int:\n    return x\nemit(1)\n"],
    ["words about publishing", "reducer", '# publish(event)\nnote = "bus.publish(event)"\n'],
    [
      "a fold that keeps a sequence number",
      "reducer",
      "def reduce(state: S, event: E) -> S:\n    return state if event.sequence <= state.last else next_state(state)\n",
    ],
    [
      "a thin shell",
      "reducer",
      "class NodeAReducer(NodeReducer[A, B]):\n    async def execute_reduction(self, data: D) -> O:\n        return self._fold.handle(data)\n",
    ],
    [
      "core's own output",
      "orchestrator",
      "from omnibase_core.nodes import ModelOrchestratorOutput\nclass A:\n    async def process(self, x: X) -> ModelOrchestratorOutput:\n        return ModelOrchestratorOutput(x=1)\n",
    ],
    [
      "plans and intents",
      "orchestrator",
      "from .models import ModelShipIntent\nclass A:\n    def handle(self, x: X) -> ModelShipIntent:\n        return ModelShipIntent(x=1)\n",
    ],
    [
      "models of other methods",
      "orchestrator",
      "from .models import ModelOrder\nclass A:\n    def read(self) -> ModelOrder:\n        return ModelOrder(x=1)\n",
    ],
    [
      "a result of None",
      "orchestrator",
      "out = ModelHandlerOutput(result=None, events=(event,))\n",
    ],
    ["a result of a compute", "compute", "out = ModelHandlerOutput(result=1, events=())\n"],
    ["waits under a limit", "effect", limited("await self._store.load(1)")],
    [
      "waits under wait_for",
      "effect",
      handler("return await asyncio.wait_for(self._store.load(1), timeout=5)"),
    ],
    [
      "waits with a timeout of their own",
      "effect",
      handler("return await self._store.load(1, timeout=5)"),
    ],
    [
      "waits for handlers",
      "effect",
      "class A:\n    def __init__(self, handler: HandlerOrder) -> None:\n        self._handler = handler\n\n    async def run(self) -> int:\n        return await self._handler.handle(1)\n",
    ],
    [
      "a private method that is only called under a limit",
      "effect",
      `${limited("return await self._load()")}\n    async def _load(self) -> int:\n        return await self._store.load(1)\n`,
    ],
    [
      "a client with a timeout",
      "effect",
      "import httpx\nclass A:\n    def __init__(self) -> None:\n        self._client = httpx.AsyncClient(timeout=5)\n\n    async def run(self) -> object:\n        return await self._client.get(url)\n",
    ],
    ["closing", "effect", handler("await self._store.aclose()")],
    [
      "blocking code in a thread",
      "effect",
      "import asyncio, time\nasync def wait() -> None:\n    await asyncio.to_thread(time.sleep, 1)\n",
    ],
    [
      "blocking code outside of async",
      "effect",
      "import time\ndef wait() -> None:\n    time.sleep(1)\n",
    ],
    [
      "blocking code of a function within",
      "effect",
      "import time\nasync def run() -> None:\n    def wait() -> None:\n        time.sleep(1)\n    await asyncio.to_thread(wait)\n",
    ],
    [
      "a port called Producer",
      "effect",
      "from .ports import Producer\nclass A:\n    def __init__(self, out: Producer) -> None:\n        self._out = out\n",
    ],
    ["another environ", "effect", 'config.environ["KEY"]\n# os.environ\nnote = "os.getenv"\n'],
    [
      "topics and hosts in words",
      "effect",
      '"""Publishes onex.evt.orders.order-paid.v1, not on localhost."""\nnote = "never on localhost or at home"\n',
    ],
    [
      "public addresses and versions",
      "effect",
      'address = "8.8.8.8"\nversion = "1.10.0"\npath = "/homeland/x"\n',
    ],
    ["safe steps", "orchestrator", step('timeout_ms=5, error_action="stop"')],
    [
      "steps in a row",
      "orchestrator",
      'def plan():\n    return [\n        ModelWorkflowStep(step_id=a, timeout_ms=1, error_action="stop"),\n        ModelWorkflowStep(step_id=b, depends_on=[a], timeout_ms=1, error_action="stop"),\n    ]\n',
    ],
    [
      "a bounded retry with back-off",
      "effect",
      handler(
        "for attempt in range(3):\n    try:\n        return load()\n    except OSError:\n        await asyncio.sleep(2**attempt)",
      ),
    ],
    [
      "an endless loop that serves",
      "effect",
      handler(
        "while True:\n    try:\n        serve(await queue.get())\n    except OSError:\n        count(1)",
      ),
    ],
    [
      "a loop over things",
      "effect",
      handler(
        "for item in request.items:\n    try:\n        return load(item)\n    except OSError:\n        continue",
      ),
    ],
    [
      "a retry that gives up",
      "effect",
      handler(
        "attempt = 0\nwhile True:\n    try:\n        return load()\n    except OSError:\n        attempt += 1\n        if attempt > 3:\n            raise\n        await asyncio.sleep(attempt)",
      ),
    ],
  ])("%s", async (_, kind, code) => {
    expect(await judge(kind, code)).toEqual([]);
  });

  test.each([
    ["one write", TRANSACTION, "await self._store.insert_order(1)"],
    [
      "one write that is tried again",
      TRANSACTION,
      "for attempt in range(3):\n    return await self._store.insert_order(attempt)",
    ],
    [
      "a write in each branch",
      TRANSACTION,
      "if request.is_new:\n    await self._store.insert(1)\nelse:\n    await self._store.update(1)",
    ],
    [
      "writes in a transaction",
      TRANSACTION,
      "async with self._store.transaction() as session:\n    await session.insert(1)\n    await session.insert(2)",
    ],
    [
      "several writes where nobody asked",
      contractOf("effect"),
      "await self._store.insert(1)\nawait self._store.insert(2)",
    ],
    [
      "an upsert",
      IDEMPOTENT,
      'await self._store.execute("INSERT INTO a VALUES ($1) " "ON CONFLICT (x) DO NOTHING", 1)',
    ],
    [
      "an insert with a key",
      IDEMPOTENT,
      "await self._store.insert(request, idempotency_key=request.key)",
    ],
    ["an insert where nobody asked", contractOf("effect"), "await self._store.insert(1)"],
  ])("%s", async (_, contract, body) => {
    expect(await judge("effect", limited(body), contract)).toEqual([]);
  });
});
