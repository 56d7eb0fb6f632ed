export async function open(): Promise<unknown> {
  require("node:fs");
  return import("./plugins/json.js");
}
