import logging
from dataclasses import dataclass
from uuid import UUID

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    order_id: UUID
    total_cents: int


class OrderStore:
    def __init__(self, pool):
        self._pool = pool

    async def insert(self, order: Order) -> bool:
        async with self._pool.acquire() as connection:
            row = await connection.fetchrow(
                "INSERT INTO orders (id, total) VALUES ($1, $2) "
                "ON CONFLICT (id) DO NOTHING RETURNING id",
                order.order_id,
                order.total_cents,
            )
        return row is not None

    async def total(self) -> int:
        try:
            return await self._pool.fetchval("SELECT sum(total) FROM orders")
        except TimeoutError as error:
            logger.warning("orders cannot be read")
            raise RuntimeError("orders cannot be read") from error
