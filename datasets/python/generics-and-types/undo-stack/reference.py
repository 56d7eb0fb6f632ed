from typing import Generic, TypeVar

T = TypeVar("T")


class UndoStack(Generic[T]):
    def __init__(self, most: int) -> None:
        if most < 1:
            raise ValueError("a stack keeps at least one value")
        self._most = most
        self._values: list[T] = []
        self._undone: list[T] = []

    def push(self, value: T) -> None:
        self._values = [*self._values, value][-self._most :]
        self._undone = []

    def undo(self) -> T | None:
        if self._values:
            self._undone.append(self._values.pop())
        return self._values[-1] if self._values else None

    def redo(self) -> T | None:
        if not self._undone:
            return None
        self._values.append(self._undone.pop())
        return self._values[-1]

    def values(self) -> list[T]:
        return list(self._values)
