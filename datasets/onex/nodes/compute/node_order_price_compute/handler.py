"""Pricing rules: pure, deterministic, no I/O."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from .models import ModelOrderPriceInput, ModelOrderPriceOutput

_CENT = Decimal("0.01")


class HandlerOrderPrice:
    """Works out order totals."""

    def handle(self, request: ModelOrderPriceInput) -> ModelOrderPriceOutput:
        """Return net, tax and gross totals."""
        net = sum(
            (
                line.unit_price * line.quantity * (Decimal(1) - line.discount_rate)
                for line in request.lines
            ),
            Decimal(0),
        ).quantize(_CENT, ROUND_HALF_UP)
        tax = (net * request.tax_rate).quantize(_CENT, ROUND_HALF_UP)
        return ModelOrderPriceOutput(net=net, tax=tax, gross=net + tax)
