import { getQuickJS, shouldInterruptAfterDeadline } from "quickjs-emscripten";
import { Worker, isMainThread, workerData } from "node:worker_threads";
import fs from "node:fs";
const print=(...a)=>fs.writeSync(1,a.join(" ")+"\n");
async function t(name, code, stack) {
const Q = await getQuickJS();
  const rt = Q.newRuntime(); rt.setMemoryLimit(256<<20); rt.setMaxStackSize(stack);
  const vm = rt.newContext();
  const c = vm.newObject(); const log = vm.newFunction("log",(...a)=>{print("  >",...a.map(x=>vm.dump(x)))}); vm.setProp(c,"log",log); vm.setProp(vm.global,"console",c);
  try {
    const r = vm.evalCode(code, "x.js", {type:"module"});
    if (r.error) print(name, "ERR", String(JSON.stringify(vm.dump(r.error))).slice(0,200));
  } catch(e) { print(name, "HOST", e?.constructor?.name, e.message?.slice(0,200)); }
}
const C = { rec: "let n=0; function f(){n++; f()} try{f()}catch(e){console.log(n,e.name,e.message)}",
sort: "let n=0;function f(){n++;[1,2].sort(f)} try{f()}catch(e){console.log(n,e.name,e.message)}",
json: "let s='['.repeat(1e5); try{JSON.parse(s)}catch(e){console.log(e.name,e.message)}",
str: "let s=[]; for(let i=0;i<1e5;i++) s=[s]; try{JSON.stringify(s)}catch(e){console.log(e.name,e.message)}",
parse: "try{(0,eval)('('.repeat(1e5)+'1'+')'.repeat(1e5))}catch(e){console.log(e.name,e.message)}",
rep: "let n=0;function f(){n++;return 'a'.replace(/a/,f)} try{f()}catch(e){console.log(n,e.name,e.message)}",
};
if (!isMainThread) await t(workerData[1], C[workerData[1]], workerData[0]*1024);
else if (process.argv[2]) { const [,,kb,which,mb]=process.argv; new Worker(new URL(import.meta.url), {workerData:[kb,which], resourceLimits:{stackSizeMb:+mb}}).on("error",e=>print("WERR",e.message)) }
else for (const kb of [1024,2048,4096]) for (const mb of [16,32,64]) for (const k in C) { const r=(await import("node:child_process")).spawnSync(process.execPath,[process.argv[1],kb,k,mb],{encoding:"utf8"}); console.log(kb, mb, k, (r.stdout+r.stderr).trim().slice(0,80), r.signal ?? "") }
