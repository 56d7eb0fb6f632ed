import { SAMPLES } from "./worker-samples.ts";
import { NODE_STEPS } from "./worker-steps.ts";

/**
 * Python: the process that has omnibase-core in memory and runs one node at a time, each in a child of its own. It
 * reads a request a line and writes an answer a line.
 */
const SERVER = String.raw`
import ctypes, json, os, secrets, select, shutil, signal, socket, sys, threading, time

def is_isolated():
    try:
        with open("/proc/1/comm") as file:
            return file.read().strip() == "bwrap" and socket.gethostname() == "sandbox"
    except OSError:
        return False

def read_answer(source, nonce, deadline):
    """The line that begins with the nonce: "" where the other end closes before, None where time does."""
    said = b""
    while True:
        for line in said.split(b"\n")[:-1]:
            if line.startswith(nonce):
                return line[len(nonce):]
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([source], [], [], left)[0]:
            return None
        chunk = os.read(source, 65536)
        if not chunk:
            return b""
        said += chunk

def run_in_thread(request, folder, work):
    """What work gives. A thread's frames end where it starts: what a node finds around it holds no nonce."""
    said = []
    def run():
        try:
            said.append(work(request, folder))
        except MemoryError:
            said.append({"ended": "memory"})
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return said[-1]

def run_apart(request, work):
    """What work gives, from a child whose end takes everything that it started with it."""
    folder = os.path.join(os.getcwd(), "node")
    os.mkdir(folder)
    nonce = secrets.token_hex(16)
    source, target = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(source)
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(nothing, number)
            os.chdir(folder)
            answer = run_in_thread(request, folder, work)
            os.write(target, (nonce + json.dumps(answer) + "\n").encode())
        except MemoryError:
            os.write(target, (nonce + '{"ended": "memory"}\n').encode())
        finally:
            os._exit(0)
    os.close(target)
    # What a node leaves running may keep the pipe open: the answer's own end counts.
    said = read_answer(source, nonce.encode(), time.monotonic() + request["timeoutMs"] / 1000)
    os.close(source)
    # Nothing that a node started may live on to watch the next one; outside a sandbox only the child is ours to end.
    os.kill(-1, signal.SIGKILL) if is_isolated() else os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    shutil.rmtree(folder, ignore_errors=True)
    if said is None:
        return {"ended": "timeout"}
    return json.loads(said) if said else {"ended": "exit", "status": status}

def main():
    # Else a node could write answers into this process's own pipe.
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = run_apart(request, WORK[request["question"]])
        except Exception as error:
            answer = {"crash": type(error).__name__ + ": " + str(error)}
        print(json.dumps({"id": request["id"], **answer}), flush=True)

main()
`;

/** The whole program. */
export const WORKER_SOURCE = `${SAMPLES}${NODE_STEPS}${SERVER}`;
