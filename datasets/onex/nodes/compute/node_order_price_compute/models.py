"""Value objects of the order price node."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class ModelOrderLine(BaseModel):
    """One priced line of an order."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    sku: str = Field(min_length=1)
    quantity: int = Field(ge=1)
    unit_price: Decimal = Field(ge=0)
    discount_rate: Decimal = Field(default=Decimal("0"), ge=0, le=1)


class ModelOrderPriceInput(BaseModel):
    """Order lines and the tax rate to price them with."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    lines: tuple[ModelOrderLine, ...] = Field(min_length=1)
    tax_rate: Decimal = Field(ge=0, le=1)


class ModelOrderPriceOutput(BaseModel):
    """Totals of an order, rounded to cents."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    net: Decimal
    tax: Decimal
    gross: Decimal
