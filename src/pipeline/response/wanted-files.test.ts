import { describe, expect, test } from "vitest";
import { findWanted, listWanted } from "./wanted-files.ts";

const wish = (path: string, isOptional = false) => ({ path, purpose: "", isOptional });
const list = (wishes: readonly string[], named: readonly string[] = []) =>
  listWanted({ companions: wishes.map((path) => wish(path)) }, "src/node.py", named);

describe("listWanted()", () => {
  test("puts companions beside the main file, and none outside its folder", () => {
    expect(list(["models.py", "../x.py", "/etc/x.py"]).map(({ path }) => path)).toEqual([
      "src/node.py",
      "src/models.py",
    ]);
  });

  test("takes every name that a wish with a star fits, once", () => {
    const named = [
      "protocol_store.py",
      "src/protocol_store.py",
      "src/protocol_bus.py",
      "protocol_.py",
      "my_protocol_bus.py",
      "protocol_store_py",
      "../protocol_evil.py/../x",
    ];
    const paths = list(["protocol_*.py"], named).map(({ path }) => path);

    expect(paths).toEqual(["src/node.py", "src/protocol_store.py", "src/protocol_bus.py"]);
    expect(list(["protocol_*.py"])).toHaveLength(1);
  });
});

describe("findWanted()", () => {
  test("never finds a path that leads outside", () => {
    const named = ["../protocol_evil.py", "protocol_bus.py"];
    const wanted = list(["protocol_*.py"], named);

    expect(findWanted("protocol_bus.py", wanted)?.path).toBe("src/protocol_bus.py");
    expect(findWanted("../protocol_evil.py", wanted)).toBeUndefined();
  });
});
