/** Python: the checker's part that holds declarations against the signature that was asked for. */
export const SIGNATURE = String.raw`
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DECLARATIONS = FUNCTIONS + (ast.ClassDef,)

def read_signature(signature):
    """The declarations of a signature, whose bodies may be missing; None when it is none."""
    signature = signature.strip()
    for attempt in (signature, signature + " ...", signature + ": ..."):
        tree, problem = parse(Text(attempt))
        if tree is None:
            continue
        found = [node for node in tree.body if isinstance(node, DECLARATIONS)]
        allowed = DECLARATIONS + (ast.Import, ast.ImportFrom)
        if found and all(isinstance(node, allowed) for node in tree.body):
            return found
    return None

def check_signature(text, tree, signature):
    found = []
    for wanted in read_signature(signature):
        compare(text, tree, wanted, "", found)
    return found

def compare(text, holder, wanted, owner, found):
    name = owner + wanted.name
    actual = find_declaration(holder.body, wanted.name)
    if not isinstance(actual, DECLARATIONS):
        what = "class" if isinstance(wanted, ast.ClassDef) else "function"
        span = None if actual is None else text.span(actual)
        state = "not there" if actual is None else "given another value here"
        message = "the signature asks for the {} \x60{}\x60, which is {}"
        return found.append(finding("signature-missing", message.format(what, name, state), span))
    differences = differ(wanted, actual)
    if differences:
        message = "\x60" + name + "\x60 differs from the signature: " + "; ".join(differences)
        found.append(finding("signature-mismatch", message, header_span(text, actual)))
    elif isinstance(wanted, ast.ClassDef):
        for member in wanted.body:
            if isinstance(member, DECLARATIONS):
                compare(text, actual, member, name + ".", found)
            elif isinstance(member, (ast.AnnAssign, ast.Assign)) and shape(member) not in map(
                shape, actual.body
            ):
                message = "\x60{}\x60 differs from the signature: no field \x60{}\x60".format(
                    name, ast.unparse(member)
                )
                found.append(finding("signature-mismatch", message, header_span(text, actual)))

def find_declaration(body, name):
    """What a name is bound to when the body has run: the last declaration or assignment wins."""
    found = None
    for node in body:
        if isinstance(node, DECLARATIONS) and node.name == name:
            found = node
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target] if node.value else []
            )
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                found = node
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            for part in ("body", "handlers", "orelse", "finalbody"):
                for each in getattr(node, part, []):
                    inner = each.body if isinstance(each, ast.ExceptHandler) else [each]
                    found = find_declaration(inner, name) or found
    return found

def shape(node):
    return ast.dump(strip_kinds(node)) if node is not None else ""

def strip_kinds(node):
    for each in ast.walk(node):
        if isinstance(each, ast.Constant):
            each.kind = None
    return node

def differ(wanted, actual):
    """How two declarations differ, part by part; layout, quotes and bodies do not count."""
    kinds = {
        ast.FunctionDef: "a plain function",
        ast.AsyncFunctionDef: "an async function",
        ast.ClassDef: "a class",
    }
    if type(wanted) is not type(actual):
        return ["it is " + kinds[type(actual)] + ", not " + kinds[type(wanted)]]
    found = []

    def same(what, one, other):
        if list(map(shape, one)) == list(map(shape, other)):
            return
        ours, theirs = (", ".join(map(ast.unparse, nodes)) or "nothing" for nodes in (one, other))
        found.append(what + " " + theirs + ", not " + ours)

    same("it is decorated with", wanted.decorator_list, actual.decorator_list)
    same(
        "its type parameters are",
        getattr(wanted, "type_params", []),
        getattr(actual, "type_params", []),
    )
    if isinstance(wanted, ast.ClassDef):
        same("its bases are", wanted.bases + wanted.keywords, actual.bases + actual.keywords)
        return found
    ours, theirs = parameters(wanted.args), parameters(actual.args)
    if [each[:2] for each in ours] != [each[:2] for each in theirs]:
        return found + ["its parameters are " + show(theirs) + ", not " + show(ours)]
    for (_, name, annotation, default), (_, _, other_annotation, other_default) in zip(
        ours, theirs
    ):
        same("the type of \x60" + name + "\x60 is", listed(annotation), listed(other_annotation))
        same("the default of \x60" + name + "\x60 is", listed(default), listed(other_default))
    same("it returns", listed(wanted.returns), listed(actual.returns))
    return found

def listed(node):
    return [] if node is None else [node]

def show(rows):
    return (
        "("
        + ", ".join({"*": "*", "**": "**"}.get(kind, "") + name for kind, name, _, _ in rows)
        + ")"
    )

def parameters(arguments):
    """One row a parameter: how it is passed, its name, its annotation, its default."""
    positional = arguments.posonlyargs + arguments.args
    defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
    rows = []
    for at, (argument, default) in enumerate(zip(positional, defaults)):
        kind = "only-by-place" if at < len(arguments.posonlyargs) else "by-place"
        rows.append((kind, argument.arg, argument.annotation, default))
    if arguments.vararg:
        rows.append(("*", arguments.vararg.arg, arguments.vararg.annotation, None))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        rows.append(("by-name", argument.arg, argument.annotation, default))
    if arguments.kwarg:
        rows.append(("**", arguments.kwarg.arg, arguments.kwarg.annotation, None))
    return rows

def header_span(text, node):
    """From def or class to where the body begins, white space and comments left out."""
    start = text.at_byte(node.lineno, node.col_offset)
    parts = [
        part
        for part in ast.iter_child_nodes(node)
        if part not in node.body and part not in node.decorator_list
    ]
    if not isinstance(node, ast.ClassDef) and node.returns is None:
        parts += list(ast.iter_child_nodes(node.args))
    ends = [text.span(part)[1] for part in parts if hasattr(part, "end_lineno")]
    return [
        start,
        max(ends + [text.at_character(node.lineno, len(text.line(node.lineno).rstrip()))]),
    ]
`;
