/** Python: the checker's part that answers requests, one line of JSON each. */
export const REQUESTS = String.raw`
def answer(request):
    text = Text(request.get("text", ""))
    if request["question"] == "specification":
        return read_specification(request)
    tree, problem = parse(text)
    if request["question"] == "imports":
        return {"imports": [] if tree is None else find_imports(tree)}
    if request["question"] == "bypasses":
        return {"bypasses": [] if tree is None else Guard(text, Walker(tree)).run()}
    if tree is None:
        return {"syntax": [problem], "signature": [], "imports": []}
    signature = request.get("signature")
    return {
        "syntax": find_undefined(text, Walker(tree)),
        "signature": [] if signature is None else check_signature(text, tree, signature),
        "imports": find_imports(tree),
    }

def read_specification(request):
    """What of a specification is not Python: the signature, or an expression of an example."""
    wrong = []
    signature = request.get("signature")
    if signature is not None and read_signature(signature) is None:
        wrong.append({"what": "signature", "text": signature, "message": "it is no declaration"})
    for expression in request["expressions"]:
        try:
            compile(
                expression.strip(),
                "example",
                "eval",
                ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT,
            )
        except (SyntaxError, ValueError) as error:
            wrong.append(
                {
                    "what": "expression",
                    "text": expression,
                    "message": str(getattr(error, "msg", error)),
                }
            )
    return {"wrong": wrong}

def serve():
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            result = answer(request)
        except (RecursionError, MemoryError) as error:
            result = {"crash": type(error).__name__ + ": " + str(error)}
        result["id"] = request["id"]
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()
        # Trees with links to parents are rings; they go while nobody waits.
        result = None
        gc.collect()

def main():
    warnings.simplefilter("ignore")
    gc.disable()
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    except (ImportError, ValueError, OSError):
        pass  # Not every system can; the request's time limit holds everywhere.
    # Trees are as deep as their text is nested: room for what the compiler itself lets through.
    sys.setrecursionlimit(15_000)
    threading.stack_size(512 << 20)
    thread = threading.Thread(target=serve)
    thread.start()
    thread.join()

main()
`;
