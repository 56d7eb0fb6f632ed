"""Order price COMPUTE node."""

from __future__ import annotations

from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .handler import HandlerOrderPrice
from .models import ModelOrderPriceInput, ModelOrderPriceOutput


class NodeOrderPriceCompute(NodeCompute[ModelOrderPriceInput, ModelOrderPriceOutput]):
    """Thin shell: registers the handler under the contract's algorithm type."""

    def __init__(self, container: ModelONEXContainer) -> None:
        """Register the pricing computation."""
        super().__init__(container)
        self.register_computation("order_price", HandlerOrderPrice().handle)
