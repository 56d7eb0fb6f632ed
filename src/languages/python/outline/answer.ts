/** Python: the outline's part that answers with what there is to say about each function. */
export const ANSWER = String.raw`
MOST_PIECES = 300
MOST_CHARACTERS = 20_000
MOST_CONSTRUCTS, MOST_READ = 50, 200

class Outliner:
    def __init__(self, text, tree):
        # Lines as CPython splits them: not at form feeds and not at Unicode's own separators.
        self.lines = re.split("\r\n|\r|\n", text)
        self.file = File(tree)
        self.errors = Errors(self.file)
        self.statements = set(tree.body)
        self.known, self.fields = {}, {}

    def facts(self, node, owner):
        if node not in self.known:
            fields = self.fields_of(owner) if owner else {}
            name = "self" if node is owner else None
            if owner and isinstance(node, FUNCTIONS):
                name = object_name(node)
            scope = Scope(self.file, locals_of(node), fields, name)
            self.known[node] = gather(node, scope, self.errors)
        return self.known[node]

    def fields_of(self, owner):
        """What the fields of a class hold: as declared, or as its __init__ sets them."""
        if owner in self.fields:
            return self.fields[owner]
        found = {}
        for node in owner.body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found[node.target.id] = Binding(value=node.value, annotation=node.annotation)
            elif isinstance(node, FUNCTIONS) and node.name in MAKERS:
                own = locals_of(node)
                for each in shallow(node):
                    if not isinstance(each, (ast.Assign, ast.AnnAssign)) or each.value is None:
                        continue
                    target = each.targets[0] if isinstance(each, ast.Assign) else each.target
                    if not isinstance(target, ast.Attribute) or not isinstance(target.value, ast.Name):
                        continue
                    annotation = getattr(each, "annotation", None)
                    if target.value.id == object_name(node):
                        binding = Binding(value=each.value, annotation=annotation, own=own)
                        found.setdefault(target.attr, binding)
        self.fields[owner] = found
        return found

    def around(self, node, owner):
        """The pieces that node mentions: each with its class, and what is caught; None as a type only."""
        facts = self.facts(node, owner)
        for name, caught in facts.mentions.items():
            for statement in self.file.statements.get(name, []):
                yield statement, statement if isinstance(statement, ast.ClassDef) else None, caught
        if not owner or node is owner or not facts.uses_object:
            return
        for member in owner.body:
            if not isinstance(member, FUNCTIONS) or member.name in MAKERS:
                yield member, owner, None
            elif member.name in facts.members:
                yield member, owner, facts.members[member.name]
        for base in owner.bases:
            yield base, None, None

    def reach(self, found, values_only):
        """The function's own node and what it leads to, nearest first."""
        reached = {found.node: found.owner}
        todo = [found.node]
        for node in todo:
            for after, owner, caught in self.around(node, reached[node]):
                if len(reached) >= MOST_PIECES:
                    return reached
                if after not in reached and not (values_only and caught is None):
                    reached[after] = owner
                    todo.append(after)
        return reached

    def raises(self, reached, start):
        """The errors that leave start, those of what it calls included."""
        leaving = {node: dict(self.facts(node, owner).raises) for node, owner in reached.items()}
        changed = True
        while changed:
            changed = False
            for node in reversed(list(reached)):
                for after, _, caught in self.around(node, reached[node]):
                    for error in leaving.get(after, ()) if caught is not None else ():
                        if error not in leaving[node] and not self.errors.catches(caught, error):
                            leaving[node][error] = True
                            changed = True
        return list(leaving[start])

    def outline(self, found, overloads):
        node, owner = found.node, found.owner
        facts = self.facts(node, owner)
        values = self.reach(found, True)
        shown, left_out = self.surroundings(found, self.reach(found, False))
        first, last = span(found.holder)
        is_function = isinstance(node, FUNCTIONS)
        body = list(shallow(node))
        is_generator = any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in body)
        calls = {}
        for each, of in values.items():
            calls.update(self.facts(each, of).calls)
        constructs = [construct("left-out", each, title(each)) for each in left_out]
        constructs += self.constructs(found, facts, overloads)
        return {
            "name": found.name,
            "parameters": read_parameters(node, owner, facts),
            "returns": read_returns(node, body, is_generator),
            "description": ast.get_docstring(node) if is_function else None,
            "comment": self.comment_above(first),
            "lines": [first, last],
            "surroundings": shown,
            "calls": list(calls),
            "raises": self.raises(values, node),
            "constructs": self.ordered(constructs),
            "isAsync": isinstance(node, ast.AsyncFunctionDef),
            "isGenerator": is_generator,
        }

    def surroundings(self, found, reached):
        """Ranges of lines to show, and the statements that there is no room for."""
        shown, left_out, room = [], [], MOST_CHARACTERS
        owner = found.owner
        ranges = {}
        if owner and self.facts(found.node, owner).uses_object:
            dropped = [
                span(each)
                for each in owner.body
                if isinstance(each, FUNCTIONS)
                and each.name not in MAKERS
                and (each is found.holder or each not in reached)
            ]
            ranges[owner] = without(span(owner), dropped)
        for node in reached:
            if node is not found.statement and node is not owner and node in self.statements:
                ranges[node] = [span(node)]
        for node, parts in ranges.items():
            size = sum(len(line) + 1 for first, last in parts for line in self.lines[first - 1 : last])
            if size > room:
                left_out.append(node)
            else:
                room -= size
                shown += parts
        return sorted(shown), left_out

    def constructs(self, found, facts, overloads):
        node, owner = found.node, found.owner
        own = facts.constructs[:MOST_READ]
        decorators = getattr(node, "decorator_list", [])
        own += [construct("decorator", each) for each in decorators if last_name(each) not in PLAIN]
        own += [construct("overload", each) for each in overloads.get(found.name, [])]
        rest = [each for each in (node.args.vararg, node.args.kwarg) if each]
        own += [construct("variable-arguments", each, each.arg) for each in rest]
        if owner and facts.uses_object:
            own += [construct("inheritance", each) for each in owner.bases if last_name(each) != "object"]
        for name in facts.mentions:
            binding = self.file.names.get(name)
            value = binding.value if binding else None
            if isinstance(value, ast.Call) and last_name(value.func) in ("TypeVar", "ParamSpec"):
                own.append(construct("type-parameter", node, name))
        for each in getattr(node, "type_params", None) or []:
            own.append(construct("type-parameter", each, each.name))
        return own

    def ordered(self, constructs):
        """Each once, in the order of the text, as data."""
        found = {}
        for each in constructs:
            text = each["text"]
            if text is None:
                text = self.text_of(each["node"])
            found.setdefault((each["kind"], text), {"kind": each["kind"], "line": each["line"], "text": text})
        return sorted(found.values(), key=lambda each: each["line"])[:MOST_CONSTRUCTS]

    def text_of(self, node):
        """The beginning of a node's text, on one line."""
        first, start = node.lineno, node.col_offset
        last, end = node.end_lineno, node.end_col_offset
        lines = [line.encode() for line in self.lines[first - 1 : min(last, first + 4)]]
        if first + 4 >= last:
            lines[-1] = lines[-1][:end]
        lines[0] = lines[0][start:]
        line = " ".join(b"\n".join(lines)[: 8 * LONGEST_TEXT].decode("utf-8", "ignore").split())
        return line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1] + "\u2026"

    def comment_above(self, first):
        own = []
        while first > 1 and self.lines[first - 2].lstrip().startswith("#"):
            first -= 1
            own.insert(0, self.lines[first - 1].lstrip()[1:].strip())
        return "\n".join(own).strip() or None

def refuse(line, message):
    return {"error": {"line": line, "message": message}}

def answer(text):
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        return refuse(error.lineno, error.msg)
    except ValueError as error:
        return refuse(None, str(error))
    outliner = Outliner(text, tree)
    functions, overloads = find_functions(tree)
    functions.sort(key=lambda each: (each.node.lineno, each.node.col_offset))
    return {"functions": [outliner.outline(each, overloads) for each in functions]}

def main():
    warnings.simplefilter("ignore")
    gc.disable()
    text = json.loads(sys.stdin.buffer.read())["text"]
    try:
        result = answer(text)
    except (RecursionError, MemoryError):
        result = refuse(None, "it is nested too deeply")
    sys.stdout.write(json.dumps(result))
    sys.stdout.flush()
    # Taking a deep tree apart would take the time that reading it took.
    os._exit(0)

# Trees are as deep as their text is nested: room for what the compiler itself lets through.
sys.setrecursionlimit(15_000)
threading.stack_size(512 << 20)
threading.Thread(target=main).start()
`;
