/** Effects by what a function calls or reads of other modules. */

/** An effect; `undefined` is none. */
type Meaning = string | undefined;

/** Names apart: `os.{remove,rename}` are two. */
const words = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s+/)
    .flatMap((word) => {
      const [, before = word, inside = ""] = /^([^{]*)\{([^}]*)\}$/.exec(word) ?? [];
      return inside.split(",").map((each) => `${before}${each}`);
    });

/** A name stands for everything below it, where no longer name says otherwise. `*` is an object nobody knows. */
const ROWS: readonly (readonly [effect: Meaning, names: string])[] = [
  [
    "console",
    `print input getpass logging warnings.warn pprint.pprint sys.stdin sys.stdout sys.stderr click.echo rich
    console alert prompt confirm node:readline process.stdin process.stdout process.stderr`,
  ],
  [
    "filesystem",
    `open io.open codecs.open shutil glob tempfile fileinput zipfile tarfile linecache
    os.{remove,unlink,rename,renames,replace,listdir,scandir,walk,mkdir,makedirs,rmdir,removedirs,stat,lstat,access}
    os.{chmod,chown,link,symlink,readlink,truncate,utime,open}
    os.path.{exists,lexists,isfile,isdir,islink,getsize,getmtime,getctime,getatime,realpath,samefile}
    pathlib.Path.{read_text,write_text,read_bytes,write_bytes,open,exists,is_file,is_dir,iterdir,glob,rglob,mkdir}
    pathlib.Path.{rmdir,unlink,touch,rename,replace,stat,lstat,chmod,resolve,samefile,symlink_to,cwd,home}
    node:fs fs-extra graceful-fs fast-glob rimraf Bun.{file,write}
    Deno.{readFile,readTextFile,writeFile,writeTextFile,remove,stat,mkdir,readDir}
    *.{read_text,write_text,read_bytes,write_bytes}`,
  ],
  [
    "network",
    `requests urllib.request urllib3 httpx aiohttp socket http.client http.server smtplib imaplib poplib ftplib
    xmlrpc websockets websocket grpc boto3 paramiko asyncio.open_connection asyncio.start_server
    fetch XMLHttpRequest WebSocket EventSource navigator.sendBeacon axios got undici node-fetch cross-fetch superagent
    ky ws nodemailer node:http node:https node:http2 node:net node:dns node:tls node:dgram`,
  ],
  [
    "database",
    `sqlite3 psycopg psycopg2 asyncpg sqlalchemy pymysql mysql MySQLdb pymongo motor redis peewee django.db tortoise
    databases aiosqlite aiomysql cx_Oracle oracledb pyodbc duckdb sqlmodel
    pg postgres mysql2 better-sqlite3 sqlite node:sqlite mongodb mongoose ioredis knex prisma @prisma/client sequelize
    typeorm drizzle-orm kysely mssql tedious
    *.{execute,executemany,executescript,fetchone,fetchall,fetchmany,commit,rollback}`,
  ],
  [
    "random",
    `random secrets numpy.random faker os.urandom uuid.{uuid1,uuid4,v1,v4,v7} nanoid Math.random
    crypto.{randomUUID,getRandomValues}
    node:crypto.{randomBytes,randomUUID,randomInt,randomFill,randomFillSync,getRandomValues}`,
  ],
  [
    "std.time",
    `time.{time,time_ns,monotonic,monotonic_ns,perf_counter,perf_counter_ns,process_time,localtime,gmtime,ctime,strftime}
    datetime.datetime.{now,utcnow,today} datetime.date.today
    Date.now performance.{now,timeOrigin} process.{hrtime,uptime} Temporal.Now node:perf_hooks`,
  ],
  [
    "timers",
    `time.sleep asyncio.sleep asyncio.wait_for asyncio.timeout trio.sleep anyio.sleep sched threading.Timer
    setTimeout setInterval setImmediate clearTimeout clearInterval requestAnimationFrame node:timers`,
  ],
  [
    "os",
    `os.{environ,environb,getenv,putenv,getcwd,chdir,uname,getlogin,cpu_count,getpid}
    os.path.{expanduser,expandvars,abspath} sys.{argv,platform} platform argparse
    process.{env,argv,cwd,platform,pid,arch} node:os Deno.{env,args} Bun.env import.meta.env`,
  ],
  [
    "process",
    `subprocess os.{system,popen,fork,kill,execv,execvp,execve,spawnv,spawnl,_exit,abort} sys.exit exit quit signal
    multiprocessing asyncio.{create_subprocess_exec,create_subprocess_shell}
    node:child_process node:cluster node:worker_threads execa shelljs
    process.{exit,kill,on,abort} Deno.{run,Command} Bun.spawn`,
  ],
  ["std.storage", "localStorage sessionStorage indexedDB caches"],
  [
    undefined,
    `math json re itertools functools collections string textwrap datetime decimal fractions statistics operator copy
    enum dataclasses typing abc hashlib hmac base64 binascii struct html urllib.parse heapq bisect unicodedata difflib
    contextlib types zlib csv calendar time uuid io os.path os.linesep os.sep os.fspath pathlib sys.maxsize keyword
    numbers cmath array queue inspect traceback asyncio threading concurrent
    str bytes int float list dict set tuple bool object frozenset complex
    Math JSON Object Array String Number Boolean BigInt Symbol Map Set WeakMap WeakSet Date RegExp Promise Reflect Proxy
    Intl Error URL URLSearchParams TextEncoder TextDecoder Uint8Array Buffer Atomics Function globalThis
    node:path node:url node:util node:assert node:querystring node:string_decoder node:buffer node:events node:crypto
    node:stream crypto.subtle *`,
  ],
];

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  ROWS.flatMap(([effect, names]) => words(names).map((name): [string, Meaning] => [name, effect])),
);

/** The effect that a call of `name` has, if any; `undefined` for one of a module that nobody knows here. */
export function findCallMeaning(name: string): { readonly effect: Meaning } | undefined {
  let prefix = name;
  while (prefix !== "") {
    if (MEANINGS.has(prefix)) return { effect: MEANINGS.get(prefix) };
    prefix = prefix.slice(0, Math.max(prefix.lastIndexOf("."), prefix.lastIndexOf("/"), 0));
  }
  // A name without a module is the language's own.
  return /[./]/.test(name) ? undefined : { effect: undefined };
}
