/** Python: the checker's part that finds bypasses, by what names mean, not by how they look. */
export const GUARD = String.raw`
class Guard(Meanings):
    def __init__(self, text, walker):
        super().__init__(walker)
        self.text, self.found = text, []

    def run(self):
        self.check_encoding()
        for name in self.walker.names:
            self.check_name(name)
        for attribute in self.walker.attributes:
            self.check_attribute(attribute)
        for call in self.walker.calls:
            self.check_setattr(call)
            self.check_paths_in(call)
        for node in self.walker.nodes:
            if isinstance(node, ast.Import):
                self.check_imports(node, [alias.name for alias in node.names])
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                self.check_import_from(node)
            elif isinstance(node, ast.ClassDef):
                self.check_class(node)
        self.check_comments()
        unique = {tuple(each["span"]): each for each in reversed(self.found)}
        return sorted(unique.values(), key=lambda each: each["span"])

    def report(self, node, reason, shown, severity="error"):
        code, message, help = reason
        message = message.format("\x60" + shown + "\x60")
        self.found.append(finding(code, message, self.text.span(node), help, severity))

    def reason(self, path):
        parts = path.split(".")
        suffixes = [parts]
        if parts[0] in STANDARD_MODULES:
            suffixes += [
                [parts[at].lstrip("_")] + parts[at + 1 :]
                for at in range(1, len(parts))
                if parts[at].lstrip("_") in LEAKED_MODULES
            ]
        for suffix in suffixes:
            for end in range(1, len(suffix) + 1):
                prefix = ".".join(suffix[:end])
                if prefix in HARMLESS_MODULES:
                    break
                if prefix in FORBIDDEN:
                    return FORBIDDEN[prefix]
                if prefix in FORBIDDEN_MODULES and ".".join(suffix[:2]) not in HARMLESS_MODULES:
                    return FORBIDDEN_MODULES[prefix]
                for pattern, reason in FAMILIES:
                    if pattern.match(prefix):
                        return reason
            if "__dict__" in suffix and suffix[0] in GUARDED_MODULES:
                return REACHES
        return None

    def check_name(self, name):
        chain = self.whole_chain(name)
        if chain is None:
            return
        for path in self.paths(chain):
            shown = path[len("builtins.") :] if path.startswith("builtins.") else path
            reason = self.reason(path)
            if reason is ENDS and (is_main_only(chain, self.walker) or is_caught(chain)):
                continue
            if reason is not None and not is_only_named(chain, path):
                self.report(chain, reason, shown)
            elif self.hands_on_module(path):
                self.report(chain, REACHES, shown)
            elif is_namespace(chain, path) and not is_plain_lookup(chain):
                self.report(chain, REACHES, shown + "()")

    def whole_chain(self, name):
        """The longest expression that begins with a name and is one thing: a.b.c, getattr(a, "b")."""
        chain = name
        while isinstance(chain.parent, ast.Attribute):
            chain = chain.parent
        call = chain.parent
        if isinstance(call, ast.Call) and call.args[:1] == [chain] and self.is_getattr(call):
            return None if "builtins.hasattr" in self.paths(call.func) else call
        return chain

    def hands_on_module(self, path):
        parts = path.split(".")
        if len(parts) == 1:
            return path in GUARDED_MODULES
        return parts[0] in STANDARD_MODULES and parts[-1].lstrip("_") in GUARDED_MODULES

    def check_attribute(self, node):
        if node.attr in FORBIDDEN_ATTRIBUTES:
            return self.report(node, REACHES, node.attr)
        if node.attr == "__subclasses__" and is_climbing(node.value):
            return self.report(node, REACHES, node.attr)
        if node.attr == "__self__" and any(
            path.startswith("builtins.") for path in self.paths(node.value)
        ):
            return self.report(node, REACHES, node.attr)
        if isinstance(node.ctx, ast.Load):
            return
        if node.attr == "__code__":
            return self.report(node, TEXT_AS_CODE, node.attr)
        for path in self.paths(node):
            if self.is_of_others(path) and path not in REPLACEABLE:
                self.report(node, REPLACES, path + " = …")

    def is_of_others(self, path):
        return path.split(".")[0] in STANDARD_MODULES

    def check_setattr(self, call):
        if isinstance(call.func, ast.Name) and call.args:
            if self.name_paths(call.func) & {"builtins.setattr", "builtins.delattr"}:
                for path in self.paths(call.args[0]):
                    if self.is_of_others(path):
                        self.report(call, REPLACES, "setattr(" + path + ", …)")
            if self.is_getattr(call) and call.args[1].value in FORBIDDEN_ATTRIBUTES:
                self.report(call, REACHES, call.args[1].value)

    def check_paths_in(self, call):
        for node in call.args:
            text = (
                node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            )
            if re.match(r"/proc/(self|thread-self|\d+)(/|$)", text):
                self.report(node, REACHES, node.value[:60])

    def check_imports(self, node, names):
        for name in names:
            if name in HARMLESS_MODULES:
                continue
            if self.reason(name):
                self.report(node, self.reason(name), "import " + name)

    def check_import_from(self, node):
        for alias in node.names:
            path = node.module + "." + alias.name
            if path in HARMLESS_MODULES or node.module in HARMLESS_MODULES:
                continue
            reason = self.reason(path) or (REACHES if self.hands_on_module(path) else None)
            if alias.name == "*" and node.module in GUARDED_MODULES:
                reason = REACHES
            if reason and not path.startswith("types."):
                self.report(node, reason, "from " + node.module + " import " + alias.name)

    def check_class(self, node):
        for method in node.body:
            if not isinstance(method, ast.FunctionDef) or method.name != "__eq__":
                continue
            body = [ast.unparse(each) for each in method.body if not is_text(each)]
            if body == ["return True"]:
                self.report(method, ALWAYS_EQUAL, "__eq__")

    def check_encoding(self):
        for number in (1, 2):
            line = self.text.line(number)
            match = re.match("[ \t\f]*#.*?coding[:=][ \t]*([-\\w.]+)", line)
            if match and match.group(1).lower().replace("_", "-") not in (
                "utf-8",
                "utf8",
                "ascii",
                "us-ascii",
            ):
                code, message, help = OTHER_ENCODING
                self.found.append(
                    finding(code, message.format(match.group(1)), self.text.line_span(number), help)
                )
            if line.strip() and not line.lstrip().startswith("#"):
                return

    def check_comments(self):
        pattern = re.compile(
            "#\\s*(type:\\s*ignore|pyright:\\s*ignore|mypy:\\s*ignore-errors|pyre-ignore)"
        )
        if not pattern.search(self.text.text):
            return
        for token in comments_of(self.text):
            if not pattern.match(token.string):
                continue
            span = [self.text.at_character(*token.start), self.text.at_character(*token.end)]
            code, message, help = TYPE_IGNORE
            self.found.append(
                finding(code, message.format(token.string[:60]), span, help, "warning")
            )

def is_text(node):
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )

def is_only_named(node, path):
    """Types of functions and code are named in isinstance checks; only making one is a bypass."""
    return path.startswith("types.") and not (
        isinstance(node.parent, ast.Call) and node.parent.func is node
    )

def is_namespace(node, path):
    """Whether this is the module's own dictionary, through which any name can be reached."""
    if path == "builtins.globals":
        return True
    return (
        path in ("builtins.vars", "builtins.locals")
        and not node.scope.is_in_function()
        and isinstance(node.parent, ast.Call)
        and not node.parent.args
    )

def is_plain_lookup(node):
    """Whether globals() is only asked for one name, written out, or whether a name is there."""
    call = node.parent
    if not (isinstance(call, ast.Call) and call.func is node):
        return False
    user = call.parent
    if isinstance(user, ast.Compare):
        return True
    return (
        isinstance(user, ast.Subscript)
        and user.value is call
        and isinstance(user.ctx, ast.Load)
        and isinstance(user.slice, ast.Constant)
        and not str(user.slice.value).startswith("__")
    )

def is_climbing(node):
    if isinstance(node, ast.Name):
        return node.id in ("object", "type")
    steps = ("__base__", "__bases__", "__mro__", "__class__", "mro")
    return any(isinstance(each, ast.Attribute) and each.attr in steps for each in ast.walk(node))

def is_caught(node):
    """Whether a name only says what an except clause catches."""
    holder = node.parent.parent if isinstance(node.parent, ast.Tuple) else node.parent
    return isinstance(holder, ast.ExceptHandler)

def is_main_only(node, walker):
    """Whether this runs only when the file is started as a program."""
    child, parent = node, node.parent
    while parent is not None and not isinstance(parent, ast.Module):
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            return False
        if (
            isinstance(parent, ast.If)
            and isinstance(parent.parent, ast.Module)
            and child in parent.body
        ):
            test = parent.test
            return (
                isinstance(test, ast.Compare)
                and isinstance(test.left, ast.Name)
                and test.left.id == "__name__"
                and isinstance(test.ops[0], ast.Eq)
                and isinstance(test.comparators[0], ast.Constant)
                and test.comparators[0].value == "__main__"
                and "__name__" not in walker.module.bindings
            )
        child, parent = parent, parent.parent
    return False
`;
