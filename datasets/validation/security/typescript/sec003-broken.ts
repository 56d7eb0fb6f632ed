import vm from "node:vm";

export function run(rule: string): unknown {
  eval(rule);
  new Function("x", rule);
  return vm.runInNewContext(rule);
}
